package minzheng.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/**
 * The two commands: {@code --minzheng.backup=FILE} writes the database into a file, {@code
 * --minzheng.restore=FILE} puts one into an empty database. They know the product's settings and
 * start nothing of it: no migrations of its own, no pages, no jobs.
 */
public final class BackupCommands {
  private static final String BACKUP = "minzheng.backup";
  private static final String RESTORE = "minzheng.restore";

  private BackupCommands() {}

  /** Nothing of the product: the settings alone are wanted. */
  static final class Nothing {}

  /** Whether one of the commands is meant. */
  public static boolean asked(String[] args) {
    var arguments = new DefaultApplicationArguments(args);
    return arguments.containsOption(BACKUP) || arguments.containsOption(RESTORE);
  }

  /**
   * Does it, telling the operator on the standard output and, why not, on the error output.
   *
   * @return the exit code: 0 when it is done, 1 otherwise
   */
  public static int run(String[] args, Clock clock) {
    Environment settings;
    try {
      var quiet =
          Stream.of(
              "--spring.main.web-application-type=none",
              "--spring.main.keep-alive=false",
              "--spring.main.banner-mode=off",
              "--spring.main.log-startup-info=false",
              "--logging.level.root=WARN");
      settings =
          new SpringApplication(Nothing.class)
              .run(Stream.concat(Arrays.stream(args), quiet).toArray(String[]::new))
              .getEnvironment();
    } catch (RuntimeException e) {
      return 1; // said already
    }
    try {
      long begun = clock.millis();
      String done = run(new DefaultApplicationArguments(args), owner(settings), clock);
      System.out.println(done + " Took " + Duration.ofMillis(clock.millis() - begun) + ".");
      return 0;
    } catch (BackupRefused e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static Owner owner(Environment settings) {
    return new Owner(
        settings.getRequiredProperty("spring.flyway.url"),
        settings.getRequiredProperty("spring.flyway.user"),
        settings.getProperty("spring.flyway.password", ""));
  }

  private static String run(DefaultApplicationArguments args, Owner owner, Clock clock) {
    if (args.containsOption(BACKUP) && args.containsOption(RESTORE))
      throw new BackupRefused("Either --minzheng.backup or --minzheng.restore, not both.");
    if (args.containsOption(BACKUP)) {
      Path file = file(args.getOptionValues(BACKUP));
      return told("Backup written to " + file, size(file, new Backup(owner, clock).write(file)));
    }
    Path file = file(args.getOptionValues(RESTORE));
    var restore = new Restore(owner, System.out::println);
    return told("Restored from " + file + " and verified", facts(restore.read(file)));
  }

  private static Path file(List<String> values) {
    if (values.size() != 1 || values.getFirst().isBlank())
      throw new BackupRefused("Name one file: --minzheng.backup=FILE or --minzheng.restore=FILE.");
    return Path.of(values.getFirst()).toAbsolutePath().normalize();
  }

  private static String told(String what, String facts) {
    return what + ": " + facts;
  }

  private static String size(Path file, Manifest manifest) {
    try {
      return "%,d bytes, %s".formatted(Files.size(file), facts(manifest));
    } catch (IOException e) {
      throw new BackupRefused("The file %s is gone again.".formatted(file), e);
    }
  }

  private static String facts(Manifest manifest) {
    var trail = manifest.trail();
    return "%,d rows in %d tables, version %s.%s"
        .formatted(
            manifest.rows(),
            manifest.tables().size(),
            manifest.version(),
            trail == null
                ? ""
                : " Audit chain: %,d blocks, %s, head %s."
                    .formatted(
                        trail.blocks(),
                        trail.broken() == null ? "unbroken" : "BROKEN AT BLOCK " + trail.broken(),
                        trail.head()));
  }
}
