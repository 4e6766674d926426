package minzheng.cases;

import java.util.Collection;
import java.util.LinkedHashSet;
import minzheng.audit.Audit;
import minzheng.jobs.Jobs;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 批量办理: one step for many cases. The cases are kept first, checked without effect, shown with their
 * count and money, and then moved one by one in the background, each in a transaction of its own.
 * Only steps that carry a case on can be taken so: whoever sends back, refuses or ends gives the
 * reasons of that one case.
 */
@Service
public class BulkDecisions {
  private final BulkStore store;
  private final BulkList list;
  private final Cases cases;
  private final BulkWork work;
  private final Jobs jobs;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final int most;
  private final int atOnce;

  BulkDecisions(
      BulkStore store,
      BulkList list,
      Cases cases,
      BulkWork work,
      Jobs jobs,
      Audit audit,
      TransactionTemplate transaction,
      @Value("${minzheng.cases.bulk-most}") int most,
      @Value("${minzheng.cases.bulk-at-once}") int atOnce) {
    this.store = store;
    this.list = list;
    this.cases = cases;
    this.work = work;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.most = most;
    this.atOnce = atOnce;
  }

  /** Whether a step may be taken for many cases with one opinion. */
  static boolean suits(Procedure procedure, Transition step) {
    return step.ahead()
        && !step.ownPage()
        && (procedure.notice() == null || !procedure.notice().reserves(step.action()));
  }

  /** The most cases one decision takes. */
  int most() {
    return most;
  }

  /** So many are done while the person waits; more become background work. */
  int atOnce() {
    return atOnce;
  }

  /**
   * @throws NotFound for somebody else's, unless the reader leads the office
   */
  @Transactional(readOnly = true)
  public BulkDecision get(long id, CurrentUser user) {
    return store
        .find(id)
        .filter(d -> d.madeBy() == user.accountId() || user.has(Role.SUPERVISOR))
        .orElseThrow(() -> new NotFound("批量办理"));
  }

  /** Keeps the chosen cases; nothing happens to them yet. */
  @Transactional
  public BulkDecision draft(Collection<Long> ids, CurrentUser user) {
    var chosen = new LinkedHashSet<>(ids);
    if (chosen.isEmpty()) throw new RuleViolation(null, "没有选中案件，请返回列表勾选。");
    if (chosen.size() > most)
      throw new RuleViolation(null, "一次最多处理 %,d 件，请缩小条件后分批办理。".formatted(most));
    if (cases.byIds(chosen).isEmpty()) throw new NotFound("案件");
    return store.find(store.insert(chosen, user)).orElseThrow();
  }

  /**
   * Chooses the step and looks at every case, without effect: at once when they are few, else in
   * the background.
   *
   * @throws RuleViolation when none of the cases can take the step, or it needs an opinion
   */
  public void check(long id, String action, String opinion, CurrentUser user) {
    var decision =
        transaction.execute(
            status -> {
              var chosen = choose(id, step(id, action, opinion, user), user);
              if (chosen.cases() > atOnce) begin(chosen, true, user);
              return chosen;
            });
    if (decision.cases() <= atOnce) work.checkAll(decision, user);
  }

  private BulkDecision choose(long id, Choice choice, CurrentUser user) {
    get(id, user);
    var decision = store.lock(id).orElseThrow();
    mine(decision, user);
    if (decision.phase() == BulkDecision.Phase.RUN || busy(decision))
      throw new RuleViolation(null, "这批案件正在核对或已经提交，不能再改。");
    store.choose(id, choice);
    store.unchecked(id);
    return store.find(id).orElseThrow();
  }

  /**
   * What is to be done with all of them.
   *
   * @param label the step's word
   * @param assignee whom the cases are handed to, or null
   */
  record Choice(String action, String label, String opinion, Long assignee) {}

