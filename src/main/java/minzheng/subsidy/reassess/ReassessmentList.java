package minzheng.subsidy.reassess;

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
      SELECT * FROM reassessment r
      WHERE (:state = '' OR r.state = :state) AND (:programme = '' OR r.programme = :programme)
        AND r.region >= :area AND r.region < :area || '~'
      """;

  private final JdbcClient jdbc;

  ReassessmentList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(readOnly = true)
  Slice<Reassessment> page(String state, String programme, String area, Paging paging) {
    return found(state, programme, area).fetch(paging.orElse("-time"), Reassessment::of);
  }

  @Transactional(readOnly = true)
  void export(
      String state, String programme, String area, Paging paging, Consumer<Reassessment> sheet) {
    found(state, programme, area).each(paging.orElse("-time"), Reassessment::of, sheet);
  }

  private Keyset found(String state, String programme, String area) {
    return Keyset.of(jdbc, SQL)
        .params(Map.of("state", state, "programme", programme, "area", area))
        .order("time", Column.number("id"))
        .order("from", Column.day("from_day"), Column.number("id"));
  }

  /** How many rights stand how, with what they get more; one with several spans may stand twice. */
  public record Sum(
      ItemState state, Hindrance hindrance, int rights, Money monthly, Money backPay) {}

  @Transactional(readOnly = true)
  List<Sum> sums(long list) {
    return jdbc.sql(
            """
            SELECT state, cause, count(DISTINCT entitlement_id),
                   sum(next_pay), sum(back_pay)
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
