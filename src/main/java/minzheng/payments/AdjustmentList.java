package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.security.Scope;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Labelled;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Back-pays and recoveries: what arose after a month was frozen, and how far it is settled. */
@Component
class AdjustmentList {
  private final JdbcClient jdbc;
  private final Audit audit;

  AdjustmentList(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** 补发, 追回. */
  enum Kind implements Labelled {
    BACKPAY("补发"),
    RECOVERY("追回");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * Conditions; empty text for none.
   *
   * @param open "open" or "done"
   */
  record Filter(String programme, String kind, String open) {}

  /**
   * @param amount negative for a recovery
   * @param open what is still to be paid or got back
   */
  public record Row(
      long id,
      Kind kind,
      String programme,
      String region,
      long payeeId,
      String payee,
      long entitlementId,
      YearMonth month,
      Money amount,
      Money open,
      String reason,
      Instant createdAt) {}

  private static final String SELECT =
      """
      SELECT a.id, a.kind, a.programme, a.region, e.payee_id, p.name, a.entitlement_id, a.for_month, a.amount, a.open,
             a.reason, a.created_at
      FROM adjustment_open a JOIN entitlement e ON e.id = a.entitlement_id
      LEFT JOIN person p ON p.id = e.payee_id
      """;

  private static final String FILTERED =
      SELECT
          + """
          WHERE (:programme = '' OR a.programme = :programme) AND (:kind = '' OR a.kind = :kind)
            AND (:open = '' OR (a.open > 0) = (:open = 'open'))
          """;

  @Transactional
  Slice<Row> list(Filter filter, Viewer viewer, Paging paging) {
    var slice =
        query(filter)
            .order("time", Column.number("id"))
            .order("amount", Column.amount("amount"), Column.number("id"))
            .fetch(paging.orElse("-time"), (rs, i) -> row(rs, viewer));
    audit.write("查看", "补发追回", null, Scope.region());
    return slice.withTotal(query(filter).count());
  }

  @Transactional(readOnly = true)
  void export(Filter filter, Viewer viewer, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(FILTERED + " ORDER BY a.id DESC")
            .param("programme", filter.programme())
            .param("kind", filter.kind())
            .param("open", filter.open())
            .withFetchSize(1000)
            .query((rs, i) -> row(rs, viewer))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  @Transactional(readOnly = true)
  Row get(long id, Viewer viewer) {
    return jdbc.sql(SELECT + " WHERE a.id = ?")
        .param(id)
        .query((rs, i) -> row(rs, viewer))
        .optional()
        .orElseThrow(() -> new NotFound("补发追回"));
  }

  /** Where the money of an adjustment went or came from. */
  public record Settled(String how, String where, Money amount) {}

  @Transactional(readOnly = true)
  List<Settled> settled(long id) {
    return jdbc.sql(
            """
            SELECT CASE c.kind WHEN 'OFFSET' THEN '抵扣' ELSE '补发' END, r.number, c.amount, c.id
            FROM claim c JOIN run r ON r.id = c.run_id
            WHERE c.recovery_id = :id OR c.kind = 'BACKPAY' AND c.source_id = :id
            UNION ALL
            SELECT '退款', received_on || ' ' || receipt, amount, id FROM refund WHERE adjustment_id = :id
            ORDER BY 4
            """)
        .param("id", id)
        .query(
            (rs, i) -> new Settled(rs.getString(1), rs.getString(2), Money.of(rs.getBigDecimal(3))))
        .list();
  }

  private Keyset query(Filter filter) {
    return Keyset.of(jdbc, FILTERED)
        .param("programme", filter.programme())
        .param("kind", filter.kind())
        .param("open", filter.open());
  }

  private static Row row(ResultSet rs, Viewer viewer) throws SQLException {
    return new Row(
        rs.getLong("id"),
        Kind.valueOf(rs.getString("kind")),
        rs.getString("programme"),
        rs.getString("region"),
        rs.getLong("payee_id"),
        viewer.name(rs.getString("name")),
        rs.getLong("entitlement_id"),
        Entitlement.month(rs, "for_month"),
        Money.of(rs.getBigDecimal("amount")),
        Money.of(rs.getBigDecimal("open")),
        rs.getString("reason"),
        Run.instant(rs, "created_at"));
  }
}
