package minzheng.jurisdiction;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.Set;

/**
 * Which days are worked, and how legal periods are counted (Civil Code Art. 201–203): the first day
 * is not counted, and a period that ends on a rest day ends on the next working day. Rest days are
 * weekends and statutory holidays; a weekend day worked to make up for a holiday is a working day.
 *
 * @param working days that differ from the week: true = worked though a weekend, false = off
 * @param years whose arrangement is known
 * @param statutory days off by law, used for the other years
 */
public record WorkCalendar(
    Map<LocalDate, Boolean> working, Set<Integer> years, Set<LocalDate> statutory) {

  /** For years without an arrangement: the days of the year that are off whatever the moon does. */
  private static final Set<MonthDay> FIXED =
      Set.of(
          MonthDay.of(1, 1),
          MonthDay.of(5, 1),
          MonthDay.of(5, 2),
          MonthDay.of(10, 1),
          MonthDay.of(10, 2),
          MonthDay.of(10, 3));

  public WorkCalendar {
    working = Map.copyOf(working);
    years = Set.copyOf(years);
    statutory = Set.copyOf(statutory);
  }

  public boolean isWorkingDay(LocalDate day) {
    Boolean exception = working.get(day);
    if (exception != null) return exception;
    if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0) return false;
    return isKnown(day) || !statutory.contains(day) && !FIXED.contains(MonthDay.from(day));
  }

  /** Whether the arrangement of the day's year is loaded. */
  public boolean isKnown(LocalDate day) {
    return years.contains(day.getYear());
  }

  /** The n-th working day after {@code from}; for n = 0 the first working day on or after it. */
  public Deadline addWorkingDays(LocalDate from, int n) {
    if (n < 0) throw new IllegalArgumentException("negative period: " + n);
    if (n == 0) return rollForward(from);
    LocalDate day = from;
    boolean known = true;
    for (int left = n; left > 0; ) {
      day = day.plusDays(1);
      known &= isKnown(day);
      if (isWorkingDay(day)) left--;
    }
    return new Deadline(day, !known);
  }

  /** The period of n calendar days after {@code from}, moved off a rest day. */
  public Deadline addDays(LocalDate from, int n) {
    return rollForward(from.plusDays(n));
  }

  /**
   * The period of n months: the corresponding day, or the month's last day where there is none
   * (Art. 202), moved off a rest day.
   */
  public Deadline addMonths(LocalDate from, int n) {
    return rollForward(from.plusMonths(n));
  }

  /** The day itself, or the first working day after it. */
  public Deadline rollForward(LocalDate date) {
    LocalDate day = date;
    boolean known = isKnown(day);
    while (!isWorkingDay(day)) {
      day = day.plusDays(1);
      known &= isKnown(day);
    }
    return new Deadline(day, !known);
  }

  /**
   * Working days after {@code from} up to and including {@code to}; negative when {@code to} lies
   * before, so that "days left" turns into "days over".
   */
  public int between(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) return -between(to, from);
    int count = 0;
    for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
      if (isWorkingDay(day)) count++;
    }
    return count;
  }
}
