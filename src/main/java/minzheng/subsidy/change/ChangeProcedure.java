package minzheng.subsidy.change;

import static minzheng.cases.Desk.DISTRICT;
import static minzheng.cases.Desk.STREET;
import static minzheng.security.Role.APPROVER;
import static minzheng.security.Role.CASEWORKER;
import static minzheng.security.Role.REVIEWER;

import java.util.List;
import java.util.Set;
import minzheng.cases.CaseActions;
import minzheng.cases.Outcome;
import minzheng.cases.Procedure;
import minzheng.cases.State;
import minzheng.cases.Transition;
import minzheng.web.Tone;

/**
 * The transition table of a change: nothing is reduced or stopped before the recipient was heard;
 * who registers, who reviews and who approves are three people.
 */
final class ChangeProcedure {
  static final String PROPOSE_REDUCTION = "PROPOSE_REDUCTION";
  static final String HAND_IN = "HAND_IN";
  static final String NOTE_HEARING = "NOTE_HEARING";
  static final String PROPOSE = "PROPOSE";
  static final String APPROVE = "APPROVE";

  private static final Set<String> REVIEWED = Set.of("HEARING_NOTED", "REVIEW");

  /** Those who may not confirm their own work. */
  private static final String[] MAKERS = {
    CaseActions.OPEN, "CHECK", "VISIT", PROPOSE_REDUCTION, HAND_IN, NOTE_HEARING
  };

  private static final String[] MAKERS_AND_REVIEWER = {
    CaseActions.OPEN, "CHECK", "VISIT", PROPOSE_REDUCTION, HAND_IN, NOTE_HEARING, PROPOSE
  };

  private ChangeProcedure() {}

  static Procedure procedure() {
    return new Procedure(
        List.of(
            State.of("CHECKING", "登记与测算", Tone.NOW)
                .phase("登记与测算")
                .turn(CASEWORKER, STREET, "更新家庭证据，重新测算"),
            State.of("REDUCTION_PROPOSED", "待听取意见", Tone.WARN)
                .phase("听取意见")
                .turn(CASEWORKER, STREET, "听取当事人意见并登记"),
            State.of("HEARING_NOTED", "已听取意见", Tone.NOW)
                .phase("初审")
                .turn(REVIEWER, STREET, "填写初审意见"),
            State.of("REVIEW", "初审", Tone.NOW).phase("初审").turn(REVIEWER, STREET, "填写初审意见"),
            State.of("COUNTY", "区级确认", Tone.NOW).phase("区级确认").turn(APPROVER, DISTRICT, "审核确认"),
            State.of("APPROVED", "已变更", Tone.OK).phase("执行").outcome(Outcome.APPROVED),
            State.of("ENDED", "维持原待遇", Tone.PLAIN).outcome(Outcome.ENDED),
            State.of("WITHDRAWN", "已撤销", Tone.PLAIN).outcome(Outcome.WITHDRAWN)),
        List.of(
            Transition.of("CHECKING", PROPOSE_REDUCTION, "拟降低或停发，听取意见", "REDUCTION_PROPOSED")
                .withOpinion(),
            Transition.of("CHECKING", HAND_IN, "待遇不降低，提交初审", "REVIEW"),
            Transition.of("CHECKING", "CHECK", "登记核对结果", "CHECKING").record().onOwnPage(),
            Transition.of("CHECKING", "VISIT", "登记入户调查", "CHECKING").record().onOwnPage(),
            Transition.of("REDUCTION_PROPOSED", NOTE_HEARING, "登记听取意见", "HEARING_NOTED")
                .onOwnPage(),
            Transition.of("REDUCTION_PROPOSED", "RECONSIDER", "重新调查测算", "CHECKING").back(),
            Transition.of(REVIEWED, PROPOSE, "拟同意变更", "COUNTY").withOpinion().notBy(MAKERS),
            Transition.of(REVIEWED, "RETURN", "退回重新调查", "CHECKING").back(),
            Transition.of("COUNTY", APPROVE, "同意变更", "APPROVED")
                .withOpinion()
                .notBy(MAKERS_AND_REVIEWER),
            Transition.of("COUNTY", "SEND_BACK", "退回街道补充", "CHECKING").back(),
            Transition.of("COUNTY", "KEEP", "不予变更，维持原待遇", "ENDED").end().notBy(MAKERS_AND_REVIEWER),
            Transition.of(
                    Set.of("CHECKING", "REDUCTION_PROPOSED"), "WITHDRAW", "登记有误，撤销", "WITHDRAWN")
                .end()
                .by(CASEWORKER, STREET)),
        null,
        null);
  }
}
