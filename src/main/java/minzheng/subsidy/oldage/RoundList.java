package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.kernel.Money;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rounds of an area, the newest first. */
@Component
class RoundList {
  private static final String SQL =
      """
      SELECT r.*, s.rows, s.money, s.pending FROM old_age_round r
      CROSS JOIN LATERAL (
        SELECT CASE WHEN r.confirmed_rows IS NULL THEN count(*) FILTER (WHERE i.state = 'LISTED') ELSE r.confirmed_rows END AS rows,
               CASE WHEN r.confirmed_rows IS NULL
                    THEN coalesce(sum(i.amount - coalesce(i.amount_before, 0)) FILTER (WHERE i.state = 'LISTED'), 0)
                    ELSE r.confirmed_money END AS money,
               count(*) FILTER (WHERE i.state = 'PENDING') AS pending
        FROM old_age_item i WHERE i.round_id = r.id) s
      WHERE (:state = '' OR r.state = :state) AND r.region >= :area AND r.region < :area || '~'
      """;

  private final JdbcClient jdbc;

  RoundList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A round with what it holds.
   *
   * @param money a month; of a change only the difference
   */
  public record Row(Round of, int rows, Money money, int pending) {}

  @Transactional(readOnly = true)
  Slice<Row> page(String state, String area, Paging paging) {
    return found(state, area).fetch(paging.orElse("-time"), RoundList::row);
  }

  @Transactional(readOnly = true)
  void export(String state, String area, Paging paging, Consumer<Row> sheet) {
    found(state, area).each(paging.orElse("-time"), RoundList::row, sheet);
  }

  private Keyset found(String state, String area) {
    return Keyset.of(jdbc, SQL)
        .params(Map.of("state", state, "area", area))
        .order("time", Column.number("id"))
        .order("law", Column.day("law_day"), Column.number("id"));
  }

  private static Row row(ResultSet rs, int n) throws SQLException {
    return new Row(
        Round.of(rs, n),
        rs.getInt("rows"),
        Money.of(rs.getBigDecimal("money")),
        rs.getInt("pending"));
  }

  /** How many persons of a band stand how, with their money a month. */
  public record Sum(ItemKind kind, String band, ItemState state, int rows, Money money) {}

  @Transactional(readOnly = true)
  List<Sum> sums(long round) {
    return jdbc.sql(
            """
            SELECT kind, band, state, count(*), coalesce(sum(amount - coalesce(amount_before, 0)), 0)
            FROM old_age_item WHERE round_id = ? GROUP BY 1, 2, 3 ORDER BY 3, 1 DESC, 2
            """)
        .param(round)
        .query(
            (rs, i) ->
                new Sum(
                    ItemKind.valueOf(rs.getString(1)),
                    rs.getString(2),
                    ItemState.valueOf(rs.getString(3)),
                    rs.getInt(4),
                    Money.of(rs.getBigDecimal(5))))
        .list();
  }
}
