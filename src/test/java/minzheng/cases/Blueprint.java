package minzheng.cases;

import static minzheng.cases.Desk.DISTRICT;
import static minzheng.cases.Desk.STREET;
import static minzheng.security.Role.APPROVER;
import static minzheng.security.Role.CASEWORKER;
import static minzheng.security.Role.REVIEWER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.kernel.RuleViolation;
import minzheng.web.Tone;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A procedure like low-bao's (57号 15–22), for the tests of the engine. It walks every kind of step:
 * supplement, two investigations, opinion, notice, objection, review, approval, refusal.
 */
@Component
class Blueprint implements CaseType {
  static final String CODE = "T_DIBAO";

  /** What the tests say is missing, by case. */
  static final Map<Long, List<Missing>> MISSING = new java.util.concurrent.ConcurrentHashMap<>();

  /** Cases whose steps the type refuses. */
  static final Set<Long> REFUSED = java.util.concurrent.ConcurrentHashMap.newKeySet();

  /** Cases whose desk cannot do its part when they move. */
  static final Set<Long> FAILS = java.util.concurrent.ConcurrentHashMap.newKeySet();

  static final Procedure PROCEDURE = new Procedure(states(), steps(), total(), notice());

  private static List<State> states() {
    String law = "民发〔2021〕57号 ";
    var states = new ArrayList<State>();
    states.add(State.of("DRAFT", "草稿", Tone.DRAFT).phase("受理").turn(CASEWORKER, STREET, "补全申请后提交"));
    states.add(
        State.of("SUBMITTED", "待受理", Tone.NOW)
            .phase("受理")
            .turn(CASEWORKER, STREET, "审查材料，受理或一次性告知补正"));
    states.add(
        State.of("SUPPLEMENT", "待补正", Tone.WARN).phase("受理").turn(CASEWORKER, STREET, "等申请人补正材料"));
    states.add(
        State.of("ACCEPTED", "已受理", Tone.NOW)
            .phase("核对与入户")
            .turn(CASEWORKER, STREET, "启动核对和入户调查")
            .limit("START_INVESTIGATION", law + "第十五条"));
    states.add(
        State.of("CHECKING", "核对与入户", Tone.NOW)
            .phase("核对与入户")
            .turn(CASEWORKER, STREET, "完成核对和入户调查（两人签字）"));
    states.add(
        State.of("EXTRA_PAPERS", "待补充材料", Tone.WARN)
            .turn(CASEWORKER, STREET, "等申请人补充材料")
            .pauses("等待补充材料"));
    states.add(
        State.of("INITIAL_OPINION", "待初审", Tone.NOW)
            .phase("街道初审")
            .turn(CASEWORKER, STREET, "填写初审意见（另一人）"));
    states.add(State.of("PUBLISH", "待公示", Tone.NOW).phase("公示").turn(CASEWORKER, STREET, "张贴公示"));
    states.add(State.of("PUBLIC_NOTICE", "公示中", Tone.NOW).phase("公示"));
    states.add(
        State.of("OBJECTION", "异议处理", Tone.WARN)
            .phase("公示")
            .turn(CASEWORKER, STREET, "重新调查核实异议")
            .pauses("异议处理"));
    states.add(
        State.of("COUNTY_REVIEW", "区级审核", Tone.NOW)
            .phase("区级审核")
            .turn(REVIEWER, DISTRICT, "填写审核意见")
            .limit("COUNTY_OPINION", law + "第二十条"));
    states.add(
        State.of("APPROVAL", "区级确认", Tone.NOW).phase("区级确认").turn(APPROVER, DISTRICT, "确认或不予认定"));
    states.add(State.of("APPROVED", "已确认", Tone.OK).phase("区级确认").outcome(Outcome.APPROVED));
    states.add(
        State.of("REJECTED", "不予认定待送达", Tone.WARN)
            .turn(CASEWORKER, STREET, "送达不予认定通知书")
            .limit("REFUSAL_NOTICE", law + "第二十一条")
            .outcome(Outcome.REFUSED));
    states.add(State.of("REJECTED_SERVED", "不予认定", Tone.PLAIN).outcome(Outcome.REFUSED));
    states.add(State.of("WITHDRAWN", "已撤回", Tone.PLAIN).outcome(Outcome.WITHDRAWN));
    return states;
  }

