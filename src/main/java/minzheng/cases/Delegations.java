package minzheng.cases;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.CurrentUser;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 代办: while it lasts, a case that would come back to a worker goes to the deputy instead, if no
 * rule keeps the deputy from it (maker and checker are persons, not duties); else to the office's
 * inbox. What came to the deputy stays there afterwards.
 */
@Component
class Delegations {
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Delegations(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** Who acts for whom, from the first to the last day. */
  record Delegation(
      long id,
      long fromId,
      String fromName,
      long toId,
      String toName,
      LocalDate fromOn,
      LocalDate toOn,
      String reason,
      String orderedName) {}

  void order(
      long handOver,
      Account worker,
      Account deputy,
      LocalDate from,
      LocalDate to,
      String reason,
      CurrentUser by) {
    if (to.isBefore(from)) throw new RuleViolation("deputyTo", "代办的最后一天不能早于第一天。");
    if (to.isBefore(LocalDate.now(clock))) throw new RuleViolation("deputyTo", "代办期限已经过去。");
    try {
      jdbc.sql(
              """
              INSERT INTO delegation (region, hand_over_id, from_id, from_name, to_id, to_name, from_on, to_on,
                reason, ordered_by, ordered_name, ordered_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(worker.region(), handOver, worker.id(), worker.name())
          .params(deputy.id(), deputy.name(), from, to, reason)
          .params(by.accountId(), by.name(), Timestamp.from(clock.instant()))
          .update();
    } catch (DataIntegrityViolationException overlap) {
      throw new RuleViolation("deputyFrom", "%s在这段时间已有代办安排，请调整日期。".formatted(worker.name()));
    }
  }

  /** Running and coming ones in which an account has a part. */
  List<Delegation> of(long account) {
    return jdbc.sql(
            """
            SELECT id, from_id, from_name, to_id, to_name, from_on, to_on, reason, ordered_name FROM delegation
            WHERE (from_id = :account OR to_id = :account) AND to_on >= :today AND ended_at IS NULL
            ORDER BY from_on, id
            """)
        .param("account", account)
        .param("today", LocalDate.now(clock))
        .query(Delegation.class)
        .list();
  }

  /**
   * One that has not ended.
   *
   * @throws NotFound when it lies outside the scope
   * @throws RuleViolation when it is over
   */
  @Transactional(readOnly = true)
  public Delegation lasting(long id) {
    record Found(Delegation delegation, boolean ended) {}
    var found =
        jdbc.sql(
                """
                SELECT id, from_id, from_name, to_id, to_name, from_on, to_on, reason, ordered_name,
                  ended_at IS NOT NULL OR to_on < ? AS ended
                FROM delegation WHERE id = ?
                """)
            .params(LocalDate.now(clock), id)
            .query(
                (rs, i) ->
                    new Found(
                        new SimplePropertyRowMapper<>(Delegation.class).mapRow(rs, i),
                        rs.getBoolean("ended")))
            .optional()
            .orElseThrow(() -> new NotFound("代办"));
    if (found.ended()) throw new RuleViolation(null, "这项代办已经结束。");
    return found.delegation();
  }

  /** Ends it at once: today it holds no more. What came to the deputy stays there. */
  @Transactional
  public void end(long id, String reason, CurrentUser by) {
    var delegation = lasting(id);
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明原因。");
    if (reason.strip().length() > LONGEST)
      throw new RuleViolation("reason", "不能超过 " + LONGEST + " 字，请精简。");
    LocalDate last = LocalDate.now(clock).minusDays(1);
    String region =
        jdbc.sql(
                """
                UPDATE delegation SET ended_on = ?, end_reason = ?, ended_by = ?, ended_name = ?, ended_at = ?
                WHERE id = ? AND ended_at IS NULL RETURNING region
                """)
            .params(last, reason.strip(), by.accountId(), by.name())
            .params(Timestamp.from(clock.instant()), id)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new RuleViolation(null, "这项代办已经结束。"));
    audit.write(
        "结束代办",
        "代办",
        id,
        region,
        reason.strip(),
        Map.of("worker", delegation.fromName(), "to", delegation.toOn().toString()),
        Map.of("worker", delegation.fromName(), "to", last.toString()));
  }

  /** What a step leaves behind, with the deputy in the place of an absent handler. */
  Standing redirect(Standing left, CaseType type, State to, CaseStep now, List<CaseStep> history) {
    var handler = left.handler();
    if (handler == null || now.actorId() != null && now.actorId() == handler.id()) return left;
    var deputy = deputy(handler.id());
    if (deputy.isEmpty()) return left;
    var all = new ArrayList<>(history);
    all.add(now);
    var barred = MoveRules.barred(type.procedure(), to, deputy.get().id(), all);
    return left.by(barred.isEmpty() ? deputy.get() : null);
  }

  private Optional<Standing.Handler> deputy(long account) {
    return jdbc.sql("SELECT id, name FROM deputy_of(?, ?)")
        .params(account, LocalDate.now(clock))
        .query(Standing.Handler.class)
        .optional();
  }
}
