package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The lists behind a run: what is owed, what differs, what goes to the bank. Reading is logged. */
@Component
class RunRows {
  private final JdbcClient jdbc;
  private final Audit audit;

  RunRows(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** Conditions; empty text and 0 for none. */
  record Filter(String q, String area, Integer warning, String state, String change) {}

  record Owed(
      String region,
      long payeeId,
      String payee,
      long entitlementId,
      int persons,
      String formula,
      Money amount,
      String tail,
      List<Warning> warnings) {}

  @Transactional
  Slice<Owed> owed(Run run, Filter filter, Viewer viewer, Paging paging) {
    var slice =
        owed(run, filter)
            .order(
                "place",
                Column.text("region"),
                Column.text("subject_kind"),
                Column.number("subject_id"))
            .order("amount", Column.amount("amount"), Column.number("subject_id"))
            .fetch(paging, (rs, i) -> owed(rs, viewer));
    read(run, "应发明细");
    return slice.withTotal(owed(run, filter).count());
  }

  @Transactional(readOnly = true)
  void exportOwed(Run run, Filter filter, Viewer viewer, Consumer<Owed> sheet) {
    try (var rows =
        jdbc
            .sql(OWED + " ORDER BY region, subject_kind, subject_id")
            .param("run", run.id())
            .param("q", filter.q())
            .param("area", filter.area())
            .param("warning", filter.warning())
            .withFetchSize(1000)
            .query((rs, i) -> owed(rs, viewer))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private static final String OWED =
      """
      SELECT region, subject_kind, subject_id, payee_id, payee_name, entitlement_id, persons,
             coalesce(basis ->> 'formula', basis ->> 'standard') AS formula, amount, account_tail, warnings
      FROM owed
      WHERE run_id = :run AND (:q = '' OR payee_name ^@ :q) AND (:area = '' OR region ^@ :area)
        AND (:warning = 0 OR warnings & :warning <> 0)
      """;

  private Keyset owed(Run run, Filter filter) {
    return Keyset.of(jdbc, OWED)
        .param("run", run.id())
        .param("q", filter.q())
        .param("area", filter.area())
        .param("warning", filter.warning());
  }

  private static Owed owed(ResultSet rs, Viewer viewer) throws SQLException {
    return new Owed(
        rs.getString("region"),
        rs.getLong("payee_id"),
        viewer.name(rs.getString("payee_name")),
        rs.getLong("entitlement_id"),
        rs.getInt("persons"),
        rs.getString("formula"),
        Money.of(rs.getBigDecimal("amount")),
        rs.getString("account_tail"),
        Warning.in(rs.getInt("warnings")));
  }

  record Changed(
      ChangeKind kind,
      String region,
      long payeeId,
      String payee,
      long entitlementId,
      Money before,
      Money after,
      Money difference,
      String reason) {}

  @Transactional
  Slice<Changed> changes(Run run, Run before, Filter filter, Viewer viewer, Paging paging) {
    var found = changes(run, before, filter);
    read(run, "与上月差异");
    return found.fetch(paging, (rs, i) -> changed(rs, viewer)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void exportChanges(
      Run run, Run before, Filter filter, Viewer viewer, Paging paging, Consumer<Changed> sheet) {
    changes(run, before, filter).each(paging, (rs, i) -> changed(rs, viewer), sheet);
  }

  private Keyset changes(Run run, Run before, Filter filter) {
    return Keyset.of(
            jdbc,
            "SELECT c.*, (SELECT h.reason FROM entitlement_change h WHERE h.entitlement_id ="
                + " c.entitlement_id ORDER BY h.id DESC LIMIT 1) AS reason FROM ("
                + RunFigures.CHANGES
                + ") c WHERE :change = '' OR c.kind = :change")
        .param("run", run.id())
        .param("before", before.id())
        .param("change", filter.change())
        .order(
            "place",
            Column.text("region"),
            Column.text("subject_kind"),
            Column.number("subject_id"))
        .order("difference", Column.amount("difference"), Column.number("subject_id"));
  }

  private static Changed changed(ResultSet rs, Viewer viewer) throws SQLException {
    return new Changed(
        ChangeKind.valueOf(rs.getString("kind")),
        rs.getString("region"),
        rs.getLong("payee_id"),
        viewer.name(rs.getString("payee_name")),
        rs.getLong("entitlement_id"),
        money(rs, "before"),
        money(rs, "after"),
        money(rs, "difference"),
        rs.getString("reason"));
  }

  record Line(
      long id,
      String reference,
      String region,
      long payeeId,
      String payee,
      long entitlementId,
      YearMonth month,
      String what,
      String account,
      Money amount,
      LineState state,
      String reason) {}

  @Transactional
  Slice<Line> lines(Run run, Filter filter, Viewer viewer, Paging paging) {
    var slice =
        lines(run, filter)
            .order("seq", Column.number("seq"))
            .order("amount", Column.amount("amount"), Column.number("seq"))
            .fetch(paging, (rs, i) -> line(rs, viewer));
    read(run, "银行明细");
    return slice.withTotal(lines(run, filter).count());
  }

  @Transactional(readOnly = true)
  void exportLines(Run run, Filter filter, Viewer viewer, Consumer<Line> sheet) {
    try (var rows =
        jdbc
            .sql(LINES + " ORDER BY seq")
            .param("run", run.id())
            .param("q", filter.q())
            .param("state", filter.state())
            .param("area", filter.area())
            .withFetchSize(1000)
            .query((rs, i) -> line(rs, viewer))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private static final String LINES =
      """
      SELECT id, seq, reference, region, payee_id, payee_name, entitlement_id, for_month, adjustment_id, attempt,
             bank, right(account, 4) AS tail, amount, state, return_reason, return_text
      FROM bank_line
      WHERE run_id = :run AND (:q = '' OR payee_name ^@ :q) AND (:state = '' OR state = :state)
        AND (:area = '' OR region ^@ :area)
      """;

  private Keyset lines(Run run, Filter filter) {
    return Keyset.of(jdbc, LINES)
        .param("run", run.id())
        .param("q", filter.q())
        .param("state", filter.state())
        .param("area", filter.area());
  }

  private static Line line(ResultSet rs, Viewer viewer) throws SQLException {
    String tail = rs.getString("tail");
    int attempt = rs.getInt("attempt");
    boolean backpay = rs.getObject("adjustment_id") != null;
    String reason = rs.getString("return_reason");
    String text = rs.getString("return_text");
    return new Line(
        rs.getLong("id"),
        rs.getString("reference"),
        rs.getString("region"),
        rs.getLong("payee_id"),
        viewer.name(rs.getString("payee_name")),
        rs.getLong("entitlement_id"),
        Entitlement.month(rs, "for_month"),
        (backpay ? "补发" : "常规") + (attempt > 1 ? "，第 " + attempt + " 次" : ""),
        tail == null ? null : rs.getString("bank") + " 尾号 " + tail,
        Money.of(rs.getBigDecimal("amount")),
        LineState.valueOf(rs.getString("state")),
        text != null ? text : reason == null ? null : ReturnReason.valueOf(reason).label());
  }

  /**
   * A claim beside the owed rows: back-pay, re-issue or set-off.
   *
   * @param died it goes to somebody who was dead when the draft was made
   */
  record Claimed(
      String kind,
      String payee,
      long entitlementId,
      YearMonth month,
      Money amount,
      String reason,
      boolean died) {}

  /** At most the first thousand: there are few, and all of them stand in the adjustments' list. */
  @Transactional(readOnly = true)
  List<Claimed> claims(long run, boolean dead, Viewer viewer) {
    return jdbc.sql(
            """
            SELECT c.kind, p.name, e.id, coalesce(a.for_month, l.for_month) AS for_month,
                   CASE c.kind WHEN 'OFFSET' THEN -c.amount ELSE c.amount END AS amount,
                   coalesce(a.reason, l.return_text, '') AS reason,
                   c.payee_died AND %s AS died
            FROM claim c
            LEFT JOIN adjustment a ON a.id = coalesce(c.recovery_id, CASE c.kind WHEN 'BACKPAY' THEN c.source_id END)
            LEFT JOIN bank_line l ON c.kind = 'REISSUE' AND l.id = c.source_id
            JOIN entitlement e ON e.id = coalesce(a.entitlement_id, l.entitlement_id)
            LEFT JOIN person p ON p.id = e.payee_id
            WHERE c.run_id = :run AND (NOT :dead OR c.payee_died AND %s)
            ORDER BY c.kind, c.id LIMIT 1000
            """
                .formatted(RunFigures.PAYS, RunFigures.PAYS))
        .param("run", run)
        .param("dead", dead)
        .query(
            (rs, i) ->
                new Claimed(
                    switch (rs.getString(1)) {
                      case "BACKPAY" -> "补发";
                      case "REISSUE" -> "重发";
                      default -> "抵扣";
                    },
                    viewer.name(rs.getString(2)),
                    rs.getLong(3),
                    Entitlement.month(rs, "for_month"),
                    Money.of(rs.getBigDecimal(5)),
                    rs.getString(6),
                    rs.getBoolean("died")))
        .list();
  }

  private void read(Run run, String list) {
    audit.write("查看", list, run.number(), run.area());
  }

  private static Money money(ResultSet rs, String column) throws SQLException {
    var amount = rs.getBigDecimal(column);
    return amount == null ? null : Money.of(amount);
  }
}