  private static List<Transition> steps() {
    var steps = new ArrayList<Transition>();
    steps.add(Transition.of("DRAFT", "SUBMIT", "提交申请", "SUBMITTED"));
    steps.add(Transition.of("SUBMITTED", "ACCEPT", "受理", "ACCEPTED"));
    steps.add(Transition.of("SUBMITTED", "ASK", "一次性告知补正", "SUPPLEMENT").back());
    steps.add(Transition.of("SUPPLEMENT", "SUPPLEMENTED", "补正齐全", "SUBMITTED"));
    steps.add(
        Transition.of(Set.of("ACCEPTED", "CHECKING"), "ASK_MORE", "要求补充材料", "EXTRA_PAPERS").back());
    steps.add(Transition.of("EXTRA_PAPERS", "GIVEN", "材料补充齐全", "CHECKING"));
    steps.add(Transition.of("ACCEPTED", "START_CHECK", "启动调查", "CHECKING"));
    steps.add(Transition.of("CHECKING", "CHECK", "记录核对结果", "CHECKING").record().onOwnPage());
    steps.add(Transition.of("CHECKING", "VISIT", "记录入户调查", "CHECKING").record().onOwnPage());
    steps.add(Transition.of("CHECKING", "CONCLUDE", "调查完成", "INITIAL_OPINION"));
    steps.add(
        Transition.of("INITIAL_OPINION", "AGREE", "初审同意", "PUBLISH")
            .withOpinion()
            .notBy("ACCEPT", "CONCLUDE"));
    steps.add(Transition.of("PUBLISH", "POST_NOTICE", "张贴公示", "PUBLIC_NOTICE").onOwnPage());
    steps.add(Transition.of("PUBLIC_NOTICE", "NOTICE_ENDED", "公示期满", "COUNTY_REVIEW").system());
    steps.add(
        Transition.of("PUBLIC_NOTICE", "OBJECT", "登记异议", "OBJECTION")
            .back()
            .by(CASEWORKER, STREET)
            .limitClass("EXTENDED")
            .onOwnPage());
    steps.add(
        Transition.of("OBJECTION", "RESUME", "异议不成立，继续公示", "PUBLIC_NOTICE")
            .withOpinion()
            .onOwnPage());
    steps.add(Transition.of("OBJECTION", "REOPEN", "异议成立，重新调查", "CHECKING").back());
    steps.add(
        Transition.of("COUNTY_REVIEW", "REVIEW", "审核同意", "APPROVAL")
            .withOpinion()
            .notBy("ACCEPT", "AGREE"));
    steps.add(Transition.of("COUNTY_REVIEW", "RETURN", "退回街道", "CHECKING").back());
    steps.add(
        Transition.of("APPROVAL", "APPROVE", "确认同意", "APPROVED")
            .withOpinion()
            .notBy("ACCEPT", "AGREE", "REVIEW"));
    steps.add(Transition.of("APPROVAL", "REFUSE", "不予认定", "REJECTED").refuse().notBy("REVIEW"));
    steps.add(Transition.of("APPROVAL", "RETURN", "退回审核", "COUNTY_REVIEW").back());
    steps.add(Transition.of("REJECTED", "SERVE", "已送达", "REJECTED_SERVED"));
    steps.add(
        Transition.of(
                Set.of(
                    "SUBMITTED",
                    "SUPPLEMENT",
                    "EXTRA_PAPERS",
                    "ACCEPTED",
                    "CHECKING",
                    "COUNTY_REVIEW"),
                "WITHDRAW",
                "撤回申请",
                "WITHDRAWN")
            .end()
            .by(CASEWORKER, STREET));
    return steps;
  }

  private static TotalClock total() {
    return TotalClock.from("ACCEPT", "全程：受理至确认", "DECISION_LIMIT", "民发〔2021〕57号 第二十二条");
  }

  private static NoticeRule notice() {
    return new NoticeRule(
        "PUBLIC_NOTICE",
        "POST_NOTICE",
        "NOTICE_ENDED",
        "OBJECT",
        "RESUME",
        new Limit("PUBLIC_NOTICE_DAYS", "民发〔2021〕57号 第十九条"));
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public String title() {
    return "测试救助";
  }

  @Override
  public String prefix() {
    return "TDB";
  }

  @Override
  public String standardClass() {
    return "DIBAO";
  }

  @Override
  public Procedure procedure() {
    return PROCEDURE;
  }

  @Override
  public String url(long caseId) {
    return "/cases/" + caseId + "/history";
  }

  @Override
  public List<Missing> missing(CaseView file) {
    return MISSING.getOrDefault(file.id(), List.of());
  }

  @Override
  public void beforeMove(CaseView file, Transition step, Move move) {
    if (REFUSED.contains(file.id())) throw new RuleViolation("opinion", "类型不同意。");
  }

  @EventListener
  void on(CaseMoved moved) {
    if (FAILS.contains(moved.caseId())) throw new IllegalStateException("the desk fails");
  }
}
