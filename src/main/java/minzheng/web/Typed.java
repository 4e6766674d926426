package minzheng.web;

import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minzheng.kernel.IdNumber;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;

/**
 * From text as people type it to values. The constraints {@link DateText}, {@link MoneyText} and
 * {@link IdNumberText} use the same parsers, so a form that passed them converts without surprise.
 * The {@code …OrNull} forms are for fields that may stay empty.
 */
public final class Typed {
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})(?:(\\d{2})(\\d{2})|[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?)");

  private Typed() {}

  /**
   * A day such as 2026-11-18, 20261118, 2026/11/18 or 2026年11月18日, full-width digits too.
   *
   * @throws RuleViolation if it is no date or the day does not exist
   */
  public static LocalDate date(String text) {
    String typed = text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    if (typed.isEmpty()) throw new RuleViolation(null, "请填写日期，例如 2026-11-18。");
    Matcher day = DAY.matcher(typed);
    if (!day.matches()) throw new RuleViolation(null, "日期请按 2026-11-18 的样式填写。");
    boolean compact = day.group(2) != null;
    int year = Integer.parseInt(day.group(1));
    int month = Integer.parseInt(day.group(compact ? 2 : 4));
    int dayOfMonth = Integer.parseInt(day.group(compact ? 3 : 5));
    if (year < 1800 || year > 2200)
      throw new RuleViolation(null, "年份 " + day.group(1) + " 不合理，请检查。");
    try {
      return LocalDate.of(year, month, dayOfMonth);
    } catch (DateTimeException e) {
      throw new RuleViolation(null, year + " 年 " + month + " 月没有 " + dayOfMonth + " 日，或月份有误，请检查。");
    }
  }

  public static LocalDate dateOrNull(String text) {
    return blank(text) ? null : date(text);
  }

  public static Money moneyOrNull(String text) {
    return blank(text) ? null : Money.parse(text);
  }

  public static IdNumber idNumberOrNull(String text) {
    return blank(text) ? null : IdNumber.of(text);
  }

  /**
   * The digits of a mobile number, or of a fixed line with its area code.
   *
   * @throws RuleViolation on field {@code phone} if it is neither
   */
  public static String phoneOrNull(String text) {
    if (blank(text)) return null;
    String number = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
    if (!number.matches("1[0-9]{10}|0[0-9]{9,11}"))
      throw new RuleViolation("phone", "手机号应为 11 位，座机应带区号，请核对。");
    return number;
  }

  /** The text without blanks around it, null when nothing is left. */
  public static String textOrNull(String text) {
    return blank(text) ? null : text.strip();
  }

  static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  static boolean check(
      String text,
      boolean required,
      Function<String, ?> parser,
      ConstraintValidatorContext context) {
    if (blank(text)) return !required;
    try {
      parser.apply(text);
      return true;
    } catch (RuleViolation wrong) {
      context.disableDefaultConstraintViolation();
      // message braces would be read as expressions
      String message = wrong.getMessage().replaceAll("[{}$\\\\]", " ");
      context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
      return false;
    }
  }
}
