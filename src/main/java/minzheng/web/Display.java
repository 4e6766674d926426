package minzheng.web;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import org.springframework.stereotype.Component;

/**
 * How values are written on pages, as {@code fmt} in every model: {@code ${fmt.money(x)}}. Null
 * becomes a dash.
 */
@Component
public class Display {
  private static final String NONE = "—";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SHORT_MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  private static final DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern("uuuu年M月d日");
  private static final String WEEKDAYS = "一二三四五六日";

  private final Clock clock;
  private final Regions regions;

  Display(Clock clock, Regions regions) {
    this.clock = clock;
    this.regions = regions;
  }

  /** {@code 1,234.50}; the unit stands in the header or behind: 元. A minus is a real minus. */
  public String money(Money amount) {
    return amount == null ? NONE : amount.format().replace('-', '−');
  }

  /** {@code 31,584}, or {@code −15}. */
  public String number(Number value) {
    if (value == null) return NONE;
    var format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(new BigDecimal(value.toString())).replace('-', '−');
  }

  /** {@code +4}, {@code −15} or {@code 0}: a change. */
  public String change(Number value) {
    if (value == null) return NONE;
    return (new BigDecimal(value.toString()).signum() > 0 ? "+" : "") + number(value);
  }

  /** {@code +600.00}, {@code −130.00} or {@code 0.00}: a change of money. */
  public String moneyChange(Money value) {
    if (value == null) return NONE;
    return (value.amount().signum() > 0 ? "+" : "") + money(value);
  }

  /** {@code 2026-11-18}. */
  public String date(LocalDate day) {
    return day == null ? NONE : day.toString();
  }

  /** {@code 今日}, {@code 11-20} in this year, or the whole date. */
  public String due(LocalDate day) {
    if (day == null) return NONE;
    LocalDate today = LocalDate.now(clock);
    if (day.equals(today)) return "今日";
    return day.getYear() == today.getYear() ? day.toString().substring(5) : day.toString();
  }

  /** Working days left: {@code 3}, {@code 0} or {@code 超 2}; empty where nothing falls due. */
  public String left(Integer days) {
    if (days == null) return "";
    return days < 0 ? "超 " + -days : days.toString();
  }

  /** How loud {@link #left} is written; null for the usual. */
  public String leftTone(Integer days) {
    if (days == null || days > 0) return null;
    return days < 0 ? "mz-strong mz-bad-text" : "mz-strong mz-warn-text";
  }

  /** {@code 2026 年 11 月}. */
  public String month(YearMonth month) {
    return month == null ? NONE : month.getYear() + " 年 " + month.getMonthValue() + " 月";
  }

  /** {@code 2026-11-18 09:42}, in the bureau's zone. */
  public String time(Instant instant) {
    return instant == null ? NONE : MINUTE.format(instant.atZone(zone()));
  }

  /** {@code 09:12}, {@code 昨天 17:05}, {@code 11-13 09:20} or with the year: for recent things. */
  public String recent(Instant instant) {
    if (instant == null) return NONE;
    var at = instant.atZone(zone());
    LocalDate today = LocalDate.now(clock);
    String hour = at.toLocalTime().toString().substring(0, 5);
    if (at.toLocalDate().equals(today)) return hour;
    if (at.toLocalDate().equals(today.minusDays(1))) return "昨天 " + hour;
    return at.getYear() == today.getYear() ? SHORT_MINUTE.format(at) : MINUTE.format(at);
  }

  /** {@code 2026年11月18日}, for papers. */
  public String paperDate(LocalDate day) {
    return day == null ? NONE : CHINESE.format(day);
  }

  /** The day of an instant in the bureau's zone. */
  public LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, zone());
  }

  /** {@code 2026年11月18日 星期三}. */
  public String dayAndWeekday(LocalDate day) {
    return CHINESE.format(day) + " 星期" + WEEKDAYS.charAt(day.getDayOfWeek().getValue() - 1);
  }

  /** The names of an area, such as 锦江区 / 锦官驿街道; empty for no code. */
  public String region(String code) {
    return code == null || code.isEmpty() ? "" : regions.path(code);
  }

  private ZoneId zone() {
    return clock.getZone();
  }

  /** The source of a standard in Chinese. */
  public String basis(String source) {
    return source == null ? "" : SourceWords.chinese(source);
  }

  /** The documents among the sources of a standard, for readers outside the bureau too. */
  public String documents(String source) {
    return source == null ? "" : SourceWords.documents(source);
  }
}
