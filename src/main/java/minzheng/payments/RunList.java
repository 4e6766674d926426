package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.function.Consumer;
import minzheng.kernel.Money;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The runs of an office's area, the newest month first. */
@Component
class RunList {
  private final JdbcClient jdbc;

  RunList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Conditions; empty text for none. Runs thrown away or refused are shown when asked for. */
  record Filter(String programme, String month, String area, String state) {}

  /**
   * A run of the list.
   *
   * @param prepared false while its draft is being made: there are no figures yet
   */
  public record Row(
      long id,
      String number,
      String programme,
      YearMonth month,
      String area,
      Run.Kind kind,
      RunState state,
      boolean prepared,
      int lines,
      Money total,
      String made,
      String checked,
      String approved) {}

  @Transactional(readOnly = true)
  Slice<Row> list(Filter filter, YearMonth month, Paging paging) {
    var found = query(filter, month);
    return found.fetch(paging.orElse("-month"), RunList::row).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(Filter filter, YearMonth month, Paging paging, Consumer<Row> sheet) {
    query(filter, month).each(paging.orElse("-month"), RunList::row, sheet);
  }

  private Keyset query(Filter filter, YearMonth month) {
    return Keyset.of(
            jdbc,
            """
            SELECT id, number, programme, month, region, kind, state, prepared, line_rows, line_total,
                   made_by_name, checked_by_name, approved_by_name
            FROM run
            WHERE (:programme = '' OR programme = :programme)
              AND (:month = '' OR month = CAST(nullif(:month, '') AS date))
              AND (:area = '' OR starts_with(region, :area))
              AND CASE WHEN :state = '' THEN state NOT IN ('DISCARDED', 'REFUSED') ELSE state = :state END
            """)
        .param("programme", filter.programme())
        .param("month", month == null ? "" : month.atDay(1).toString())
        .param("area", filter.area())
        .param("state", filter.state())
        .order("month", Column.day("month"), Column.number("id"))
        .order("total", Column.amount("line_total"), Column.number("id"));
  }

  private static Row row(ResultSet rs, int i) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getString("number"),
        rs.getString("programme"),
        Entitlement.month(rs, "month"),
        rs.getString("region"),
        Run.Kind.valueOf(rs.getString("kind")),
        RunState.valueOf(rs.getString("state")),
        rs.getBoolean("prepared"),
        rs.getInt("line_rows"),
        Money.of(rs.getBigDecimal("line_total")),
        rs.getString("made_by_name"),
        rs.getString("checked_by_name"),
        rs.getString("approved_by_name"));
  }
}
