package minzheng.people;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.RuleViolation;
import minzheng.web.Typed;

/**
 * The two days of a look back.
 *
 * @param on the day the facts held on
 * @param known the day they were known on, or null for now
 * @param knownAt the end of that day, or null for now
 */
record LookBack(LocalDate on, LocalDate known, Instant knownAt) {
  /** Unreadable days fall back to today. */
  static LookBack of(String on, String known, Clock clock) {
    LocalDate day = read(on);
    LocalDate knownDay = read(known);
    Instant at =
        knownDay == null
            ? null
            : knownDay.plusDays(1).atStartOfDay(clock.getZone()).toInstant().minusNanos(1000);
    return new LookBack(day == null ? LocalDate.now(clock) : day, knownDay, at);
  }

  private static LocalDate read(String typed) {
    try {
      return Typed.dateOrNull(typed);
    } catch (RuleViolation unreadable) {
      return null;
    }
  }
}
