package minzheng.subsidy.reassess;

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

/** The lists of an area, the newest first, and what each comes to. */
@Component
class ReassessmentList {
  private static final String SQL =
      """
      SELECT r.*, s.rights, s.monthly, s.back_pay, s.open FROM reassessment r
      CROSS JOIN LATERAL (
        SELECT count(DISTINCT i.entitlement_id) FILTER (WHERE i.state IN ('LISTED', 'APPLIED')) AS rights,
               coalesce(sum(i.amount - i.amount_before)
                        FILTER (WHERE i.state IN ('LISTED', 'APPLIED') AND i.until_month IS NULL), 0) AS monthly,
               coalesce(sum(i.back_pay) FILTER (WHERE i.state IN ('LISTED', 'APPLIED')), 0) AS back_pay,
               count(DISTINCT i.entitlement_id) FILTER (WHERE i.state = 'OPEN') AS open
        FROM reassessment_item i WHERE i.reassessment_id = r.id) s
      WHERE (:state = '' OR r.state = :state) AND (:programme = '' OR r.programme = :programme)
        AND r.region >= :area AND r.region < :area || '~'
      """;

  private final JdbcClient jdbc;

  ReassessmentList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A list with what it holds.
   *
   * @param rights that get more, with what a month and what is made good
   * @param open rights for which something else has to be done
   */
  public record Row(Reassessment of, int rights, Money monthly, Money backPay, int open) {}

  @Transactional(readOnly = true)
  Slice<Row> page(String state, String programme, String area, Paging paging) {
    return found(state, programme, area).fetch(paging.orElse("-time"), ReassessmentList::row);
  }

  @Transactional(readOnly = true)
  void export(String state, String programme, String area, Paging paging, Consumer<Row> sheet) {
    found(state, programme, area).each(paging.orElse("-time"), ReassessmentList::row, sheet);
  }

  private Keyset found(String state, String programme, String area) {
    return Keyset.of(jdbc, SQL)
        .params(Map.of("state", state, "programme", programme, "area", area))
        .order("time", Column.number("id"))
        .order("from", Column.day("from_day"), Column.number("id"));
  }

  private static Row row(ResultSet rs, int n) throws SQLException {
    return new Row(
        Reassessment.of(rs, n),
        rs.getInt("rights"),
        Money.of(rs.getBigDecimal("monthly")),
        Money.of(rs.getBigDecimal("back_pay")),
        rs.getInt("open"));
  }

  /** How many rights stand how, with what they get more. */
  public record Sum(
      ItemState state, Hindrance hindrance, int rights, Money monthly, Money backPay) {}

  @Transactional(readOnly = true)
  List<Sum> sums(long list) {
    return jdbc.sql(
            """
            SELECT state, cause, count(DISTINCT entitlement_id),
                   coalesce(sum(amount - amount_before) FILTER (WHERE until_month IS NULL AND state <> 'OPEN'), 0),
                   sum(back_pay)
            FROM reassessment_item WHERE reassessment_id = ? AND state <> 'SAME' GROUP BY 1, 2 ORDER BY 1, 2
            """)
        .param(list)
        .query(
            (rs, i) ->
                new Sum(
                    ItemState.valueOf(rs.getString(1)),
                    hindrance(rs.getString(2)),
                    rs.getInt(3),
                    Money.of(rs.getBigDecimal(4)),
                    Money.of(rs.getBigDecimal(5))))
        .list();
  }

  static Hindrance hindrance(String stored) {
    return stored == null ? null : Hindrance.valueOf(stored);
  }
}
