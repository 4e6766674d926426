package minzheng.demo.population;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.cases.CaseActions;
import minzheng.cases.Procedure;
import minzheng.cases.State;
import minzheng.cases.Transition;
import minzheng.demo.population.Bureau.Officer;
import minzheng.demo.population.Families.Family;
import minzheng.security.Role;
import minzheng.standards.StandardValue;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.ProgrammeKind;

/**
 * One means-tested case on its way through its own procedure: each step with its officer, its day
 * and the limits that the standards set, as the desk would have written them.
 */
final class Walk {
  private static final List<String> SOURCES = List.of("BANK", "VEHICLE");

  private final Docket docket;
  private final long id;
  private final String number;
  private final ProgrammeKind kind;
  private final Procedure procedure;
  private final Family family;
  private final Officer worker;
  private final Officer companion;
  private final Map<String, Officer> lastByTurn = new HashMap<>();
  private State state;
  private LocalDate entered;
  private LocalDate last;
  private StandardValue stepCount;
  private LocalDate totalFrom;
  private StandardValue totalCount;
  private String limitClass;
  private Officer assignee;
  private int seq;
  private Sheets.Sheet sheet;
  private final String[] sheetNumber = new String[1];
  private long notice;
  private LocalDate posted;
  private int noticeDays;
  private String noticeKey;

  Walk(Docket docket, long id, String number, ProgrammeKind kind, Family family) {
    this.docket = docket;
    this.id = id;
    this.number = number;
    this.kind = kind;
    this.family = family;
    procedure = kind.procedure();
    var workers = docket.bureau.holding(Role.CASEWORKER, district());
    int at = docket.lot.nextInt(workers.size());
    worker = workers.get(at);
    companion = workers.get((at + 1) % workers.size());
    limitClass = kind.standardClass();
    state = procedure.initial();
    entered = last = family.applied();
    stepCount = limit(state);
    assignee = worker;
    lastByTurn.put(tag(state.role(), state), worker);
    write(CaseActions.OPEN, "登记", null, worker, tag(state.role(), state), null, last, null);
  }

  long id() {
    return id;
  }

  String number() {
    return number;
  }

  LocalDate day() {
    return last;
  }

  Sheets.Sheet sheet() {
    return sheet;
  }

  String sheetNumber() {
    return sheetNumber[0];
  }

  /**
   * Walks until the state is reached; REFUSED instead of APPROVED where the determination says so.
   */
  void to(String target) {
    switch (target) {
      case "SUBMITTED" -> {}
      case "SUPPLEMENT" -> step("SUPPLEMENT", after(1), worker, "请补交核对授权书");
      case "WITHDRAWN" -> step("WITHDRAW", after(2), worker, "申请人自愿撤回申请");
      default -> {
        step("ACCEPT", after(1), worker, null);
        if (!target.equals("CHECKING")) investigate(target);
      }
    }
    finish();
  }

  private void investigate(String target) {
    LocalDate day = after(1);
    for (String source : SOURCES) {
      docket.checks.row(
          region(), id, source, day, "MATCH", "", "办理案件 " + number, worker.id(), day + " 10:20+08");
      step("CHECK", day, worker, null);
    }
    if (target.equals("EXTRA_PAPERS")) {
      step("ASK_PAPERS", after(1), worker, "请补充近六个月银行流水");
      return;
    }
    LocalDate visited = after(1);
    docket.visits.row(
        region(),
        id,
        visited,
        worker.id(),
        companion.id(),
        family.head().name(),
        "家庭居住和生活状况与申报一致",
        true,
        visited + " 15:00+08");
    step("VISIT", visited, worker, null);
    LocalDate handedIn = after(1);
    sheet = docket.determine(id, family, handedIn, worker, sheetNumber);
    step("HAND_IN", handedIn, worker, null);
    if (target.equals("INITIAL")) return;
    step("PROPOSE", after(2), one(Role.REVIEWER), "情况属实，拟同意");
    if (target.equals("TO_POST")) return;
    post();
    if (target.equals("NOTICE")) return;
    if (target.equals("OBJECTION")) {
      object();
      return;
    }
    step("NOTICE_OVER", posted.plusDays(noticeDays), null, null);
    if (target.equals("COUNTY")) return;
    if (sheet.result().eligible()) step("APPROVE", after(2), one(Role.APPROVER), "符合条件，同意认定");
    else step("REFUSE", after(2), one(Role.APPROVER), "经核查，家庭收入超过规定，不符合认定条件");
  }

  private void post() {
    posted = after(1);
    notice = docket.notice();
    noticeKey = docket.key();
    noticeDays =
        docket.count(procedure.notice().limit().standard(), limitClass, region(), posted).count();
    step("POST", posted, worker, "公示地点：" + family.place().name());
  }

  private void object() {
    LocalDate day = after(1);
    docket.objections.row(
        region(), notice, id, day, "匿名", "反映该户另有经营收入，请核实", worker.id(), day + " 16:00+08");
    step("OBJECT", day, worker, "反映该户另有经营收入，请核实");
  }

