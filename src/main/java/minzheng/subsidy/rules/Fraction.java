package minzheng.subsidy.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import minzheng.kernel.Money;

/**
 * An exact number: sums, shares and thirds are compared and carried on un-rounded, and rounded once
 * at the end (domain.md 1.3).
 */
record Fraction(BigDecimal numerator, BigDecimal denominator) implements Comparable<Fraction> {
  static final Fraction ZERO = of(0);

  Fraction {
    if (denominator.signum() <= 0) throw new ArithmeticException("denominator " + denominator);
  }

  static Fraction of(long whole) {
    return new Fraction(BigDecimal.valueOf(whole), BigDecimal.ONE);
  }

  static Fraction of(Money money) {
    return new Fraction(money.amount(), BigDecimal.ONE);
  }

  /** A decimal ("0.60") or a fraction ("1/3") as standards write them. */
  static Fraction parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Fraction(new BigDecimal(text), BigDecimal.ONE)
        : new Fraction(
            new BigDecimal(text.substring(0, slash)), new BigDecimal(text.substring(slash + 1)));
  }

  Fraction plus(Fraction other) {
    return denominator.equals(other.denominator)
        ? new Fraction(numerator.add(other.numerator), denominator)
        : new Fraction(
            numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
            denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction times(long factor) {
    return new Fraction(numerator.multiply(BigDecimal.valueOf(factor)), denominator);
  }

  /**
   * @param divisor at least 1
   */
  Fraction dividedBy(long divisor) {
    return new Fraction(numerator, denominator.multiply(BigDecimal.valueOf(divisor)));
  }

  Fraction max(Fraction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Fraction min(Fraction other) {
    return compareTo(other) <= 0 ? this : other;
  }

  int signum() {
    return numerator.signum();
  }

  /** To the fen, half up. */
  Money toMoney() {
    return Money.of(numerator.divide(denominator, 2, RoundingMode.HALF_UP));
  }

  /** For machines: at least two decimals, at most six. */
  String plain() {
    return decimal().toPlainString();
  }

  /**
   * For people: 2,100.00. Written by hand: a DecimalFormat per number was half of a batch's time.
   */
  String text() {
    String plain = plain();
    int point = plain.indexOf('.');
    var text = new StringBuilder(plain);
    for (int i = point - 3; i > (signum() < 0 ? 1 : 0); i -= 3) text.insert(i, ',');
    return text.toString();
  }

  private BigDecimal decimal() {
    BigDecimal value;
    try {
      value = numerator.divide(denominator);
      if (value.scale() > 6) value = value.setScale(6, RoundingMode.HALF_UP);
    } catch (ArithmeticException endless) {
      value =
          numerator.divide(denominator, MathContext.DECIMAL128).setScale(6, RoundingMode.HALF_UP);
    }
    value = value.stripTrailingZeros();
    return value.scale() < 2 ? value.setScale(2) : value;
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
