package minzheng.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everything about one entitlement: its decisions and, month by month, what was paid on them. */
@Component
class EntitlementPage {
  private final JdbcClient jdbc;
  private final List<CauseLink> links;

  EntitlementPage(JdbcClient jdbc, List<CauseLink> links) {
    this.jdbc = jdbc;
    this.links = links;
  }

  /**
   * What was decided, in the order of the decisions.
   *
   * @param url of the case that decided it, or null
   */
  public record Change(
      String kind,
      YearMonth month,
      Money amount,
      LocalDate decidedOn,
      String reason,
      String url,
      Instant recordedAt,
      String recordedBy) {}

  /** An attempt to pay, or an adjustment that waits. */
  public record Payment(
      YearMonth month,
      String what,
      Money amount,
      String runNumber,
      Long runId,
      String account,
      LineState state,
      String reason) {}

  @Transactional(readOnly = true)
  String payee(long personId) {
    return jdbc.sql("SELECT name FROM person WHERE id = ?")
        .param(personId)
        .query(String.class)
        .optional()
        .orElse("");
  }

  @Transactional(readOnly = true)
  List<Change> changes(long entitlement, CurrentUser reader) {
    return jdbc.sql("SELECT * FROM entitlement_change WHERE entitlement_id = ? ORDER BY id DESC")
        .param(entitlement)
        .query(
            (rs, i) ->
                new Change(
                    word(rs.getString("kind")),
                    Entitlement.month(rs, "month"),
                    rs.getBigDecimal("amount") == null
                        ? null
                        : Money.of(rs.getBigDecimal("amount")),
                    rs.getObject("decided_on", LocalDate.class),
                    rs.getString("reason"),
                    url(rs.getString("cause_id"), reader),
                    Run.instant(rs, "recorded_at"),
                    rs.getString("recorded_by")))
        .list();
  }

  private String url(String cause, CurrentUser reader) {
    return links.stream()
        .flatMap(link -> link.url(cause, reader).stream())
        .findFirst()
        .orElse(null);
  }

  static String word(String kind) {
    return switch (kind) {
      case "GRANT" -> "开始发放";
      case "ADJUST" -> "调整金额";
      case "TAPER" -> "渐退";
      case "SUSPEND" -> "暂停";
      case "RESUME" -> "恢复";
      case "STOP" -> "停发";
      default -> "变更领款人";
    };
  }

  @Transactional(readOnly = true)
  List<Payment> payments(long entitlement) {
    return jdbc.sql(
            """
            SELECT l.for_month, l.adjustment_id, l.attempt, l.amount, l.reference, l.run_id, l.bank,
                   right(l.account, 4) AS tail, l.state, l.return_reason, l.return_text, r.number
            FROM bank_line l LEFT JOIN run r ON r.id = l.run_id
            WHERE l.entitlement_id = ? ORDER BY l.for_month DESC, l.id DESC LIMIT 500
            """)
        .param(entitlement)
        .query(
            (rs, i) -> {
              int attempt = rs.getInt("attempt");
              boolean backpay = rs.getObject("adjustment_id") != null;
              String tail = rs.getString("tail");
              String reason = rs.getString("return_reason");
              String text = rs.getString("return_text");
              String number = rs.getString("number");
              return new Payment(
                  Entitlement.month(rs, "for_month"),
                  (backpay ? "补发" : "常规") + (attempt > 1 ? "，第 " + attempt + " 次" : ""),
                  Money.of(rs.getBigDecimal("amount")),
                  number == null ? rs.getString("reference").replaceAll("-[0-9]+$", "") : number,
                  number == null ? null : rs.getLong("run_id"),
                  tail == null ? null : rs.getString("bank") + " 尾号 " + tail,
                  LineState.valueOf(rs.getString("state")),
                  text != null
                      ? text
                      : reason == null ? null : ReturnReason.valueOf(reason).label());
            })
        .list();
  }

  /** Adjustments that are not settled yet. */
  public record Open(
      long id, AdjustmentList.Kind kind, YearMonth month, Money open, String reason) {}

  @Transactional(readOnly = true)
  List<Open> open(long entitlement) {
    return jdbc.sql(
            """
            SELECT id, kind, for_month, open, reason FROM adjustment_open
            WHERE entitlement_id = ? AND open > 0 ORDER BY id
            """)
        .param(entitlement)
        .query(
            (rs, i) ->
                new Open(
                    rs.getLong("id"),
                    AdjustmentList.Kind.valueOf(rs.getString("kind")),
                    Entitlement.month(rs, "for_month"),
                    Money.of(rs.getBigDecimal("open")),
                    rs.getString("reason")))
        .list();
  }
}
