package minzheng.cases;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.jobs.Jobs;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 交接: all open cases of a worker to colleagues, planned and shown before it is ordered. */
@Service
public class HandOvers {
  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Handling handling;
  private final Delegations delegations;
  private final HandOverWork work;
  private final Jobs jobs;
  private final Audit audit;
  private final Clock clock;

  HandOvers(
      JdbcClient jdbc,
      Accounts accounts,
      Handling handling,
      Delegations delegations,
      HandOverWork work,
      Jobs jobs,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.handling = handling;
    this.delegations = delegations;
    this.work = work;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is asked for: days are typed, the deputy is optional. */
  public record Order(
      List<Long> to,
      String reason,
      LocalDate deadline,
      Long deputy,
      LocalDate deputyFrom,
      LocalDate deputyTo) {}

  /**
   * @param to null where none of the chosen may take the case; {@code refusal} says why
   */
  public record Item(CaseView file, Account to, String refusal) {}

  record HandOver(
      long id,
      long fromId,
      String fromName,
      String reason,
      LocalDate deadline,
      int cases,
      String orderedName) {}

  record Left(long caseId, String number, String toName, String state, String refusal) {}

  @Transactional(readOnly = true)
  Account worker(long id, CurrentUser user) {
    return accounts.get(id, user);
  }

  /** What the worker has in hand, the most urgent first. */
  @Transactional(readOnly = true)
  List<CaseView> open(long worker) {
    return jdbc.sql(
            "SELECT * FROM case_file WHERE assignee_id = ? AND turn_role IS NOT NULL ORDER BY"
                + " due_key, id")
        .param(worker)
        .query(CaseStore::view)
        .list();
  }

  /** Who could take at least one of the cases. */
  @Transactional(readOnly = true)
  List<Account> colleagues(long worker, List<CaseView> files) {
    var found = new LinkedHashMap<Long, Account>();
    for (CaseView file : files)
      for (Account a : handling.candidates(file)) if (a.id() != worker) found.put(a.id(), a);
    return List.copyOf(found.values());
  }

  /** Each case to the chosen colleague who may take it and has the fewest so far. */
  @Transactional(readOnly = true)
  public List<Item> plan(long worker, List<Long> to) {
    var count = new HashMap<Long, Integer>();
    var items = new ArrayList<Item>();
    for (CaseView file : open(worker)) {
      Account next = null;
      for (Account a : handling.candidates(file))
        if (to.contains(a.id())
            && a.id() != worker
            && (next == null || count.getOrDefault(a.id(), 0) < count.getOrDefault(next.id(), 0)))
          next = a;
      if (next != null) count.merge(next.id(), 1, Integer::sum);
      items.add(new Item(file, next, next == null ? "所选人员没有本环节的职责，或已办理过须回避的步骤" : null));
    }
    return items;
  }

  /**
   * @throws RuleViolation where the order cannot be carried out as it stands
   */
  void check(Order order) {
    if (order.to().isEmpty()) throw new RuleViolation("to", "请选择接收人。");
    if (order.reason() == null || order.reason().isBlank())
      throw new RuleViolation("reason", "请写明原因。");
    if (order.deadline() == null) throw new RuleViolation("deadline", "请填写交接期限。");
    if (order.deadline().isBefore(LocalDate.now(clock)))
      throw new RuleViolation("deadline", "交接期限不能早于今日。");
    if (order.deputy() == null) return;
    if (order.deputyFrom() == null) throw new RuleViolation("deputyFrom", "请填写代办的第一天。");
    if (order.deputyTo() == null) throw new RuleViolation("deputyTo", "请填写代办的最后一天。");
    if (order.deputyTo().isBefore(order.deputyFrom()))
      throw new RuleViolation("deputyTo", "代办的最后一天不能早于第一天。");
    if (!order.to().contains(order.deputy()))
      throw new RuleViolation("deputy", "代办人须是接收人之一，有相同的职责。");
  }

  /** The hand-over that was ordered with a key. */
  @Transactional(readOnly = true)
  public Optional<Long> ordered(String key) {
    return jdbc.sql("SELECT id FROM hand_over WHERE key = ?")
        .param(key)
        .query(Long.class)
        .optional();
  }

  /**
   * Orders the hand-over as it was shown; the work is done in the background.
   *
   * @param seen cases on the page that was confirmed
   */
  @Transactional
  public long order(long workerId, Order order, int seen, String key, CurrentUser user) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 137))")
        .param(key)
        .query((rs, i) -> "")
        .single();
    var earlier = ordered(key);
    if (earlier.isPresent()) return earlier.get();
    check(order);
    Account worker = accounts.get(workerId, user);
    var plan = plan(workerId, order.to());
    if (plan.size() != seen)
      throw new RuleViolation(null, "件数已由 %d 变为 %d，请重新核对后再确认。".formatted(seen, plan.size()));
    long id =
        jdbc.sql(
                """
                INSERT INTO hand_over (region, key, from_id, from_name, reason, deadline, cases,
                  ordered_by, ordered_name, ordered_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """)
            .params(worker.region(), key, worker.id(), worker.name(), order.reason().strip())
            .params(order.deadline(), plan.size(), user.accountId(), user.name())
            .param(Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    for (Item item : plan)
      jdbc.sql("INSERT INTO hand_over_item VALUES (?, ?, ?, ?, ?, ?, ?)")
          .params(id, item.file().id(), item.file().region())
          .params(item.to() == null ? null : item.to().id(), name(item.to()))
          .params(item.to() == null ? "REFUSED" : "WAITING", item.refusal())
          .update();
    if (order.deputy() != null)
      delegations.order(
          id,
          worker,
          accounts.get(order.deputy(), user),
          order.deputyFrom(),
          order.deputyTo(),
          order.reason().strip(),
          user);
    audit.write(
        "交接",
        "案件交接",
        id,
        worker.region(),
        order.reason().strip(),
        Map.of("worker", worker.name()),
        Map.of("cases", plan.size(), "deadline", order.deadline().toString()));
    jobs.start(
        work,
        "交接 %d 件案件".formatted(plan.size()),
        user.region(),
        new HandOverWork.Params(id),
        String.valueOf(id),
        user.actor());
    return id;
  }

  private static String name(Account account) {
    return account == null ? null : account.name();
  }

  @Transactional(readOnly = true)
  HandOver get(long id) {
    return jdbc.sql(
            "SELECT id, from_id, from_name, reason, deadline, cases, ordered_name FROM hand_over"
                + " WHERE id = ?")
        .param(id)
        .query(HandOver.class)
        .optional()
        .orElseThrow(() -> new NotFound("案件交接"));
  }

  @Transactional(readOnly = true)
  List<Left> items(long id) {
    return jdbc.sql(
            """
            SELECT i.case_id, f.number, i.to_name, i.state, i.refusal
            FROM hand_over_item i JOIN case_file f ON f.id = i.case_id
            WHERE i.hand_over_id = ? ORDER BY i.state DESC, f.due_key, f.id
            """)
        .param(id)
        .query(Left.class)
        .list();
  }
}