  private void step(String action, LocalDate day, Officer by, String opinion) {
    Transition t = procedure.find(state.code(), action).orElseThrow();
    State to = procedure.state(t.to()).orElseThrow();
    boolean system = by == null;
    Role role = t.role() != null ? t.role() : state.role();
    String turn =
        system || role == null ? null : role + "/" + (t.desk() != null ? t.desk() : state.desk());
    write(
        action, t.label(), state.code(), by, turn, opinion, day, stepCount == null ? null : due());
    if (turn != null) lastByTurn.put(turn, by);
    if (t.limitClass() != null) limitClass = kind.standardClass() + "/" + t.limitClass();
    var clock = procedure.total();
    boolean starts = totalFrom == null && clock.startedBy().equals(action);
    if (starts) totalFrom = day;
    if (starts || t.limitClass() != null)
      totalCount = docket.count(clock.limit().standard(), limitClass, region(), day);
    last = day;
    if (t.kind() == Transition.Kind.RECORD) return;
    state = to;
    entered = day;
    stepCount = limit(to);
    assignee = to.role() == null ? null : lastByTurn.get(tag(to.role(), to));
  }

  private void write(
      String action,
      String label,
      String from,
      Officer by,
      String turn,
      String opinion,
      LocalDate day,
      LocalDate due) {
    String to = from == null ? state.code() : procedure.find(from, action).orElseThrow().to();
    docket.steps.row(
        region(),
        id,
        ++seq,
        action,
        label,
        from,
        to,
        by == null ? null : by.id(),
        by == null ? "系统" : by.name(),
        turn,
        by == null ? "系统" : by.office(),
        opinion,
        day,
        due,
        day + " 10:%02d+08".formatted(seq));
  }

  private void finish() {
    boolean decided = state.outcome() != null;
    boolean running = totalFrom != null && !decided;
    boolean paused = running && state.pauses() != null;
    var total = totalCount == null ? null : docket.end(totalCount, totalFrom);
    if (paused) docket.pauses.row(region(), id, state.pauses(), entered);
    var step = stepCount == null ? null : docket.end(stepCount, entered);
    boolean eligible = sheet != null && sheet.result().eligible();
    var amount = eligible ? sheet.result().amount().amount() : null;
    docket.files.row(
        id,
        region(),
        number,
        family.programme(),
        family.head().name(),
        family.head().id(),
        family.id(),
        sheet == null ? family.members().size() : sheet.result().persons(),
        amount,
        state.code(),
        family.applied(),
        family.applied(),
        entered,
        last,
        stepCount == null ? null : stepCount.count(),
        unit(stepCount),
        step == null ? null : step.date(),
        step != null && step.provisional(),
        limitClass,
        totalFrom,
        totalCount == null ? null : totalCount.count(),
        unit(totalCount),
        total == null || paused ? null : total.date(),
        total != null && total.provisional(),
        totalFrom != null && decided ? last : null,
        paused,
        state.role(),
        state.desk() == null ? null : state.desk().office(region()),
        assignee == null ? null : assignee.id(),
        assignee == null ? null : assignee.name(),
        state.outcome(),
        decided ? last : null,
        seq,
        worker.id(),
        family.applied() + " 09:30+08");
    for (var person : family.members()) docket.persons.row(region(), id, person.id());
    if (posted != null) notice(amount);
  }

  private void notice(java.math.BigDecimal amount) {
    LocalDate ends = posted.plusDays(noticeDays);
    boolean objected = state.code().equals("OBJECTION");
    boolean open = state.code().equals("NOTICE");
    var shownAmount = amount == null || amount.signum() == 0 ? null : amount;
    String name = Docket.masked(family.head().name());
    int members = sheet.result().persons();
    docket.notices.row(
        notice,
        region(),
        id,
        noticeKey,
        kind.title(),
        name,
        members,
        shownAmount,
        "{" + region() + "}",
        family.place().name(),
        posted,
        noticeDays,
        ends,
        objected ? "OBJECTED" : open ? "POSTED" : "ENDED",
        objected ? last : null,
        open || objected ? null : ends,
        worker.office(),
        worker.id(),
        posted + " 14:00+08");
    if (open)
      docket.shown.row(
          noticeKey,
          district(),
          kind.title(),
          name,
          members,
          shownAmount,
          family.place().name(),
          posted,
          ends.minusDays(1),
          worker.office());
  }

  /** What the desk adds to the case; the entitlement of an approved one. */
  void own(Long entitlement) {
    docket.own.row(
        id,
        region(),
        family.programme(),
        family.id(),
        kind.personal() ? family.head().id() : null,
        "WINDOW",
        false,
        "{" + String.join(",", family.signed().stream().map(String::valueOf).toList()) + "}",
        entitlement);
  }

  private LocalDate due() {
    return docket.end(stepCount, entered).date();
  }

  private StandardValue limit(State of) {
    return of.limit() == null
        ? null
        : docket.count(of.limit().standard(), limitClass, region(), last);
  }

  private LocalDate after(int workingDays) {
    return docket.days.plus(last, workingDays);
  }

  private Officer one(Role role) {
    var holders = docket.bureau.holding(role, district());
    return holders.get(docket.lot.nextInt(holders.size()));
  }

  private static String tag(Role role, State at) {
    return role + "/" + at.desk();
  }

  private static String unit(StandardValue count) {
    return count == null ? null : count.unit().startsWith("working") ? "WORKING" : "CALENDAR";
  }

  private String region() {
    return family.place().code();
  }

  private String district() {
    return family.place().code().substring(0, 6);
  }
}
