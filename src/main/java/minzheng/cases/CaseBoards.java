package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import minzheng.jurisdiction.Office;
import minzheng.jurisdiction.Offices;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.ClockView;
import minzheng.web.Display;
import minzheng.web.Step;
import minzheng.web.TimelineEvent;
import minzheng.web.Turn;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a case on the page: what is missing, whose turn it is, the clocks, the road, the timeline.
 */
@Component
public class CaseBoards {
  private final Cases cases;
  private final CaseTypes types;
  private final CaseHistory history;
  private final NoticeStore notices;
  private final Clocks clocks;
  private final Offices offices;
  private final Display display;
  private final Clock clock;

  CaseBoards(
      Cases cases,
      CaseTypes types,
      CaseHistory history,
      NoticeStore notices,
      Clocks clocks,
      Offices offices,
      Display display,
      Clock clock) {
    this.cases = cases;
    this.types = types;
    this.history = history;
    this.notices = notices;
    this.clocks = clocks;
    this.offices = offices;
    this.display = display;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public CaseBoard of(CaseView file, CurrentUser user) {
    CaseType type = types.get(file.type());
    State state = types.state(file);
    var steps = history.steps(file.id());
    var pauses = history.pauses(file.id());
    var missing = type.missing(file);
    var ahead = ahead(type, file);
    boolean mine = Objects.equals(file.assigneeId(), user.accountId());
    boolean entitled =
        state.role() != null && Officer.of(user).holds(state.role(), state.desk(), file.region());
    boolean barred = MoveRules.barred(type.procedure(), state, user.accountId(), steps).isPresent();
    return new CaseBoard(
        file,
        type.title(),
        state,
        turn(file, type, state, user),
        missing.stream().filter(m -> !m.later()).map(m -> shown(m, user)).toList(),
        missing.stream().filter(Missing::later).map(m -> shown(m, user)).toList(),
        running(file, state, type),
        reminders(file, state, type, pauses),
        ahead == null ? null : ahead.label(),
        flow(file, type, state, steps),
        events(file, type, steps),
        cases.choices(file, user),
        entitled && file.assigneeId() == null && !barred,
        state.role() != null
            && (mine || user.has(Role.SUPERVISOR) || entitled && file.assigneeId() == null));
  }

  /** Days left until a day, in working days; negative when it is over. */
  int left(LocalDate due) {
    return clocks.between(LocalDate.now(clock), due, DayUnit.WORKING);
  }

  private static minzheng.web.Missing shown(Missing m, CurrentUser user) {
    return new minzheng.web.Missing(m.text(), m.detail(), user.worksOnCases() ? m.url() : null);
  }

  private static Transition ahead(CaseType type, CaseView file) {
    return type.procedure().from(file.state()).stream()
        .filter(t -> t.ahead() || t.kind() == Transition.Kind.SYSTEM)
        .findFirst()
        .orElse(null);
  }

  private Turn turn(CaseView file, CaseType type, State state, CurrentUser user) {
    if (state.role() == null)
      return type.procedure().terminal(file.state())
          ? new Turn("已办结", state.label(), null)
          : new Turn("系统", state.label(), then(type, file));
    String role = state.role().label();
    String office =
        offices.of(file.turnOffice()).map(Office::name).orElse(display.region(file.turnOffice()));
    if (file.assigneeId() == null) return new Turn(office + role, "待领取", then(type, file));
    if (file.assigneeId() == user.accountId())
      return new Turn("您", user.name() + "，" + user.officeName(), then(type, file));
    return new Turn(file.assigneeName(), office + role, then(type, file));
  }

  private static String then(CaseType type, CaseView file) {
    Transition step = ahead(type, file);
    if (step == null) return null;
    State next = type.procedure().state(step.to()).orElseThrow();
    if (next.role() == null) return "之后：" + next.label();
    boolean other =
        type.procedure().from(next.code()).stream()
            .anyMatch(t -> t.ahead() && !t.notBy().isEmpty());
    return "之后：%s%s办理“%s”%s"
        .formatted(next.desk().label(), next.role().label(), next.label(), other ? "，须为另一人" : "");
  }

  private List<ClockView> running(CaseView file, State state, CaseType type) {
    var shown = new ArrayList<ClockView>();
    LocalDate today = LocalDate.now(clock);
    if (file.stepDue() != null && state.limit() != null)
      shown.add(
          new ClockView(
              "本环节：" + state.label(),
              clocks.used(file.enteredOn(), today, file.stepUnit(), List.of()),
              file.stepDays(),
              file.stepDue().toString(),
              left(file.stepDue()),
              state.limit().article(),
              file.stepProvisional()));
    TotalClock total = type.procedure().total();
    if (total != null && file.totalDue() != null && file.totalTo() == null)
      shown.add(
          new ClockView(
              total.name(),
              clocks.used(file.totalFrom(), today, file.totalUnit(), history.pauses(file.id())),
              file.totalDays(),
              file.totalDue().toString(),
              left(file.totalDue()),
              total.limit().article(),
              file.totalProvisional()));
    return shown;
  }

  private List<String> reminders(CaseView file, State state, CaseType type, List<Pause> pauses) {
    var words = new ArrayList<String>();
    if (state.limit() != null && file.stepDays() == null)
      words.add("本环节没有适用于 %s 的时限标准。".formatted(file.enteredOn()));
    if (file.totalFrom() != null && file.totalDays() != null) {
      LocalDate until = file.totalTo() == null ? LocalDate.now(clock) : file.totalTo();
      int used = clocks.used(file.totalFrom(), until, file.totalUnit(), pauses);
      String count = "已用 %d，限 %d %s".formatted(used, file.totalDays(), file.totalUnit().label());
      if (file.paused())
        words.add(
            "%s自 %s 起暂停：%s（%s）。"
                .formatted(
                    type.procedure().total().name(),
                    pauses.getLast().from(),
                    pauses.getLast().cause(),
                    count));
      if (file.totalTo() != null)
        words.add("%s：%s。".formatted(type.procedure().total().name(), count));
    }
    notices.ofCase(file.id()).stream()
        .findFirst()
        .filter(n -> n.state() == Notice.State.POSTED)
        .ifPresent(n -> words.add("公示 %s 至 %s，期满无异议自动转入下一环节。".formatted(n.from(), n.until())));
    return words;
  }

  private List<Step> flow(CaseView file, CaseType type, State state, List<CaseStep> steps) {
    Procedure procedure = type.procedure();
    var phases = procedure.phases();
    String here = state.phase();
    for (CaseStep step : steps.reversed())
      if (here == null && step.from() != null)
        here = procedure.state(step.from()).map(State::phase).orElse(null);
    int at = Math.max(0, phases.indexOf(here));
    boolean over = file.outcome() == Outcome.APPROVED;
    var flow = new ArrayList<Step>();
    for (int i = 0; i < phases.size(); i++) {
      boolean done = i < at || over && i == at;
      boolean current = i == at && !over && !file.decided();
      String note = null;
      if (done) note = left(phases.get(i), procedure, steps);
      if (current) note = file.assigneeName() == null ? "待领取" : file.assigneeName() + " 办理中";
      if (i == at && file.decided() && !over) note = state.label();
      flow.add(new Step(phases.get(i), note, done, current));
    }
    return flow;
  }

  /** When and by whom a phase was left for good. */
  private static String left(String phase, Procedure procedure, List<CaseStep> steps) {
    for (CaseStep step : steps.reversed()) {
      if (step.from() == null) continue;
      boolean from = procedure.state(step.from()).filter(s -> phase.equals(s.phase())).isPresent();
      boolean to = procedure.state(step.to()).filter(s -> phase.equals(s.phase())).isPresent();
      if (from && (!to || procedure.terminal(step.to())))
        return step.effectiveOn().toString().substring(5) + " " + step.actor();
    }
    return null;
  }

  private List<TimelineEvent> events(CaseView file, CaseType type, List<CaseStep> steps) {
    var events = new ArrayList<TimelineEvent>();
    for (CaseStep step : steps.reversed()) {
      boolean late =
          step.legal()
              && step.effectiveOn()
                  .isBefore(step.recordedAt().atZone(clock.getZone()).toLocalDate());
      String text = step.label();
      if (late) text += "（生效 %s）".formatted(step.effectiveOn());
      String note = step.opinion();
      if (step.reason() != null) note = (note == null ? "" : note + " ") + "补录原因：" + step.reason();
      events.add(
          new TimelineEvent(
              display.recent(step.recordedAt()),
              step.actorId() == null ? null : step.actor(),
              text,
              note,
              type.procedure().state(step.to()).map(State::label).orElse(step.to()),
              step == steps.getLast() && !type.procedure().terminal(file.state())));
    }
    return events;
  }
}
