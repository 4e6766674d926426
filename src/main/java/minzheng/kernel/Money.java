package minzheng.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An amount of CNY with exactly two decimals. Rounding never happens by itself: the caller names
 * it, or an amount that does not fit is refused.
 */
public record Money(BigDecimal amount) implements Comparable<Money> {
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  /** What {@code NUMERIC(14,2)} holds. */
  private static final BigDecimal LARGEST = new BigDecimal("999999999999.99");

  /**
   * @throws ArithmeticException if the amount has more than two decimals
   */
  public Money {
    amount = amount.setScale(2);
  }

  public static Money of(String amount) {
    return new Money(new BigDecimal(amount));
  }

  public static Money of(BigDecimal amount) {
    return new Money(amount);
  }

  public static Money round(BigDecimal amount, RoundingMode mode) {
    return new Money(amount.setScale(2, mode));
  }

  /**
   * An amount typed by a person: full-width digits, thousands separators and a trailing 元 are
   * accepted.
   *
   * @throws RuleViolation if it is no number, negative, too large, or has more than two decimals
   */
  public static Money parse(String userText) {
    String text = userText == null ? "" : Normalizer.normalize(userText, Normalizer.Form.NFKC);
    text = text.replaceAll("\\s", "").replaceAll("元$", "");
    if (text.isEmpty()) throw new RuleViolation(null, "请填写金额，例如 1500.00。");
    if (text.matches("-[0-9][0-9,]*(\\.[0-9]*)?")) {
      throw new RuleViolation(null, "金额不能是负数，请检查。");
    }
    if (!text.matches("([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\\.[0-9]+)?")) {
      throw new RuleViolation(null, "金额不是数字，请按 1500.00 的样式填写。");
    }
    var amount = new BigDecimal(text.replace(",", ""));
    if (amount.scale() > 2) throw new RuleViolation(null, "金额最多两位小数，请精确到分。");
    if (amount.compareTo(LARGEST) > 0) throw new RuleViolation(null, "金额过大，请检查位数。");
    return new Money(amount);
  }

  public Money plus(Money other) {
    return new Money(amount.add(other.amount));
  }

  public Money minus(Money other) {
    return new Money(amount.subtract(other.amount));
  }

  public Money times(long factor) {
    return new Money(amount.multiply(BigDecimal.valueOf(factor)));
  }

  public Money negate() {
    return new Money(amount.negate());
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  public boolean isPositive() {
    return amount.signum() > 0;
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(other.amount);
  }

  /** For reading: {@code 1,234.50}. */
  public String format() {
    return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(amount);
  }

  /** For files and JSON: {@code 1234.50}. */
  @Override
  public String toString() {
    return amount.toPlainString();
  }
}
