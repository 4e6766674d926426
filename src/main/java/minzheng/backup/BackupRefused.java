package minzheng.backup;

/** A backup or restore that does not take place; the message is the sentence the operator reads. */
public class BackupRefused extends RuntimeException {
  BackupRefused(String why) {
    super(why);
  }

  BackupRefused(String why, Throwable cause) {
    super(why, cause);
  }
}
