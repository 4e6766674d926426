package minzheng.payments;

import java.text.Normalizer;
import java.time.YearMonth;
import java.util.regex.Pattern;
import minzheng.kernel.RuleViolation;

/** Months as people type them: 2026-11, 202611, 2026年11月. */
final class Months {
  private static final Pattern TYPED = Pattern.compile("(\\d{4})(?:[-/.年])?(\\d{1,2})月?");

  private Months() {}

  /**
   * @throws RuleViolation on field {@code month}
   */
  static YearMonth parse(String text) {
    var typed =
        TYPED.matcher(
            Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKC)
                .replaceAll("\\s", ""));
    if (!typed.matches()) throw new RuleViolation("month", "月份请按 2026-11 的样式填写");
    int year = Integer.parseInt(typed.group(1));
    int month = Integer.parseInt(typed.group(2));
    if (month < 1 || month > 12 || year < 1990 || year > 2200)
      throw new RuleViolation("month", "没有 " + year + " 年 " + month + " 月，请检查");
    return YearMonth.of(year, month);
  }

  /** For a filter: no month when the text is none. */
  static YearMonth orNull(String text) {
    try {
      return parse(text);
    } catch (RuleViolation e) {
      return null;
    }
  }
}
