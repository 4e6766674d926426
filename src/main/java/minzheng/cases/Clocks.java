package minzheng.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minzheng.jurisdiction.Deadline;
import minzheng.jurisdiction.WorkingDays;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import org.springframework.stereotype.Component;

/**
 * Counts the legal periods of cases (Civil Code Art. 201–203): the first day is not counted, and
 * what the law does not count is left out.
 */
@Component
class Clocks {
  private final WorkingDays days;
  private final Standards standards;

  Clocks(WorkingDays days, Standards standards) {
    this.days = days;
    this.standards = standards;
  }

  /**
   * The number of days in force on the day the count begins. A variant without a value of its own
   * (DIBAO/EXTENDED) falls back to its programme's (DIBAO).
   */
  Optional<StandardValue> count(Limit limit, String limitClass, String region, LocalDate day) {
    var own = standards.on(limit.standard(), limitClass, region, day);
    int slash = limitClass.indexOf('/');
    return own.isPresent() || slash < 0
        ? own
        : standards.on(limit.standard(), limitClass.substring(0, slash), region, day);
  }

  /** The limit of a step that began on a day. */
  Due step(State state, String limitClass, String region, LocalDate entered) {
    if (state.limit() == null) return Due.NONE;
    return count(state.limit(), limitClass, region, entered)
        .map(value -> due(entered, value.count(), DayUnit.of(value), List.of()))
        .orElse(Due.NONE);
  }

  /** The limit of the whole procedure, looked up on {@code day}, counted from {@code from}. */
  Due total(
      TotalClock clock,
      String limitClass,
      String region,
      LocalDate day,
      LocalDate from,
      List<Pause> pauses) {
    return count(clock.limit(), limitClass, region, day)
        .map(value -> due(from, value.count(), DayUnit.of(value), pauses))
        .orElse(Due.NONE);
  }

  /** n days after {@code from} without the days of the pauses; no day while a pause lasts. */
  Due due(LocalDate from, int n, DayUnit unit, List<Pause> pauses) {
    LocalDate cursor = from;
    int left = n;
    for (Pause pause : pauses) {
      LocalDate start = pause.from().isBefore(cursor) ? cursor : pause.from();
      int used = between(cursor, start, unit);
      if (used >= left) break; // it ended before this pause
      if (pause.to() == null) return new Due(n, unit, null, false);
      left -= used;
      cursor = pause.to().isBefore(start) ? start : pause.to();
    }
    Deadline end =
        unit == DayUnit.WORKING ? days.addWorkingDays(cursor, left) : days.addDays(cursor, left);
    return new Due(n, unit, end.date(), end.provisional());
  }

  /** Days of the period used up by a day, without the pauses. */
  int used(LocalDate from, LocalDate day, DayUnit unit, List<Pause> pauses) {
    if (day.isBefore(from)) return 0;
    int used = between(from, day, unit);
    for (Pause pause : pauses) {
      LocalDate start = pause.from().isBefore(from) ? from : pause.from();
      LocalDate end = pause.to() == null || pause.to().isAfter(day) ? day : pause.to();
      if (start.isBefore(end)) used -= between(start, end, unit);
    }
    return used;
  }

  int between(LocalDate from, LocalDate to, DayUnit unit) {
    return unit == DayUnit.WORKING
        ? days.between(from, to)
        : Math.toIntExact(java.time.temporal.ChronoUnit.DAYS.between(from, to));
  }
}
