package minzheng.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.StringJoiner;

/**
 * One key figure of {@code parts :: figures}.
 *
 * @param value as shown: 31,584
 * @param unit 户、元、万元、%
 * @param note second line, may be null
 * @param url the list behind the figure, may be null
 * @param tone "bad" or "warn" when it asks for action, else null
 * @param trend points of the small curve from {@link #trend}, may be null
 */
public record Figure(
    String label, String value, String unit, String note, String url, String tone, String trend) {
  public Figure(String label, String value, String unit, String note, String url) {
    this(label, value, unit, note, url, null, null);
  }

  /** Points of a curve 100 wide and 30 high, oldest first; the lowest value lies at the bottom. */
  public static String trend(List<? extends Number> values) {
    if (values.size() < 2) return null;
    var numbers = values.stream().map(v -> new BigDecimal(v.toString())).toList();
    BigDecimal low = numbers.stream().min(BigDecimal::compareTo).orElseThrow();
    BigDecimal span = numbers.stream().max(BigDecimal::compareTo).orElseThrow().subtract(low);
    var points = new StringJoiner(" ");
    for (int i = 0; i < numbers.size(); i++) {
      var x = divide(BigDecimal.valueOf(100L * i), BigDecimal.valueOf(numbers.size() - 1));
      var rise =
          span.signum() == 0
              ? BigDecimal.valueOf(11)
              : divide(numbers.get(i).subtract(low).multiply(BigDecimal.valueOf(22)), span);
      points.add(x + "," + BigDecimal.valueOf(26).subtract(rise));
    }
    return points.toString();
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, 1, RoundingMode.HALF_UP);
  }
}
