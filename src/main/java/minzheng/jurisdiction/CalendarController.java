package minzheng.jurisdiction;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import minzheng.kernel.Acting;
import minzheng.kernel.RuleViolation;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The working-day calendar: a year to look at, and the next year to upload. */
@Controller
@RequestMapping("/config/calendar")
class CalendarController {
  private static final int FIRST = 1949;
  private static final int LAST = 2200;

  private final CalendarYears years;
  private final WorkingDays workingDays;
  private final Clock clock;

  CalendarController(CalendarYears years, WorkingDays workingDays, Clock clock) {
    this.years = years;
    this.workingDays = workingDays;
    this.clock = clock;
  }

  /** A month: rows of seven days from Monday, null before the first and after the last. */
  public record Month(int number, List<List<Day>> weeks, int working) {}

  /**
   * One day.
   *
   * @param mark 休 or 班 where the day differs from the week, else empty
   * @param kind style: off, worked, weekend or empty
   */
  public record Day(LocalDate date, String mark, String kind, String festival) {}

  @GetMapping
  String show(@RequestParam(required = false) Integer year, Model model) {
    int shown =
        year != null && year >= FIRST && year <= LAST ? year : LocalDate.now(clock).getYear();
    List<Month> months = months(shown);
    model.addAttribute("year", shown);
    model.addAttribute("loaded", years.find(shown).orElse(null));
    model.addAttribute("months", months);
    model.addAttribute("working", months.stream().mapToInt(Month::working).sum());
    model.addAttribute("festivals", festivals(years.days(shown)));
    model.addAttribute("known", years.all().stream().map(CalendarYears.Year::year).toList());
    return "jurisdiction/calendar";
  }

  /**
   * A festival with its days in words.
   *
   * @param off such as 2月15日至2月23日
   * @param worked weekend days worked for it, 、 between them
   */
  public record Festival(String name, String off, String worked) {}

  private static List<Festival> festivals(List<CalendarFile.Day> days) {
    var byName = new LinkedHashMap<String, List<CalendarFile.Day>>();
    for (CalendarFile.Day day : days) {
      byName.computeIfAbsent(day.festival(), name -> new ArrayList<>()).add(day);
    }
    var festivals = new ArrayList<Festival>();
    byName.forEach(
        (name, group) ->
            festivals.add(new Festival(name, spans(group, false), spans(group, true))));
    return festivals;
  }

  private static String spans(List<CalendarFile.Day> days, boolean worked) {
    var spans = new StringJoiner("、");
    LocalDate first = null;
    LocalDate last = null;
    for (CalendarFile.Day day : days) {
      if (day.worked() != worked) continue;
      if (last != null && last.plusDays(1).equals(day.day())) {
        last = day.day();
        continue;
      }
      if (first != null) spans.add(span(first, last));
      first = last = day.day();
    }
    if (first != null) spans.add(span(first, last));
    return spans.toString();
  }

  private static String span(LocalDate first, LocalDate last) {
    String from = first.getMonthValue() + "月" + first.getDayOfMonth() + "日";
    return first.equals(last)
        ? from
        : from + "至" + last.getMonthValue() + "月" + last.getDayOfMonth() + "日";
  }

  private List<Month> months(int year) {
    WorkCalendar calendar = workingDays.calendar();
    Map<LocalDate, CalendarFile.Day> named = new HashMap<>();
    years.days(year).forEach(day -> named.put(day.day(), day));
    var months = new ArrayList<Month>();
    for (int number = 1; number <= 12; number++) {
      YearMonth month = YearMonth.of(year, number);
      var cells = new ArrayList<Day>();
      for (int i = 1; i < month.atDay(1).getDayOfWeek().getValue(); i++) cells.add(null);
      int working = 0;
      for (int i = 1; i <= month.lengthOfMonth(); i++) {
        LocalDate date = month.atDay(i);
        boolean worked = calendar.isWorkingDay(date);
        if (worked) working++;
        cells.add(day(date, worked, named.get(date)));
      }
      while (cells.size() % 7 != 0) cells.add(null);
      var weeks = new ArrayList<List<Day>>();
      for (int i = 0; i < cells.size(); i += 7) weeks.add(cells.subList(i, i + 7));
      months.add(new Month(number, weeks, working));
    }
    return months;
  }

  private static Day day(LocalDate date, boolean worked, CalendarFile.Day named) {
    boolean weekend = date.getDayOfWeek().getValue() > 5;
    String festival = named == null ? "" : named.festival();
    if (worked) return weekend ? new Day(date, "班", "worked", festival) : new Day(date, "", "", "");
    return weekend && named == null
        ? new Day(date, "", "weekend", "")
        : new Day(date, "休", "off", festival);
  }

  @GetMapping("/upload")
  @PreAuthorize("hasRole('SYSTEM_ADMIN')")
  ModelAndView upload(@RequestParam(defaultValue = "") String year) {
    int next = years.all().stream().mapToInt(CalendarYears.Year::year).max().orElse(0) + 1;
    return form(year.isEmpty() ? Integer.toString(next) : year, "", List.of(), Map.of());
  }

  /** Reads the file and shows what it would change; nothing is saved. */
  @PostMapping("/upload")
  @PreAuthorize("hasRole('SYSTEM_ADMIN')")
  ModelAndView check(
      @RequestParam(defaultValue = "") String year,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(required = false) MultipartFile file)
      throws IOException {
    var wrong = new HashMap<String, String>();
    Integer number = number(year);
    if (number == null) wrong.put("year", "请填写四位年份，例如 2027。");
    if (source.isBlank()) wrong.put("source", "请填写放假通知的文号，例如 国办发明电〔2026〕7号。");
    if (file == null || file.isEmpty()) wrong.put("file", "请选择放假安排的 CSV 文件。");
    if (!wrong.isEmpty()) return form(year, source, List.of(), wrong);
    CalendarFile read = CalendarFile.parse(number, CalendarFile.decode(file.getBytes()));
    if (!read.problems().isEmpty()) {
      return form(year, source, read.problems(), Map.of("file", "文件有误，请按上面所列逐行改正后重新选择。"));
    }
    return new ModelAndView("jurisdiction/calendar-check")
        .addObject("file", read)
        .addObject("source", source.strip())
        .addObject("loaded", years.find(number).orElse(null))
        .addObject("changes", years.changes(read));
  }

  private static Integer number(String year) {
    if (!year.strip().matches("[0-9]{4}")) return null;
    int number = Integer.parseInt(year.strip());
    return number >= FIRST && number <= LAST ? number : null;
  }

  private static ModelAndView form(
      String year, String source, List<String> problems, Map<String, String> wrong) {
    var page = new ModelAndView("jurisdiction/calendar-upload");
    page.addObject("year", year).addObject("source", source);
    page.addObject("problems", problems).addObject("wrong", wrong);
    if (!problems.isEmpty() || !wrong.isEmpty()) page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  @PostMapping
  @PreAuthorize("hasRole('SYSTEM_ADMIN')")
  String load(
      @RequestParam int year,
      @RequestParam String source,
      @RequestParam String text,
      @AuthenticationPrincipal Acting user,
      RedirectAttributes flash) {
    try {
      CalendarChanged changed = years.load(user.actor(), CalendarFile.parse(year, text), source);
      flash.addFlashAttribute("done", year + " 年放假安排已载入，" + changed.changes() + " 天有变动，相关时限已重新计算。");
    } catch (RuleViolation e) {
      flash.addFlashAttribute("refused", e.getMessage());
    }
    return "redirect:/config/calendar?year=" + year;
  }
}
