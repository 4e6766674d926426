package minzheng.dashboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import minzheng.payments.PaymentFigures;
import minzheng.web.Chip;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The closings of months, the same for every office. */
@Service
class MonthList {
  static final List<Option> KINDS = List.of(new Option("no", "首次冻结"), new Option("yes", "更正"));

  private final JdbcClient jdbc;
  private final PaymentFigures payments;

  MonthList(JdbcClient jdbc, PaymentFigures payments) {
    this.jdbc = jdbc;
    this.payments = payments;
  }

  public record Closing(
      String programme,
      String title,
      YearMonth month,
      int version,
      Instant at,
      String reason,
      String proposedName,
      String confirmedName) {}

  static List<Chip> chips(String programme, String corrected, List<Option> programmes) {
    var chips = new ArrayList<Chip>();
    label(programmes, programme).ifPresent(t -> chips.add(new Chip("programme", "项目：" + t)));
    label(KINDS, corrected).ifPresent(t -> chips.add(new Chip("corrected", t)));
    return chips;
  }

  private static java.util.Optional<String> label(List<Option> options, String value) {
    return options.stream().filter(o -> o.value().equals(value)).map(Option::label).findFirst();
  }

  /** The latest month first. */
  @Transactional(readOnly = true)
  Slice<Closing> page(String programme, String corrected, Paging paging) {
    var params = new HashMap<String, Object>();
    var found =
        Keyset.of(jdbc, sql(programme, corrected, params))
            .params(params)
            .order("month", Column.number("turn"))
            .order("frozen", Column.time("frozen_at"), Column.number("id"));
    return found.fetch(paging.orElse("-month"), mapper()).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(String programme, String corrected, Consumer<Closing> sheet) {
    var params = new HashMap<String, Object>();
    try (var rows =
        jdbc
            .sql(sql(programme, corrected, params) + " ORDER BY turn DESC")
            .params(params)
            .query(mapper())
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private static String sql(String programme, String corrected, Map<String, Object> params) {
    // one number, by month and then by id
    String sql =
        "SELECT f.*, (f.month - DATE '1970-01-01') * 1000000000::bigint + f.id AS turn FROM"
            + " figure_freeze f WHERE true";
    if (!programme.isEmpty()) {
      sql += " AND f.programme = :programme";
      params.put("programme", programme);
    }
    if (corrected.equals("yes")) sql += " AND f.version > 1";
    if (corrected.equals("no")) sql += " AND f.version = 1";
    return sql;
  }

  private RowMapper<Closing> mapper() {
    var titles =
        payments.programmeOptions().stream()
            .collect(Collectors.toMap(Option::value, Option::label));
    return (rs, i) -> closing(rs, titles);
  }

  private static Closing closing(ResultSet rs, Map<String, String> titles) throws SQLException {
    String programme = rs.getString("programme");
    return new Closing(
        programme,
        titles.getOrDefault(programme, programme),
        YearMonth.from(rs.getObject("month", LocalDate.class)),
        rs.getInt("version"),
        rs.getTimestamp("frozen_at").toInstant(),
        rs.getString("reason"),
        rs.getString("proposed_name"),
        rs.getString("confirmed_name"));
  }
}
