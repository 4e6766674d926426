package minzheng.cases;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.CurrentUser;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 代办: while it lasts, a case that would come back to a worker goes to the deputy instead, if no
 * rule keeps the deputy from it (maker and checker are persons, not duties); else to the office's
 * inbox. What came to the deputy stays there afterwards.
 */
@Component
class Delegations {
  private final JdbcClient jdbc;
  private final Clock clock;

  Delegations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Who acts for whom, from the first to the last day. */
  record Delegation(
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
            SELECT from_id, from_name, to_id, to_name, from_on, to_on, reason, ordered_name FROM delegation
            WHERE (from_id = :account OR to_id = :account) AND to_on >= :today ORDER BY from_on, id
            """)
        .param("account", account)
        .param("today", LocalDate.now(clock))
        .query(Delegation.class)
        .list();
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
