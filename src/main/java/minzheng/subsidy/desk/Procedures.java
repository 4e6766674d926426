package minzheng.subsidy.desk;

import static minzheng.cases.Desk.DISTRICT;
import static minzheng.cases.Desk.STREET;
import static minzheng.security.Role.APPROVER;
import static minzheng.security.Role.CASEWORKER;
import static minzheng.security.Role.REVIEWER;

import java.util.List;
import java.util.Set;
import minzheng.cases.CaseActions;
import minzheng.cases.Limit;
import minzheng.cases.NoticeRule;
import minzheng.cases.Outcome;
import minzheng.cases.Procedure;
import minzheng.cases.State;
import minzheng.cases.TotalClock;
import minzheng.cases.Transition;
import minzheng.web.Tone;

/** The transition tables of the subsidies: who may do what next, and within how many days. */
final class Procedures {
  static final String ACCEPT = "ACCEPT";
  static final String CHECK = "CHECK";
  static final String VISIT = "VISIT";
  static final String HAND_IN = "HAND_IN";
  static final String PROPOSE = "PROPOSE";
  static final String POST = "POST";
  static final String APPROVE = "APPROVE";
  static final String REFUSE = "REFUSE";

  private static final String RULES = "民发〔2021〕57号 ";

  private Procedures() {}

  /**
   * Means-tested: the street accepts, checks, visits and gives the first opinion, the community
   * reads the notice, the district confirms (民发〔2021〕57号 第十三条至第二十二条).
   */
  static Procedure meansTested() {
    return new Procedure(
        List.of(
            State.of("SUBMITTED", "待受理", Tone.NOW)
                .phase("受理")
                .turn(CASEWORKER, STREET, "审查材料，决定是否受理"),
            State.of("SUPPLEMENT", "待补正", Tone.WARN).turn(CASEWORKER, STREET, "等申请人补正材料"),
            State.of("CHECKING", "核对与入户", Tone.NOW)
                .phase("核对与入户")
                .turn(CASEWORKER, STREET, "登记核对结果和入户调查")
                .limit("START_INVESTIGATION", RULES + "第十五条"),
            State.of("EXTRA_PAPERS", "待补充材料", Tone.WARN)
                .turn(CASEWORKER, STREET, "等申请人补充材料")
                .pauses("补充材料"),
            State.of("INITIAL", "初审", Tone.NOW).phase("初审").turn(REVIEWER, STREET, "填写初审意见"),
            State.of("TO_POST", "待公示", Tone.NOW)
                .phase("公示")
                .turn(CASEWORKER, STREET, "张贴公示，填写地点和日期"),
            State.of("NOTICE", "公示中", Tone.NOW).phase("公示"),
            State.of("OBJECTION", "异议核查", Tone.WARN)
                .turn(CASEWORKER, STREET, "核查公示异议")
                .pauses("公示异议"),
            State.of("COUNTY", "区级确认", Tone.NOW)
                .phase("区级确认")
                .turn(APPROVER, DISTRICT, "审核确认")
                .limit("COUNTY_OPINION", RULES + "第二十条"),
            State.of("APPROVED", "已认定", Tone.OK).phase("发放").outcome(Outcome.APPROVED),
            State.of("REFUSED", "不予认定", Tone.PLAIN).outcome(Outcome.REFUSED),
            State.of("WITHDRAWN", "已撤回", Tone.PLAIN).outcome(Outcome.WITHDRAWN),
            State.of("ENDED", "已终止", Tone.PLAIN).outcome(Outcome.ENDED)),
        List.of(
            Transition.of("SUBMITTED", ACCEPT, "受理", "CHECKING"),
            Transition.of("SUBMITTED", "SUPPLEMENT", "一次性告知补正", "SUPPLEMENT").back(),
            Transition.of("SUPPLEMENT", "SUPPLEMENTED", "材料已补齐", "SUBMITTED"),
            Transition.of("CHECKING", "ASK_PAPERS", "通知补充材料", "EXTRA_PAPERS").back(),
            Transition.of("EXTRA_PAPERS", "PAPERS_CAME", "材料已补充", "CHECKING"),
            Transition.of("CHECKING", CHECK, "登记核对结果", "CHECKING").record().onOwnPage(),
            Transition.of("CHECKING", VISIT, "登记入户调查", "CHECKING").record().onOwnPage(),
            Transition.of("CHECKING", HAND_IN, "提交初审", "INITIAL"),
            Transition.of("INITIAL", PROPOSE, "拟同意，进入公示", "TO_POST")
                .withOpinion()
                .notBy(CaseActions.OPEN, ACCEPT, HAND_IN),
            Transition.of("INITIAL", "PROPOSE_REFUSAL", "拟不予认定，报区级", "COUNTY")
                .withOpinion()
                .notBy(CaseActions.OPEN, ACCEPT, HAND_IN),
            Transition.of("INITIAL", "RETURN", "退回补充调查", "CHECKING").back(),
            Transition.of("TO_POST", POST, "张贴公示", "NOTICE").onOwnPage(),
            Transition.of("NOTICE", "NOTICE_OVER", "公示期满", "COUNTY").system(),
            Transition.of("NOTICE", "OBJECT", "登记异议", "OBJECTION")
                .back()
                .by(CASEWORKER, STREET)
                .limitClass("EXTENDED")
                .onOwnPage(),
            Transition.of("OBJECTION", "RESUME", "异议不成立，继续公示", "NOTICE").withOpinion(),
            Transition.of("OBJECTION", "REINVESTIGATE", "异议成立，重新调查", "CHECKING").back(),
            Transition.of("COUNTY", APPROVE, "同意认定", "APPROVED")
                .withOpinion()
                .notBy(CaseActions.OPEN, ACCEPT, CHECK, VISIT, HAND_IN, PROPOSE, POST),
            Transition.of("COUNTY", "SEND_BACK", "退回街道补充", "CHECKING").back(),
            Transition.of("COUNTY", REFUSE, "不予认定", "REFUSED")
                .refuse()
                .notBy(CaseActions.OPEN, ACCEPT, CHECK, VISIT, HAND_IN, PROPOSE, POST),
            Transition.of(
                    Set.of(
                        "SUBMITTED",
                        "SUPPLEMENT",
                        "CHECKING",
                        "EXTRA_PAPERS",
                        "INITIAL",
                        "TO_POST",
                        "COUNTY"),
                    "WITHDRAW",
                    "申请人撤回",
                    "WITHDRAWN")
                .end()
                .by(CASEWORKER, STREET),
            Transition.of(
                    Set.of("EXTRA_PAPERS", "CHECKING"), "NON_COOPERATION", "不配合调查，终止", "ENDED")
                .end()
                .by(CASEWORKER, STREET)),
        TotalClock.from(ACCEPT, "全程：受理至确认", "DECISION_LIMIT", RULES + "第二十二条"),
        new NoticeRule(
            "NOTICE",
            POST,
            "NOTICE_OVER",
            "OBJECT",
            "RESUME",
            new Limit("PUBLIC_NOTICE_DAYS", RULES + "第十九条")));
  }

