package minzheng.jurisdiction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arrangement of one year as an administrator uploads it: lines of {@code 日期,类型,节日}, such as
 * {@code 2027-01-01,休,元旦} and {@code 2027-02-20,班,春节}.
 *
 * @param days in order; a day of the December before may be among them
 * @param problems what is wrong, line by line; empty when the file may be loaded
 */
record CalendarFile(int year, List<Day> days, List<String> problems) {
  private static final int MOST_LINES = 400;
  private static final Set<String> OFF = Set.of("holiday", "休", "休息", "放假", "节假日");
  private static final Set<String> WORKED = Set.of("workday", "班", "上班", "补班", "调休上班");

  /** A day that differs from the week. */
  record Day(LocalDate day, boolean worked, String festival) {}

  CalendarFile {
    days = List.copyOf(days);
    problems = List.copyOf(problems);
  }

  /** UTF-8, or GB18030 as Excel writes it on a Chinese Windows. */
  static String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("GB18030"));
    }
  }

  static CalendarFile parse(int year, String text) {
    var problems = new ArrayList<String>();
    var days = new TreeMap<LocalDate, Day>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (number > MOST_LINES) {
        problems.add("文件超过 " + MOST_LINES + " 行，请确认上传的是一年的放假安排。");
        break;
      }
      String[] cells = Normalizer.normalize(line, Normalizer.Form.NFKC).strip().split("[,\\t]", -1);
      if (cells[0].isBlank() || number == 1 && !cells[0].matches(".*[0-9].*")) continue;
      String problem = read(year, cells, days);
      if (problem != null) problems.add("第 " + number + " 行：" + problem);
    }
    if (problems.isEmpty()) complete(year, days, problems);
    return new CalendarFile(year, List.copyOf(days.values()), problems);
  }

  private static String read(int year, String[] cells, Map<LocalDate, Day> days) {
    if (cells.length < 2) return "应有“日期,类型,节日”三列，请检查。";
    LocalDate day = date(cells[0].strip());
    if (day == null) return "“" + cells[0].strip() + "”不是日期，请按 2027-01-01 的样式填写。";
    boolean december = day.getYear() == year - 1 && day.getMonthValue() == 12;
    if (day.getYear() != year && !december) {
      return day + " 不属于 " + year + " 年，请检查年份。";
    }
    String kind = cells[1].strip().toLowerCase(java.util.Locale.ROOT);
    if (!OFF.contains(kind) && !WORKED.contains(kind)) {
      return "类型“" + cells[1].strip() + "”无法识别，请填“休”或“班”。";
    }
    boolean worked = WORKED.contains(kind);
    if (worked && day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
      return day + " 不是周末，不能是调休上班日，请检查。";
    }
    String festival = cells.length > 2 && !cells[2].isBlank() ? cells[2].strip() : "节日";
    if (days.putIfAbsent(day, new Day(day, worked, festival)) != null) {
      return day + " 重复出现，请删去一行。";
    }
    return null;
  }

  private static LocalDate date(String text) {
    var parts = text.split("[-/.年月]|日", -1);
    try {
      if (parts.length >= 3) {
        return LocalDate.of(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
      if (text.matches("[0-9]{8}")) {
        return LocalDate.parse(text, java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
      }
      return null;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** These days are off in every year; without them a file is a part of something. */
  private static void complete(int year, Map<LocalDate, Day> days, List<String> problems) {
    for (int month : new int[] {1, 5, 10}) {
      LocalDate first = LocalDate.of(year, month, 1);
      Day day = days.get(first);
      if (day == null || day.worked()) {
        problems.add("文件里没有 " + first + " 放假，安排可能不完整，请检查。");
      }
    }
  }

  /** The file in its plain form, as the confirm page carries it. */
  public String text() {
    var text = new StringBuilder();
    for (Day day : days) {
      text.append(day.day())
          .append(',')
          .append(day.worked() ? "workday" : "holiday")
          .append(',')
          .append(day.festival())
          .append('\n');
    }
    return text.toString();
  }
}
