package minzheng.payments;

import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work on returned lines. A corrected account makes a line ready by itself ({@link Payees});
 * here a person says that the same account works again, or that the money is kept.
 */
@Service
public class Returns {
  private final JdbcClient jdbc;
  private final RunStore runs;
  private final Audit audit;

  Returns(JdbcClient jdbc, RunStore runs, Audit audit) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.audit = audit;
  }

  /** All that is wrong with a new account for a line: it is gone, or nothing in it is new. */
  @Transactional(readOnly = true)
  public List<RuleViolation> problems(long lineId, Payees.Entry entry) {
    var problems = entry.problems();
    if (!problems.isEmpty()) return problems;
    record Sent(String reason, boolean same) {}
    var e = entry.checked();
    jdbc.sql(
            """
            SELECT return_reason AS reason, bank = ? AND holder = ? AS same
            FROM bank_line WHERE id = ? AND account = ?
            """)
        .params(e.bank(), e.holder(), lineId, e.account())
        .query(Sent.class)
        .optional()
        .ifPresent(
            sent -> {
              var reason = ReturnReason.valueOf(sent.reason());
              String these = "这就是银行退回的账号（" + reason.label() + "），";
              if (reason.accountGone())
                problems.add(new RuleViolation("account", these + "不能再用它重发，请填写另一个账户"));
              else if (sent.same())
                problems.add(new RuleViolation("account", these + "没有更正；账户可用的，请办理“原账户可用，列入重发”"));
            });
    return problems;
  }

  /** The next run pays the line again on the present account. */
  @Transactional
  public void ready(long lineId, String note) {
    handle(lineId, "READY", note, "退回待重发");
  }

  /** Nothing is done until somebody decides otherwise; the money is kept. */
  @Transactional
  public void hold(long lineId, String note) {
    handle(lineId, "HELD", note, "退回暂存");
  }

  /** Back to those to be looked into. */
  @Transactional
  public void reopen(long lineId, String note) {
    handle(lineId, "WAITING", note, "退回待核实");
  }

  private void handle(long lineId, String handling, String note, String action) {
    if (note == null || note.isBlank()) throw new RuleViolation("note", "请填写处理说明");
    record Line(String region, String reference, String state, boolean claimed) {}
    var line =
        jdbc.sql(
                """
                SELECT region, reference, state,
                       EXISTS (SELECT FROM claim c WHERE c.kind = 'REISSUE' AND c.source_id = l.id) AS claimed
                FROM bank_line l WHERE id = ? FOR UPDATE
                """)
            .param(lineId)
            .query(Line.class)
            .optional()
            .orElseThrow(() -> new NotFound("退回款项"));
    if (!line.state().equals("RETURNED") || line.claimed())
      throw new RuleViolation(null, "这一笔已经列入后面的批次重发，不用再处理");
    jdbc.sql(
            """
            UPDATE bank_line SET handling = ?, handling_note = ?, handled_by = ?, handled_at = ?
            WHERE id = ?
            """)
        .params(handling, note.strip(), Audit.actor().name(), runs.now(), lineId)
        .update();
    audit.write(
        action, "退回款项", line.reference(), line.region(), note, null, Map.of("state", handling));
  }
}