  private Choice step(long id, String action, String opinion, CurrentUser user) {
    get(id, user);
    if (action == null || action.isBlank()) throw new RuleViolation("action", "请选择办理结果。");
    var step =
        list.choices(id, user).stream()
            .filter(c -> c.action().equals(action))
            .findFirst()
            .orElseThrow(() -> new RuleViolation("action", "所选案件现在都不能这样办理，请另选一项。"));
    String words = opinion == null || opinion.isBlank() ? null : opinion.strip();
    if (step.opinion() && words == null) throw new RuleViolation("opinion", "请填写意见。");
    if (words != null && words.length() > 2000)
      throw new RuleViolation("opinion", "意见不能超过 2000 字，请精简。");
    return new Choice(action, step.label(), words, null);
  }

  /**
   * Orders what was checked. Again: nothing happens.
   *
   * @param count the number of cases the page showed
   * @throws RuleViolation when another number can be moved by now
   */
  @Transactional
  public BulkDecision confirm(long id, long count, CurrentUser user) {
    get(id, user);
    var decision = store.lock(id).orElseThrow();
    mine(decision, user);
    if (decision.phase() == BulkDecision.Phase.RUN) return decision;
    if (decision.phase() != BulkDecision.Phase.CHECK || busy(decision))
      throw new RuleViolation(null, "还没有核对完，请稍候再提交。");
    long ready =
        list.sums(id).stream()
            .filter(s -> s.standing() == BulkList.Standing.WAITS)
            .mapToLong(BulkList.Sum::cases)
            .sum();
    if (ready == 0) throw new RuleViolation(null, "没有一件能够办理，请看下面的原因。");
    if (ready != count) throw new RuleViolation(null, "能办理的案件现在是 %d 件，请重新核对。".formatted(ready));
    store.refuseChecked(id);
    return order(decision, user);
  }

  /**
   * Starts the step for these cases without a look before: the same work, and the same refusals, as
   * after the page.
   *
   * @param action of the cases' procedures
   * @return the decision, whose {@link BulkDecision#jobId} is the work
   */
  @Transactional
  public BulkDecision start(Collection<Long> ids, String action, String opinion, CurrentUser user) {
    var decision = draft(ids, user);
    var chosen = choose(decision.id(), step(decision.id(), action, opinion, user), user);
    return order(chosen, user);
  }

  /** Takes the cases out of the inbox, or hands them to a colleague, in the background. */
  @Transactional
  BulkDecision handle(
      Collection<Long> ids, String action, Long assignee, String reason, CurrentUser user) {
    String label = action.equals(CaseActions.TAKE) ? "领取" : "转办";
    if (assignee != null && (reason == null || reason.isBlank()))
      throw new RuleViolation("reason", "请写明原因。");
    var decision = draft(ids, user);
    return order(choose(decision.id(), new Choice(action, label, reason, assignee), user), user);
  }

  /** Goes on with what a cancelled or failed run has left. */
  @Transactional
  public void goOn(long id, CurrentUser user) {
    get(id, user);
    var decision = store.lock(id).orElseThrow();
    mine(decision, user);
    if (decision.phase() != BulkDecision.Phase.RUN)
      throw new RuleViolation(null, "这批案件还没有提交，请先核对。");
    if (!busy(decision)) begin(decision, false, user);
  }

  private BulkDecision order(BulkDecision decision, CurrentUser user) {
    store.phase(decision.id(), BulkDecision.Phase.RUN);
    begin(decision, false, user);
    audit.write(
        "批量办理",
        "批量办理",
        decision.id(),
        decision.region(),
        decision.opinion(),
        null,
        java.util.Map.of("step", decision.label(), "cases", decision.cases()));
    return store.find(decision.id()).orElseThrow();
  }

  private void begin(BulkDecision decision, boolean check, CurrentUser user) {
    String title = (check ? "核对批量办理：%s %d 件" : "批量办理：%s %d 件");
    long job =
        jobs.start(
            work,
            title.formatted(decision.label(), decision.cases()),
            decision.region(),
            new BulkWork.Order(decision.id(), check),
            String.valueOf(decision.id()),
            user.actor());
    store.job(decision.id(), job);
  }

  private static void mine(BulkDecision decision, CurrentUser user) {
    if (decision.madeBy() != user.accountId())
      throw new RuleViolation(null, "这批案件由%s选定，须由其本人办理。".formatted(decision.madeByName()));
  }

  private boolean busy(BulkDecision decision) {
    return decision.jobId() != null && !jobs.get(decision.jobId()).isOver();
  }
}
