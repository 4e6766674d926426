package minzheng.cases;

import java.util.List;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Checks and moves the cases of a bulk decision. Each case is one step of the job: its move, its
 * outcome and the job's place are one transaction, so that a crash at any point leaves the case
 * either decided and noted, or neither.
 */
@Component
class BulkWork implements JobKind<BulkWork.Order> {
  private static final Logger log = LoggerFactory.getLogger(BulkWork.class);
  private static final int READ = 200;

  private final BulkStore store;
  private final Cases cases;
  private final CaseTypes types;
  private final Handling handling;
  private final Accounts accounts;

  BulkWork(BulkStore store, Cases cases, CaseTypes types, Handling handling, Accounts accounts) {
    this.store = store;
    this.cases = cases;
    this.types = types;
    this.handling = handling;
    this.accounts = accounts;
  }

  /**
   * @param check only look, do nothing
   */
  record Order(long decision, boolean check) {}

  @Override
  public String code() {
    return "bulk-decision";
  }

  @Override
  public Class<Order> params() {
    return Order.class;
  }

  @Override
  public void run(Order order, JobRun run) {
    var decision = store.find(order.decision()).orElseThrow(() -> new NotFound("批量办理"));
    run.total(decision.cases());
    int n = run.checkpoint(Integer.class).orElse(0);
    List<BulkStore.Line> lines;
    while (!(lines = store.open(decision.id(), n, READ)).isEmpty()) {
      for (var line : lines)
        if (order.check()) check(decision, line, run);
        else move(decision, line, run);
      n = lines.getLast().n();
    }
    var tally = store.tally(decision.id());
    run.result(
        order.check()
            ? "核对完毕：能办理 %d 件，不能办理 %d 件。".formatted(tally.waiting(), tally.barred())
            : "已办理 %d 件，未办理 %d 件。".formatted(tally.done(), tally.refused()),
        decision.url());
  }

  /** Looks at every case while the person waits. */
  void checkAll(BulkDecision decision, CurrentUser user) {
    for (var line : store.open(decision.id(), 0, decision.cases())) look(decision, line, user);
  }

  private void check(BulkDecision decision, BulkStore.Line line, JobRun run) {
    look(decision, line, person(run));
    run.step(() -> new JobRun.Mark(line.n(), line.n()));
  }

  /** The check runs apart from what it writes: a refusal rolls its own transaction back. */
  private void look(BulkDecision decision, BulkStore.Line line, CurrentUser user) {
    Integer version = null;
    String refusal = null;
    try {
      version = cases.get(line.caseId()).version();
      suits(line.caseId(), decision.action());
      cases.check(line.caseId(), decision.move(version), user);
    } catch (RuleViolation | NotFound against) {
      refusal = against.getMessage();
    }
    store.checked(decision.id(), line.n(), version, refusal);
  }

  private void move(BulkDecision decision, BulkStore.Line line, JobRun run) {
    try {
      run.step(
          () -> {
            act(decision, line, person(run));
            store.outcome(decision.id(), line.n(), null);
            return new JobRun.Mark(line.n(), line.n());
          });
    } catch (RuleViolation | NotFound refused) {
      refuse(decision, line, refused.getMessage(), run);
    } catch (DataIntegrityViolationException broken) {
      log.error("Case {} in bulk decision {}", line.caseId(), decision.id(), broken);
      refuse(decision, line, "数据有冲突，本案没有改变，请单独办理", run);
    }
  }

  private void refuse(BulkDecision decision, BulkStore.Line line, String reason, JobRun run) {
    run.step(
        () -> {
          store.outcome(decision.id(), line.n(), reason);
          return new JobRun.Mark(line.n(), line.n());
        });
  }

  private void act(BulkDecision decision, BulkStore.Line line, CurrentUser user) {
    switch (decision.action()) {
      case CaseActions.TAKE -> handling.take(line.caseId(), user);
      case CaseActions.HAND_OVER ->
          handling.handOver(line.caseId(), decision.assigneeId(), decision.opinion(), user);
      default -> {
        suits(line.caseId(), decision.action());
        cases.move(line.caseId(), decision.move(line.version()), user);
      }
    }
  }

  private void suits(long id, String action) {
    var file = cases.get(id);
    var procedure = types.get(file.type()).procedure();
    var step = procedure.find(file.state(), action);
    if (step.isEmpty())
      throw new RuleViolation(null, "本案现为“%s”，没有这一步。".formatted(types.state(file).label()));
    if (!BulkDecisions.suits(procedure, step.get()))
      throw new RuleViolation(null, "“%s”须逐件办理。".formatted(step.get().label()));
  }

  /** The person with the duties of this moment: those of the page may have been taken away. */
  private CurrentUser person(JobRun run) {
    CurrentUser user;
    try {
      user = accounts.loadUserByUsername(run.by().username());
    } catch (UsernameNotFoundException gone) {
      throw new RuleViolation(null, "账号已停用，不能继续办理。");
    }
    if (!user.isEnabled()) throw new RuleViolation(null, "账号已停用，不能继续办理。");
    return user;
  }
}
