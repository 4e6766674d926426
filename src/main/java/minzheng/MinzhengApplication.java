package minzheng;

import minzheng.backup.BackupCommands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** 民政业务系统: one application for the six desks of a municipal civil-affairs bureau. */
@SpringBootApplication
@Modulithic(
    sharedModules = {
      "kernel",
      "jurisdiction",
      "security",
      "audit",
      "web",
      "jobs",
      "messages",
      "imports"
    })
public class MinzhengApplication {
  public static void main(String[] args) {
    if (BackupCommands.asked(args)) System.exit(BackupCommands.run(args, TimeConfig.CHINA));
    SpringApplication.run(MinzhengApplication.class, args);
  }
}
