package minzheng.cases;

import java.util.Map;
import java.util.Objects;
import minzheng.kernel.Actor;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells a colleague that a case has become theirs: handed over, or come back by a step. */
@Component
class AssignmentMessages {
  private final CaseStore store;
  private final CaseTypes types;
  private final Messages messages;

  AssignmentMessages(CaseStore store, CaseTypes types, Messages messages) {
    this.store = store;
    this.types = types;
    this.messages = messages;
  }

  /** In the transaction of the step. What is only recorded changes nobody's turn. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CaseMoved moved) {
    if (!Objects.equals(moved.from(), moved.to()))
      store.find(moved.caseId()).ifPresent(file -> tell(file, moved.actor()));
  }

  /** The case as it stands now, by whom it got there. */
  void tell(CaseView file, Actor by) {
    if (file.assigneeId() == null || file.turnRole() == null) return;
    if (file.assigneeId() == by.accountId()) return;
    CaseType type = types.get(file.type());
    State state = types.state(file);
    messages.queue(
        Message.inbox(
            file.region(),
            "case:%d:turn:%d".formatted(file.id(), file.version()),
            file.assigneeId(),
            file.assigneeName(),
            "task.assigned",
            Map.of(
                "number",
                file.number(),
                "task",
                state.doing() == null ? state.label() : state.doing(),
                "from",
                by.accountId() == 0 ? "系统" : by.office() + by.name()),
            type.url(file.id())));
  }
}