  /** By age: what the register says decides; one opinion and one approval. */
  static Procedure byAge() {
    return new Procedure(
        List.of(
            State.of("SUBMITTED", "待受理", Tone.NOW).phase("受理").turn(CASEWORKER, STREET, "核对年龄和户籍"),
            State.of("SUPPLEMENT", "待补正", Tone.WARN)
                .turn(CASEWORKER, STREET, "等申请人补正材料")
                .pauses("补正材料"),
            State.of("INITIAL", "初审", Tone.NOW).phase("初审").turn(REVIEWER, STREET, "填写初审意见"),
            State.of("COUNTY", "区级确认", Tone.NOW).phase("区级确认").turn(APPROVER, DISTRICT, "审核确认"),
            State.of("APPROVED", "已认定", Tone.OK).phase("发放").outcome(Outcome.APPROVED),
            State.of("REFUSED", "不予认定", Tone.PLAIN).outcome(Outcome.REFUSED),
            State.of("WITHDRAWN", "已撤回", Tone.PLAIN).outcome(Outcome.WITHDRAWN)),
        List.of(
            Transition.of("SUBMITTED", ACCEPT, "受理并提交初审", "INITIAL"),
            Transition.of("SUBMITTED", "SUPPLEMENT", "一次性告知补正", "SUPPLEMENT").back(),
            Transition.of("SUPPLEMENT", "SUPPLEMENTED", "材料已补齐", "SUBMITTED"),
            Transition.of("INITIAL", PROPOSE, "拟同意", "COUNTY")
                .withOpinion()
                .notBy(CaseActions.OPEN, ACCEPT),
            Transition.of("INITIAL", "RETURN", "退回", "SUBMITTED").back(),
            Transition.of("COUNTY", APPROVE, "同意认定", "APPROVED")
                .withOpinion()
                .notBy(CaseActions.OPEN, ACCEPT, PROPOSE),
            Transition.of("COUNTY", "SEND_BACK", "退回", "SUBMITTED").back(),
            Transition.of("COUNTY", REFUSE, "不予认定", "REFUSED")
                .refuse()
                .notBy(CaseActions.OPEN, ACCEPT, PROPOSE),
            Transition.of(
                    Set.of("SUBMITTED", "SUPPLEMENT", "INITIAL", "COUNTY"),
                    "WITHDRAW",
                    "申请人撤回",
                    "WITHDRAWN")
                .end()
                .by(CASEWORKER, STREET)),
        null,
        null);
  }
}
