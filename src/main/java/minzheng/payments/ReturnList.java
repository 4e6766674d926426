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
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Money that came back and waits for somebody. */
@Component
class ReturnList {
  private final JdbcClient jdbc;
  private final Audit audit;

  ReturnList(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /**
   * Conditions; empty text and 0 for none.
   *
   * @param run id of a run
   */
  record Filter(String programme, String handling, String reason, Long run) {}

  /**
   * A returned line.
   *
   * @param sentTo the account it was sent to, or null
   * @param suspended the right is suspended: the money is kept
   * @param claimed number of the run that pays it again, while that is not sent yet
   */
  public record Row(
      long id,
      String reference,
      String programme,
      String region,
      long payeeId,
      String payee,
      long entitlementId,
      YearMonth month,
      Money amount,
      String sentTo,
      ReturnReason reason,
      String reasonText,
      Handling handling,
      String note,
      String handledBy,
      Instant handledAt,
      boolean suspended,
      String claimed) {}

  private static final String SELECT =
      """
      SELECT l.id, l.reference, l.programme, l.region, e.payee_id, coalesce(p.name, l.payee_name) AS payee,
             l.entitlement_id, l.for_month, l.amount, l.bank, right(l.account, 4) AS tail, l.return_reason,
             l.return_text, coalesce(l.handling, 'WAITING') AS handling, l.handling_note, l.handled_by, l.handled_at,
             e.suspended_from IS NOT NULL AS suspended,
             (SELECT r.number FROM claim c JOIN run r ON r.id = c.run_id
              WHERE c.kind = 'REISSUE' AND c.source_id = l.id) AS claimed
      FROM bank_line l JOIN entitlement e ON e.id = l.entitlement_id
      LEFT JOIN person p ON p.id = e.payee_id
      WHERE l.state = 'RETURNED'
      """;

  private static final String FILTERED =
      SELECT
          + """
            AND (:programme = '' OR l.programme = :programme)
            AND (:handling = '' OR l.handling = :handling)
            AND (:reason = '' OR l.return_reason = :reason)
            AND (:run = 0 OR l.run_id = :run)
          """;

  @Transactional
  Slice<Row> list(Filter filter, Viewer viewer, Paging paging) {
    var slice =
        query(filter)
            .order("place", Column.text("region"), Column.number("id"))
            .order("amount", Column.amount("amount"), Column.number("id"))
            .fetch(paging, (rs, i) -> row(rs, viewer));
    audit.write("查看", "退回待处理", filter.run() == 0 ? null : filter.run(), Scope.region());
    return slice.withTotal(query(filter).count());
  }

  @Transactional(readOnly = true)
  void export(Filter filter, Viewer viewer, Consumer<Row> sheet) {
    jdbc.sql(FILTERED + " ORDER BY l.region, l.id")
        .param("programme", filter.programme())
        .param("handling", filter.handling())
        .param("reason", filter.reason())
        .param("run", filter.run())
        .query((rs, i) -> row(rs, viewer))
        .list()
        .forEach(sheet);
  }

  @Transactional(readOnly = true)
  List<Row> firstOf(long run, Viewer viewer, int limit) {
    return jdbc.sql(SELECT + " AND l.run_id = ? ORDER BY l.region, l.id LIMIT ?")
        .params(run, limit)
        .query((rs, i) -> row(rs, viewer))
        .list();
  }

  @Transactional(readOnly = true)
  Row get(long id, Viewer viewer) {
    return jdbc.sql(SELECT + " AND l.id = ?")
        .param(id)
        .query((rs, i) -> row(rs, viewer))
        .optional()
        .orElseThrow(() -> new NotFound("退回款项"));
  }

  private Keyset query(Filter filter) {
    return Keyset.of(jdbc, FILTERED)
        .param("programme", filter.programme())
        .param("handling", filter.handling())
        .param("reason", filter.reason())
        .param("run", filter.run());
  }

  private static Row row(ResultSet rs, Viewer viewer) throws SQLException {
    String tail = rs.getString("tail");
    var reason = ReturnReason.valueOf(rs.getString("return_reason"));
    String text = rs.getString("return_text");
    return new Row(
        rs.getLong("id"),
        rs.getString("reference"),
        rs.getString("programme"),
        rs.getString("region"),
        rs.getLong("payee_id"),
        viewer.name(rs.getString("payee")),
        rs.getLong("entitlement_id"),
        Entitlement.month(rs, "for_month"),
        Money.of(rs.getBigDecimal("amount")),
        tail == null ? null : rs.getString("bank") + " 尾号 " + tail,
        reason,
        text == null ? reason.label() : text,
        Handling.valueOf(rs.getString("handling")),
        rs.getString("handling_note"),
        rs.getString("handled_by"),
        Run.instant(rs, "handled_at"),
        rs.getBoolean("suspended"),
        rs.getString("claimed"));
  }
}
