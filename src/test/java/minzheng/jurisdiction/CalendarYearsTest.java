package minzheng.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.RuleViolation;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Loading a year. Far years are used, so that the calendar other tests count with stays. */
@MinzhengTest
@RecordApplicationEvents
class CalendarYearsTest {
  private static final String COMPLETE = "2098-01-01,休,元旦\n2098-05-01,休,劳动节\n2098-10-01,休,国庆节\n";

  @Autowired CalendarYears years;
  @Autowired WorkingDays workingDays;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationEvents events;

  @Test
  void a_loaded_year_counts_at_once_and_tells_those_above() {
    LocalDate friday = LocalDate.of(2098, 3, 7);
    assertThat(workingDays.addWorkingDays(friday, 1))
        .isEqualTo(new Deadline(LocalDate.of(2098, 3, 10), true));
    load(2098, COMPLETE + "2098-03-08,班,测试节\n2098-03-10,休,测试节\n");
    assertThat(workingDays.addWorkingDays(friday, 1))
        .isEqualTo(new Deadline(LocalDate.of(2098, 3, 8), false));
    assertThat(workingDays.addWorkingDays(friday, 2).date()).isEqualTo("2098-03-11");
    assertThat(events.stream(CalendarChanged.class))
        .last()
        .satisfies(
            change -> {
              assertThat(change.year()).isEqualTo(2098);
              assertThat(change.from()).isEqualTo("2098-01-01");
            });

    load(2098, COMPLETE); // a correction takes both test days back
    assertThat(workingDays.isWorkingDay(LocalDate.of(2098, 3, 10))).isTrue();
    assertThat(workingDays.isWorkingDay(LocalDate.of(2098, 3, 8))).isFalse();
    assertThat(years.find(2098)).map(CalendarYears.Year::source).contains("测试〔2097〕1号");
  }

  @Test
  void a_december_day_may_be_ruled_by_the_next_years_paper() {
    LocalDate december = LocalDate.of(2094, 12, 31);
    assertThat(workingDays.isWorkingDay(december)).isTrue();
    load(2095, COMPLETE.replace("2098", "2095") + "2094-12-31,休,元旦\n");
    assertThat(workingDays.isWorkingDay(december)).isFalse();
    assertThat(events.stream(CalendarChanged.class)).last().extracting("from").isEqualTo(december);
    load(2095, COMPLETE.replace("2098", "2095"));
    assertThat(workingDays.isWorkingDay(december))
        .as("the day of another year stays until a file names it")
        .isFalse();
  }

  @Test
  void what_would_change_is_shown_before_it_is_loaded() {
    var file = CalendarFile.parse(2026, "2026-01-01,休,元旦\n2026-05-01,休,劳动节\n2026-10-01,休,国庆节\n");
    List<CalendarYears.Change> changes = years.changes(file);
    assertThat(changes)
        .contains(
            new CalendarYears.Change(LocalDate.of(2026, 10, 2), "休息", "工作日", ""),
            new CalendarYears.Change(LocalDate.of(2026, 10, 10), "工作日", "休息", ""))
        .noneMatch(change -> change.day().equals(LocalDate.of(2026, 10, 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2098-02-30,休,x|第 4 行：“2098-02-30”不是日期",
        "2098-03-01,放鸭,x|无法识别",
        "2098-03-10,班,x|不是周末",
        "2097-11-30,休,x|不属于 2098 年",
        "2098-01-01,休,x|重复出现",
        "2098-03-01|三列",
      })
  void a_wrong_line_is_named(String line, String problem) {
    var file = CalendarFile.parse(2098, COMPLETE + line);
    assertThat(file.problems()).singleElement().asString().contains(problem);
    assertThatThrownBy(() -> years.load(null, file, "x"))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining(problem);
  }

  @Test
  void a_part_of_a_year_is_refused() {
    assertThat(CalendarFile.parse(2098, "date,kind,festival\n2098-01-01,holiday,元旦\n").problems())
        .containsExactly("文件里没有 2098-05-01 放假，安排可能不完整，请检查。", "文件里没有 2098-10-01 放假，安排可能不完整，请检查。");
    assertThat(CalendarFile.parse(2098, "").problems()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"2098/1/1", "2098年1月1日", "20980101", "２０９８-０１-０１", "2098.1.1"})
  void days_are_read_as_people_write_them(String day) {
    var file = CalendarFile.parse(2098, COMPLETE.replace("2098-01-01", day));
    assertThat(file.problems()).isEmpty();
    assertThat(file.days().getFirst().day()).isEqualTo("2098-01-01");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "GB18030"})
  void files_of_excel_are_read(String charset) {
    byte[] bytes = ("日期,类型,节日\n" + COMPLETE).getBytes(Charset.forName(charset));
    var file = CalendarFile.parse(2098, CalendarFile.decode(bytes));
    assertThat(file.problems()).isEmpty();
    assertThat(file.days().getFirst().festival()).isEqualTo("元旦");
    assertThat(CalendarFile.parse(2098, file.text())).isEqualTo(file);
    byte[] marked = ("\uFEFF" + COMPLETE).getBytes(StandardCharsets.UTF_8);
    assertThat(CalendarFile.decode(marked)).startsWith("2098");
  }

  private void load(int year, String text) {
    var by = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN).actor();
    Scope.runAs(Fixtures.CITY, () -> years.load(by, CalendarFile.parse(year, text), "测试〔2097〕1号"));
  }
}
