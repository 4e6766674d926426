package minzheng.subsidy.desk;

import minzheng.cases.CaseTypes;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A step of a case, and its preview: the same transaction rolled back, so that what is shown before
 * is what happens after.
 */
@Service
class Moves {
  private final Cases cases;
  private final CaseTypes types;
  private final Regions regions;
  private final TransactionTemplate transaction;

  Moves(Cases cases, CaseTypes types, Regions regions, TransactionTemplate transaction) {
    this.cases = cases;
    this.types = types;
    this.regions = regions;
    this.transaction = transaction;
  }

  /** Where a step leads: its word, the state then, who is next, the amount decided. */
  record Moved(String step, String state, String next, CaseView file) {
    String done() {
      return "已办理“" + step + "”，" + (next == null ? "案件现在" + state : "下一步：" + next);
    }
  }

  Moved preview(long id, Move move, CurrentUser user) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          return taken(id, move, user);
        });
  }

  Moved move(long id, Move move, CurrentUser user) {
    return transaction.execute(status -> taken(id, move, user));
  }

  private Moved taken(long id, Move move, CurrentUser user) {
    CaseView before = cases.get(id);
    var step =
        types
            .get(before.type())
            .procedure()
            .find(before.state(), move.action())
            .orElseThrow(
                () ->
                    new RuleViolation(null, "案件已经到了“" + types.state(before).label() + "”，请刷新后再办"));
    CaseView after = cases.move(id, move, user);
    var state = types.state(after);
    String next =
        state.role() == null
            ? null
            : regions.name(after.turnOffice()) + state.role().label() + state.doing();
    return new Moved(step.label(), state.label(), next, after);
  }
}
