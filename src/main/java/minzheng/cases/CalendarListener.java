package minzheng.cases;

import java.util.List;
import minzheng.jurisdiction.CalendarChanged;
import minzheng.security.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Deadlines follow the calendar: those that reach into a year just loaded are counted anew. */
@Component
class CalendarListener {
  private final CaseStore store;
  private final CaseHistory history;
  private final Clocks clocks;
  private final Scope scope;

  CalendarListener(CaseStore store, CaseHistory history, Clocks clocks, Scope scope) {
    this.store = store;
    this.history = history;
    this.clocks = clocks;
    this.scope = scope;
  }

  /** In the transaction that loads the year: both hold, or neither. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CalendarChanged changed) {
    scope.widened(
        "工作日历变更，重算 " + changed.from() + " 以后的时限",
        () -> {
          for (CaseView file : store.runningBeyond(changed.from())) recount(file);
          return null;
        });
  }

  private void recount(CaseView file) {
    Due step =
        file.stepDays() == null
            ? Due.NONE
            : clocks.due(file.enteredOn(), file.stepDays(), file.stepUnit(), List.of());
    Due total =
        file.totalDays() == null
            ? Due.NONE
            : clocks.due(
                file.totalFrom(), file.totalDays(), file.totalUnit(), history.pauses(file.id()));
    store.dues(file.id(), step, total);
  }
}
