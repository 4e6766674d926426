package minzheng.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Where a step leaves a case: its clocks, its pauses, and whose turn it is then. */
final class Progress {
  private final CaseView file;
  private final CaseType type;
  private final Clocks clocks;
  private final CaseHistory log;

  Progress(CaseView file, CaseType type, Clocks clocks, CaseHistory log) {
    this.file = file;
    this.type = type;
    this.clocks = clocks;
    this.log = log;
  }

  /**
   * @param now the step's row of the timeline, not written yet
   */
  Standing after(Transition step, State to, CaseStep now, List<CaseStep> history) {
    LocalDate day = now.effectiveOn();
    boolean stays = step.kind() == Transition.Kind.RECORD;
    String limitClass =
        step.limitClass() == null
            ? file.limitClass()
            : type.standardClass() + "/" + step.limitClass();
    TotalClock clock = type.procedure().total();
    LocalDate totalFrom = file.totalFrom();
    if (totalFrom == null && clock != null && clock.startedBy().equals(step.action()))
      totalFrom = day;
    boolean decided = to.outcome() != null;
    LocalDate totalTo =
        totalFrom == null || !decided ? null : file.totalTo() == null ? day : file.totalTo();
    boolean running = totalFrom != null && !decided;
    boolean paused = running && to.pauses() != null;
    if (file.paused() && !paused) log.resume(file.id(), day);
    if (!file.paused() && paused) log.pause(file, to.pauses(), day);
    Due total =
        running
            ? total(clock, limitClass, totalFrom, day)
            : new Due(file.totalDays(), file.totalUnit(), file.totalDue(), file.totalProvisional());
    return new Standing(
        to.code(),
        stays ? file.enteredOn() : day,
        day,
        stays
            ? new Due(file.stepDays(), file.stepUnit(), file.stepDue(), file.stepProvisional())
            : clocks.step(to, limitClass, file.region(), day),
        limitClass,
        totalFrom,
        total,
        totalTo,
        paused,
        to.role(),
        to.desk() == null ? null : to.desk().office(file.region()),
        handler(to, now, history, stays),
        to.outcome(),
        decided ? (file.decidedOn() == null ? day : file.decidedOn()) : null);
  }

  /**
   * The count is fixed when the clock starts or its class changes; then only pauses move the day.
   */
  private Due total(TotalClock clock, String limitClass, LocalDate from, LocalDate day) {
    var pauses = log.pauses(file.id());
    boolean looked = file.totalDays() != null && limitClass.equals(file.limitClass());
    return looked
        ? clocks.due(from, file.totalDays(), file.totalUnit(), pauses)
        : clocks.total(clock, limitClass, file.region(), day, from, pauses);
  }

  /**
   * Who handles the case next: the one who worked on it in this very state before, else the one who
   * had this turn last, if no rule keeps that person from every step ahead; nobody yet where the
   * turn is new, so that a colleague takes it.
   */
  private Standing.Handler handler(State to, CaseStep now, List<CaseStep> history, boolean stays) {
    if (to.role() == null) return null;
    if (stays)
      return file.assigneeId() == null
          ? null
          : new Standing.Handler(file.assigneeId(), file.assigneeName());
    String turn = MoveRules.tag(to.role(), to.desk());
    var all = new ArrayList<>(history);
    all.add(now);
    var able =
        all.reversed().stream()
            .filter(past -> past.actorId() != null && turn.equals(past.role()))
            .filter(past -> MoveRules.barred(type.procedure(), to, past.actorId(), all).isEmpty())
            .toList();
    return able.stream()
        .filter(past -> to.code().equals(past.from()))
        .findFirst()
        .or(() -> able.stream().findFirst())
        .map(past -> new Standing.Handler(past.actorId(), past.actor()))
        .orElse(null);
  }
}
