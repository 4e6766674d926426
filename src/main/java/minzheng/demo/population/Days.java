package minzheng.demo.population;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import minzheng.jurisdiction.Deadline;
import minzheng.jurisdiction.WorkCalendar;

/** The working days around a day by number, and legal periods counted once each. */
final class Days {
  private static final int YEARS_BACK = 6;
  private static final int ROOM_AHEAD = 60;

  private record Period(LocalDate from, int n, boolean working) {}

  private final WorkCalendar calendar;
  private final LocalDate[] working;
  private final int today;
  private final Map<Period, Deadline> periods = new HashMap<>();

  Days(WorkCalendar calendar, LocalDate today) {
    this.calendar = calendar;
    working =
        today
            .minusYears(YEARS_BACK)
            .datesUntil(today.plusDays(ROOM_AHEAD))
            .filter(calendar::isWorkingDay)
            .toArray(LocalDate[]::new);
    this.today = at(today);
  }

  /** The number of the latest working day up to today. */
  int today() {
    return today;
  }

  LocalDate day(int number) {
    return working[number];
  }

  /** The number of the latest working day up to that one. */
  int at(LocalDate day) {
    int found = Arrays.binarySearch(working, day);
    return found >= 0 ? found : -found - 2;
  }

  LocalDate plus(LocalDate day, int workingDays) {
    return working[at(day) + workingDays];
  }

  /** The last day of a period by the law's way of counting. */
  Deadline end(LocalDate from, int n, boolean inWorkingDays) {
    return periods.computeIfAbsent(
        new Period(from, n, inWorkingDays),
        p -> inWorkingDays ? calendar.addWorkingDays(from, n) : calendar.addDays(from, n));
  }
}
