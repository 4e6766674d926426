package minzheng.kernel;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Days from–to, both included.
 *
 * @param to last day, or null while the range is open
 */
public record DateRange(LocalDate from, LocalDate to) {
  public DateRange {
    Objects.requireNonNull(from, "from");
    if (to != null && to.isBefore(from)) {
      throw new RuleViolation("to", "结束日期不能早于开始日期，请检查。");
    }
  }

  public static DateRange from(LocalDate from) {
    return new DateRange(from, null);
  }

  public boolean isOpen() {
    return to == null;
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  public boolean overlaps(DateRange other) {
    return (other.to == null || !from.isAfter(other.to)) && (to == null || !other.from.isAfter(to));
  }
}
