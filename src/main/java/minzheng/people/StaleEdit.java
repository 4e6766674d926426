package minzheng.people;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import minzheng.kernel.RuleViolation;

/** Somebody else saved in between; nothing was overwritten. */
public class StaleEdit extends RuleViolation {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  StaleEdit(String by, Instant at, Clock clock) {
    super(
        null,
        by
            + " 已于 "
            + MINUTE.format(at.atZone(clock.getZone()))
            + " 修改过这份记录，您的修改没有保存。请对照现在的内容后再保存。");
  }
}
