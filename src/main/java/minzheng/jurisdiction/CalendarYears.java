package minzheng.jurisdiction;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The years of the working-day calendar: what is loaded, and loading or correcting one. */
@Service
class CalendarYears {
  private final JdbcClient jdbc;
  private final WorkingDays workingDays;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  CalendarYears(
      JdbcClient jdbc, WorkingDays workingDays, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.workingDays = workingDays;
    this.clock = clock;
    this.events = events;
  }

  /**
   * A loaded year.
   *
   * @param loadedAt null when it came with the product
   */
  record Year(int year, String source, Instant loadedAt, String loadedBy) {}

  /**
   * A day whose kind the file changes.
   *
   * @param before 工作日 or 休息 as the calendar in force says
   */
  record Change(LocalDate day, String before, String after, String festival) {}

  @Transactional(readOnly = true)
  List<Year> all() {
    return jdbc.sql("SELECT year, source, loaded_at, loaded_by FROM calendar_year ORDER BY year")
        .query(Year.class)
        .list();
  }

  @Transactional(readOnly = true)
  Optional<Year> find(int year) {
    return all().stream().filter(y -> y.year() == year).findFirst();
  }

  /** Days of the year that differ from the week; by law where no arrangement is loaded. */
  @Transactional(readOnly = true)
  List<CalendarFile.Day> days(int year) {
    String table =
        find(year).isPresent()
            ? "SELECT day, kind = 'workday' AS worked, festival FROM calendar_day"
            : "SELECT day, false AS worked, festival FROM statutory_holiday";
    return jdbc.sql(table + " WHERE day BETWEEN ? AND ? ORDER BY day")
        .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
        .query(CalendarFile.Day.class)
        .list();
  }

  /** What loading the file would change, in the words of the page. */
  List<Change> changes(CalendarFile file) {
    WorkCalendar now = workingDays.calendar();
    Map<LocalDate, CalendarFile.Day> wanted = new HashMap<>();
    file.days().forEach(day -> wanted.put(day.day(), day));
    var touched = new TreeSet<>(wanted.keySet());
    now.working().keySet().stream().filter(d -> d.getYear() == file.year()).forEach(touched::add);
    now.statutory().stream().filter(d -> d.getYear() == file.year()).forEach(touched::add);
    var changes = new ArrayList<Change>();
    for (LocalDate day : touched) {
      CalendarFile.Day entry = wanted.get(day);
      boolean after = entry != null ? entry.worked() : day.getDayOfWeek().getValue() < 6;
      boolean before = now.isWorkingDay(day);
      if (before != after) {
        changes.add(
            new Change(day, word(before), word(after), entry == null ? "" : entry.festival()));
      }
    }
    return changes;
  }

  private static String word(boolean working) {
    return working ? "工作日" : "休息";
  }

  /**
   * Loads the year, or corrects it. Deadlines that depend on it are recomputed by listeners of
   * {@link CalendarChanged} in the same transaction.
   */
  @Transactional
  public CalendarChanged load(Actor by, CalendarFile file, String source) {
    if (!file.problems().isEmpty()) throw new RuleViolation("file", file.problems().getFirst());
    if (source == null || source.isBlank()) {
      throw new RuleViolation("source", "请填写放假通知的文号，例如 国办发明电〔2026〕7号。");
    }
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('calendar'))").query(row -> {});
    List<Change> changes = changes(file);
    LocalDate first = LocalDate.of(file.year(), 1, 1);
    LocalDate earliest =
        changes.stream()
            .map(Change::day)
            .min(LocalDate::compareTo)
            .filter(first::isAfter)
            .orElse(first);
    jdbc.sql("DELETE FROM calendar_day WHERE day BETWEEN ? AND ?")
        .params(first, LocalDate.of(file.year(), 12, 31))
        .update();
    for (CalendarFile.Day day : file.days()) insert(day, source.strip());
    jdbc.sql(
            """
            INSERT INTO calendar_year (year, source, loaded_at, loaded_by) VALUES (?, ?, ?, ?)
            ON CONFLICT (year) DO UPDATE SET source = excluded.source, loaded_at = excluded.loaded_at,
              loaded_by = excluded.loaded_by, revision = nextval('calendar_revision')
            """)
        .params(file.year(), source.strip(), Timestamp.from(clock.instant()), by.name())
        .update();
    workingDays.changedInThisTransaction();
    var changed = new CalendarChanged(file.year(), earliest, changes.size(), source.strip());
    events.publishEvent(changed);
    return changed;
  }

  private void insert(CalendarFile.Day day, String source) {
    jdbc.sql("DELETE FROM calendar_day WHERE day = ?").param(day.day()).update();
    jdbc.sql("INSERT INTO calendar_day (day, kind, festival, source) VALUES (?, ?, ?, ?)")
        .params(day.day(), day.worked() ? "workday" : "holiday", day.festival(), source)
        .update();
  }
}
