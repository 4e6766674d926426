package minzheng.subsidy.desk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.cases.CaseStep;
import minzheng.cases.CaseType;
import minzheng.cases.CaseTypes;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.DayUnit;
import minzheng.cases.Limit;
import minzheng.cases.Procedure;
import minzheng.cases.State;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.security.CurrentUser;
import minzheng.web.ClockView;
import minzheng.web.Display;
import minzheng.web.Missing;
import minzheng.web.Step;
import minzheng.web.TimelineEvent;
import minzheng.web.Turn;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** 还缺什么 · 轮到谁: whose turn it is, what is missing, the legal clocks, the timeline. */
@Component
class CasePanel {
  private final Cases cases;
  private final CaseTypes types;
  private final Regions regions;
  private final WorkingDays days;
  private final Display display;
  private final Clock clock;

  CasePanel(
      Cases cases,
      CaseTypes types,
      Regions regions,
      WorkingDays days,
      Display display,
      Clock clock) {
    this.cases = cases;
    this.types = types;
    this.regions = regions;
    this.days = days;
    this.display = display;
    this.clock = clock;
  }

  void overview(CaseView file, CurrentUser user, Model model) {
    CaseType type = types.get(file.type());
    var missing = type.missing(file);
    model.addAttribute("turn", turn(file, user));
    model.addAttribute(
        "blocking", missing.stream().filter(m -> !m.later()).map(CasePanel::item).toList());
    model.addAttribute(
        "later",
        missing.stream().filter(minzheng.cases.Missing::later).map(CasePanel::item).toList());
    model.addAttribute("clocks", clocks(file));
    model.addAttribute("reminders", List.of());
    var events = timeline(file);
    model.addAttribute("eventCount", events.size());
    model.addAttribute("recent", events.subList(0, Math.min(6, events.size())));
    model.addAttribute("choices", choices(file, user));
    model.addAttribute(
        "mayTake", !file.decided() && file.assigneeId() == null && holds(file, user));
    model.addAttribute(
        "mayHandOver",
        !file.decided()
            && (holds(file, user) || Long.valueOf(user.accountId()).equals(file.assigneeId())));
  }

  /** The steps the general form offers; those with a page of their own are links there. */
  List<Cases.Choice> choices(CaseView file, CurrentUser user) {
    return cases.choices(file, user).stream().filter(c -> !c.step().ownPage()).toList();
  }

  private static boolean holds(CaseView file, CurrentUser user) {
    return file.turnRole() != null
        && user.has(file.turnRole())
        && file.turnOffice() != null
        && file.turnOffice().startsWith(user.region());
  }

  /** The parts of the procedure, with who did them and when. */
  List<Step> steps(CaseView file) {
    Procedure procedure = types.get(file.type()).procedure();
    var phases = procedure.phases();
    String current = types.state(file).phase();
    var history = cases.steps(file.id()).stream().filter(CaseStep::legal).toList();
    int reached = -1;
    for (CaseStep past : history) {
      String phase = procedure.state(past.to()).map(State::phase).orElse(null);
      if (phase != null) reached = phases.indexOf(phase);
    }
    var steps = new ArrayList<Step>();
    for (int i = 0; i < phases.size(); i++) {
      boolean now = phases.get(i).equals(current) && !file.decided();
      boolean done = i < reached || (i == reached && !now);
      steps.add(
          new Step(phases.get(i), note(procedure, phases.get(i), history, now, file), done, now));
    }
    return steps;
  }

  private static String note(
      Procedure procedure, String phase, List<CaseStep> history, boolean now, CaseView file) {
    if (now) return file.assigneeName() == null ? "待领取" : file.assigneeName() + " 办理中";
    for (CaseStep past : history.reversed())
      if (past.from() != null
          && !past.from().equals(past.to())
          && phase.equals(procedure.state(past.from()).map(State::phase).orElse(null)))
        return past.effectiveOn() + " " + past.actor();
    return null;
  }

  private Turn turn(CaseView file, CurrentUser user) {
    State state = types.state(file);
    if (file.decided())
      return new Turn(file.outcome().label(), String.valueOf(file.decidedOn()), "本案已办结");
    if (state.role() == null) return new Turn("无须办理", state.label(), "期满后自动进入下一环节");
    String office = regions.name(file.turnOffice());
    boolean own = Long.valueOf(user.accountId()).equals(file.assigneeId());
    String who =
        own
            ? "您"
            : file.assigneeName() == null ? office + state.role().label() : file.assigneeName();
    String detail =
        own ? user.name() + "，" + user.officeName() : file.assigneeName() == null ? "待领取" : office;
    return new Turn(who, detail, state.doing());
  }

  private List<ClockView> clocks(CaseView file) {
    var clocks = new ArrayList<ClockView>();
    if (file.decided()) return clocks;
    Procedure procedure = types.get(file.type()).procedure();
    State state = types.state(file);
    if (file.stepDue() != null && file.stepDays() != null && file.stepUnit() == DayUnit.WORKING)
      clocks.add(
          view(
              "本环节：" + state.label(),
              file.stepDays(),
              file.enteredOn(),
              file.stepDue(),
              basis(state.limit()),
              file.stepProvisional()));
    if (file.totalDue() != null && file.totalDays() != null)
      clocks.add(
          view(
              procedure.total().name(),
              file.totalDays(),
              file.totalFrom(),
              file.totalDue(),
              basis(procedure.total().limit()),
              file.totalProvisional()));
    return clocks;
  }

  private ClockView view(
      String name, int limit, LocalDate from, LocalDate due, String basis, boolean provisional) {
    LocalDate today = LocalDate.now(clock);
    int left = today.isAfter(due) ? -days.between(due, today) : days.between(today, due);
    return new ClockView(
        name, Math.clamp(limit - left, 0, limit), limit, due.toString(), left, basis, provisional);
  }

  private static String basis(Limit limit) {
    return limit == null ? null : limit.article();
  }

  /** Newest first. */
  List<TimelineEvent> timeline(CaseView file) {
    var events = new ArrayList<TimelineEvent>();
    for (CaseStep step : cases.steps(file.id()).reversed())
      events.add(
          new TimelineEvent(
              step.reason() == null
                  ? display.recent(step.recordedAt())
                  : step.effectiveOn().toString(),
              step.actorId() == null ? null : step.actor(),
              step.label(),
              note(step),
              step.office(),
              events.isEmpty()));
    return events;
  }

  private static String note(CaseStep step) {
    if (step.reason() == null) return step.opinion();
    String late = "补录原因：" + step.reason();
    return step.opinion() == null ? late : step.opinion() + "；" + late;
  }

  private static Missing item(minzheng.cases.Missing m) {
    return new Missing(m.text(), m.detail(), m.url());
  }
}
