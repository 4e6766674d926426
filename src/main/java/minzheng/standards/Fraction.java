package minzheng.standards;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A ratio kept exact: a third is 1/3, never 0.333. In lowest terms, the denominator positive. */
public record Fraction(BigInteger numerator, BigInteger denominator) {
  public Fraction {
    if (denominator.signum() <= 0) throw new IllegalArgumentException("denominator");
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  /** From {@code 1/3} or {@code 0.30}. */
  public static Fraction of(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return new Fraction(
          new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
    BigDecimal decimal = new BigDecimal(text);
    return new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  /** {@code factor} times this ratio, rounded once at the end. */
  public BigDecimal times(BigDecimal factor, int scale, RoundingMode mode) {
    return factor
        .multiply(new BigDecimal(numerator))
        .divide(new BigDecimal(denominator), scale, mode);
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
