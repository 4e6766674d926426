package minzheng.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting of legal periods with the calendar the product brings along (2004–2026). */
class WorkCalendarTest {
  private static final WorkCalendar CALENDAR = calendar();

  static WorkCalendar calendar() {
    var working = new HashMap<LocalDate, Boolean>();
    var years = new HashSet<Integer>();
    for (String[] row : rows("holidays.csv")) {
      LocalDate day = LocalDate.parse(row[0]);
      working.put(day, row[1].equals("workday"));
      years.add(day.getYear());
    }
    var statutory = new HashSet<LocalDate>();
    for (String[] row : rows("statutory-holidays.csv")) statutory.add(LocalDate.parse(row[0]));
    return new WorkCalendar(working, years, statutory);
  }

  private static List<String[]> rows(String file) {
    try (var lines = Files.lines(Path.of("db/reference", file))) {
      return lines.skip(1).map(line -> line.split(",")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void example_61_three_working_days_with_a_working_sunday() {
    assertThat(CALENDAR.addWorkingDays(day("2026-09-18"), 3))
        .isEqualTo(new Deadline(day("2026-09-22"), false));
  }

  @ParameterizedTest
  @CsvSource({"20,2026-10-22", "30,2026-11-05", "45,2026-11-26"})
  void example_62_decision_limits_over_the_national_day(int days, LocalDate end) {
    assertThat(CALENDAR.addWorkingDays(day("2026-09-18"), days))
        .isEqualTo(new Deadline(end, false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-01,30,2026-10-08", // example 52: ends on a holiday, moves past the whole of it
    "2026-10-08,30,2026-11-09", // ends on a Saturday
    "2026-08-28,14,2026-09-11",
  })
  void calendar_days_end_on_a_working_day(LocalDate from, int days, LocalDate end) {
    assertThat(CALENDAR.addDays(from, days)).isEqualTo(new Deadline(end, false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-30,1,2026-02-28", // no 30 February: the last day of the month, a Saturday that is
    // worked
    "2024-01-31,1,2024-02-29",
    "2025-01-31,1,2025-02-28",
    "2025-11-30,3,2026-02-28",
    "2026-03-31,1,2026-04-30",
    "2024-02-29,12,2025-02-28",
    "2025-04-01,1,2025-05-06", // 1 May is a holiday, the rest lasts to the 5th
  })
  void months_end_on_the_corresponding_day(LocalDate from, int months, LocalDate end) {
    assertThat(CALENDAR.addMonths(from, months)).isEqualTo(new Deadline(end, false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-20,true", // Sunday worked for the National Day
    "2026-10-10,true", // Saturday worked for the National Day
    "2026-02-28,true", // Saturday worked for the Spring Festival
    "2026-09-19,false",
    "2026-09-25,false", // Friday, Mid-Autumn
    "2026-02-23,false", // Monday inside the Spring Festival
    "2026-02-24,true",
    "2018-12-29,true", // Saturday ruled by the paper of 2019
    "2018-12-31,false",
    "2020-01-31,false", // the holiday that the epidemic prolonged
  })
  void make_up_days_are_worked_and_holidays_are_not(LocalDate day, boolean working) {
    assertThat(CALENDAR.isWorkingDay(day)).isEqualTo(working);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-19,1,2026-09-20", // from a rest day
    "2026-09-30,1,2026-10-08",
    "2026-10-09,1,2026-10-10",
    "2026-02-13,1,2026-02-14",
    "2026-02-14,1,2026-02-24",
    "2026-02-13,10,2026-03-05", // twice a worked Saturday around the Spring Festival
    "2025-01-24,1,2025-01-26",
    "2024-02-09,1,2024-02-18", // Friday, New Year's Eve is worked in 2024, then Sunday is worked
    "2012-09-28,1,2012-09-29",
  })
  void the_first_day_is_not_counted(LocalDate from, int days, LocalDate end) {
    assertThat(CALENDAR.addWorkingDays(from, days)).isEqualTo(new Deadline(end, false));
  }

  @Test
  void no_days_end_on_the_day_itself_or_the_next_working_day() {
    assertThat(CALENDAR.addWorkingDays(day("2026-09-20"), 0).date()).isEqualTo("2026-09-20");
    assertThat(CALENDAR.addWorkingDays(day("2026-09-19"), 0).date()).isEqualTo("2026-09-20");
    assertThatThrownBy(() -> CALENDAR.addWorkingDays(day("2026-09-19"), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-30,1,2026-12-31,false",
    "2026-12-31,1,2027-01-04,true", // 1 January is off by law, the weekend follows
    "2026-12-16,11,2026-12-31,false",
    "2026-12-16,12,2027-01-04,true",
    "2027-02-04,1,2027-02-09,true", // the eve and three days of the Spring Festival by law
    "2027-04-30,1,2027-05-03,true",
    "2027-09-30,1,2027-10-04,true",
    "2045-09-29,1,2045-10-04,true", // beyond the table of festivals: fixed days only
    "2003-12-31,1,2004-01-02,false",
  })
  void a_period_that_reaches_an_unknown_year_is_provisional(
      LocalDate from, int days, LocalDate end, boolean provisional) {
    assertThat(CALENDAR.addWorkingDays(from, days)).isEqualTo(new Deadline(end, provisional));
  }

  @Test
  void a_period_that_only_rolls_into_an_unknown_year_is_provisional() {
    var december =
        new WorkCalendar(Map.of(day("2026-12-31"), false), Set.of(2026), Set.of(day("2027-01-01")));
    assertThat(december.rollForward(day("2026-12-31")))
        .isEqualTo(new Deadline(day("2027-01-04"), true));
    assertThat(december.addDays(day("2026-12-01"), 29))
        .isEqualTo(new Deadline(day("2026-12-30"), false));
  }

  @Test
  void loading_the_year_ends_the_provision() {
    var working = new HashMap<>(CALENDAR.working());
    working.put(day("2027-01-04"), false);
    var years = new HashSet<>(CALENDAR.years());
    years.add(2027);
    var loaded = new WorkCalendar(working, years, CALENDAR.statutory());
    assertThat(loaded.addWorkingDays(day("2026-12-31"), 1))
        .isEqualTo(new Deadline(day("2027-01-01"), false));
    assertThat(loaded.addWorkingDays(day("2026-12-31"), 2).date()).isEqualTo("2027-01-05");
  }

  @Test
  void days_left_turn_into_days_over() {
    assertThat(CALENDAR.between(day("2026-09-18"), day("2026-09-22"))).isEqualTo(3);
    assertThat(CALENDAR.between(day("2026-09-22"), day("2026-09-18"))).isEqualTo(-3);
    assertThat(CALENDAR.between(day("2026-09-18"), day("2026-09-18"))).isZero();
    assertThat(CALENDAR.between(day("2026-09-18"), day("2026-09-19"))).isZero();
    assertThat(CALENDAR.between(day("2026-09-18"), day("2026-11-26"))).isEqualTo(45);
  }

  @Test
  void the_year_2026_has_248_working_days() {
    assertThat(CALENDAR.between(day("2025-12-31"), day("2026-12-31"))).isEqualTo(248);
  }

  @ParameterizedTest
  @CsvSource({"2016,250", "2020,249", "2021,250", "2022,249", "2023,249", "2024,251", "2025,248"})
  void working_days_of_past_years(int year, int days) {
    assertThat(CALENDAR.between(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31)))
        .isEqualTo(days);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
