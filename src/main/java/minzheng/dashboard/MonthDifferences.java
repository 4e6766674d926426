package minzheng.dashboard;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is counted differently now from what a month's latest closing kept, area by area. */
@Component
class MonthDifferences {
  private final JdbcClient jdbc;
  private final MonthFreezes freezes;

  MonthDifferences(JdbcClient jdbc, MonthFreezes freezes) {
    this.jdbc = jdbc;
    this.freezes = freezes;
  }

  /** A figure of an area; a value that is null was nothing. For a ratio its numerator stands. */
  record Difference(String region, String code, BigDecimal kept, BigDecimal now) {}

  private record Kept(String region, String code, BigDecimal value, BigDecimal denominator) {}

  /** Within the scope of the transaction. */
  List<Difference> of(String programme, YearMonth month) {
    var kept = new HashMap<String, Kept>();
    for (Kept k :
        jdbc.sql(
                """
                SELECT region, code, coalesce(value, numerator) AS value, denominator FROM month_figure
                WHERE programme = :programme AND month = :month
                  AND version = (SELECT max(version) FROM figure_freeze WHERE programme = :programme AND month = :month)
                """)
            .param("programme", programme)
            .param("month", month.atDay(1))
            .query(Kept.class)
            .list()) kept.put(k.region() + " " + k.code(), k);
    Map<String, Kept> now = new HashMap<>();
    for (var row : freezes.counted(programme, month))
      now.put(
          row.region() + " " + row.code(),
          new Kept(
              row.region(),
              row.code(),
              row.value() == null ? row.numerator() : row.value(),
              row.denominator()));
    var keys = new TreeSet<>(kept.keySet());
    keys.addAll(now.keySet());
    var differences = new ArrayList<Difference>();
    for (String key : keys) {
      Kept before = kept.get(key);
      Kept after = now.get(key);
      if (same(before, after)) continue;
      Kept any = before == null ? after : before;
      differences.add(
          new Difference(
              any.region(),
              any.code(),
              before == null ? null : before.value(),
              after == null ? null : after.value()));
    }
    return differences;
  }

  /** No row and a nought are the same. */
  private static boolean same(Kept a, Kept b) {
    return same(a == null ? null : a.value(), b == null ? null : b.value())
        && same(a == null ? null : a.denominator(), b == null ? null : b.denominator());
  }

  private static boolean same(BigDecimal a, BigDecimal b) {
    return Objects.requireNonNullElse(a, BigDecimal.ZERO)
            .compareTo(Objects.requireNonNullElse(b, BigDecimal.ZERO))
        == 0;
  }
}
