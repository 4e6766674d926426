package minzheng.dashboard;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.payments.PaymentFigures.Paid;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures that closed months have kept, under the reader's scope. */
@Component
class FrozenFigures {
  /** Closings reach down to streets; a community is counted anew. */
  static final int DIGITS = 9;

  private static final String LATEST =
      """
      (SELECT DISTINCT ON (programme, month) * FROM figure_freeze
       WHERE programme = :programme AND month BETWEEN :first AND :last
       ORDER BY programme, month, version DESC) z
      """;

  private final JdbcClient jdbc;

  FrozenFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest version of each closed month of an area; months that are open are left out. */
  TreeMap<YearMonth, Frozen> months(
      String programme, String area, YearMonth first, YearMonth last) {
    var months = new TreeMap<YearMonth, Frozen>();
    if (area.length() > DIGITS) return months;
    read(LATEST, programme, area, first, last).forEach(f -> months.put(f.month(), f));
    return months;
  }

  /** Every version of a month, the first one first. */
  List<Frozen> versions(String programme, String area, YearMonth month) {
    return read(
        "(SELECT * FROM figure_freeze WHERE programme = :programme AND month BETWEEN :first AND"
            + " :last) z",
        programme,
        area,
        month,
        month);
  }

  private List<Frozen> read(
      String closings, String programme, String area, YearMonth first, YearMonth last) {
    var found = new TreeMap<Long, Frozen>();
    jdbc.sql(
            "SELECT z.id, z.month, z.version, z.frozen_at, z.reason, z.proposed_name,"
                + " z.confirmed_name, m.code, m.value, m.numerator, m.denominator FROM "
                + closings
                + " LEFT JOIN month_figure m ON m.freeze_id = z.id AND m.region = :area")
        .param("programme", programme)
        .param("first", first.atDay(1))
        .param("last", last.atDay(1))
        .param("area", area)
        .query(
            rs -> {
              long id = rs.getLong("id");
              Frozen before = found.get(id);
              found.put(id, add(before == null ? empty(rs) : before, rs));
            });
    return found.values().stream()
        .sorted(java.util.Comparator.comparing(Frozen::month).thenComparing(Frozen::version))
        .toList();
  }

  private static Frozen empty(ResultSet rs) throws SQLException {
    String proposed = rs.getString("proposed_name");
    return new Frozen(
        YearMonth.from(rs.getObject("month", LocalDate.class)),
        rs.getInt("version"),
        rs.getTimestamp("frozen_at").toInstant(),
        rs.getString("reason"),
        proposed == null ? null : proposed + "提出，" + rs.getString("confirmed_name") + "确认",
        new HashMap<>(),
        null,
        null);
  }

  private static Frozen add(Frozen f, ResultSet rs) throws SQLException {
    String code = rs.getString("code");
    if (code == null) return f;
    BigDecimal value = rs.getBigDecimal("value");
    if (value != null) {
      f.values().put(code, value);
      return f;
    }
    return new Frozen(
        f.month(),
        f.version(),
        f.at(),
        f.reason(),
        f.by(),
        f.values(),
        rs.getBigDecimal("numerator"),
        rs.getBigDecimal("denominator"));
  }

  /** What a closing kept of the parts of an area, by their codes. */
  Map<String, Paid> parts(String programme, Frozen closing, String area, int digits) {
    var values = new HashMap<String, Map<String, BigDecimal>>();
    jdbc.sql(
            """
            SELECT region, code, value FROM month_figure
            WHERE programme = :programme AND month = :month AND version = :version
              AND region >= :area AND region < :area || '~' AND length(region) = :digits
              AND code IN ('PAID_ROWS', 'PAID_PERSONS', 'PAID_AMOUNT')
            """)
        .param("programme", programme)
        .param("month", closing.month().atDay(1))
        .param("version", closing.version())
        .param("area", area)
        .param("digits", digits)
        .query(
            rs -> {
              values
                  .computeIfAbsent(rs.getString("region"), r -> new HashMap<>())
                  .put(rs.getString("code"), rs.getBigDecimal("value"));
            });
    var parts = new TreeMap<String, Paid>();
    values.forEach(
        (region, v) ->
            parts.put(
                region,
                new Paid(
                    v.getOrDefault(Frozen.ROWS, BigDecimal.ZERO).longValueExact(),
                    v.getOrDefault(Frozen.PERSONS, BigDecimal.ZERO).longValueExact(),
                    Frozen.money(v.get(Frozen.AMOUNT)))));
    return parts;
  }

  /** The meaning of a figure, in the version that a month counts with. */
  record Definition(String code, int version, String title, String unit, String definition) {}

  List<Definition> definitions(YearMonth month) {
    return jdbc.sql(
            """
            SELECT DISTINCT ON (position, code) code, version, title, unit, definition FROM figure_definition
            WHERE valid_from <= ? ORDER BY position, code, version DESC
            """)
        .param(month.atDay(1))
        .query(Definition.class)
        .list();
  }
}
