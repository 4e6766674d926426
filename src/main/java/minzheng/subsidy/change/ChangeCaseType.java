package minzheng.subsidy.change;

import java.util.List;
import minzheng.cases.CaseType;
import minzheng.cases.CaseView;
import minzheng.cases.Missing;
import minzheng.cases.Move;
import minzheng.cases.Procedure;
import minzheng.cases.Transition;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.desk.Assessments;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 变更或停发 of low-bao, single low-bao and old-age allowance. */
@Component
@Order(15)
class ChangeCaseType implements CaseType {
  static final String CODE = "DIBAO_CHANGE";

  private static final Procedure PROCEDURE = ChangeProcedure.procedure();

  private final ChangeStore changes;
  private final Proposals proposals;
  private final Assessments assessments;

  ChangeCaseType(ChangeStore changes, Proposals proposals, Assessments assessments) {
    this.changes = changes;
    this.proposals = proposals;
    this.assessments = assessments;
  }

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public String title() {
    return "待遇变更";
  }

  @Override
  public String prefix() {
    return "DT";
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
    return "/subsidy/cases/" + caseId;
  }

  @Override
  public List<Missing> missing(CaseView file) {
    if (file.decided()) return List.of();
    if (file.state().equals("REDUCTION_PROPOSED"))
      return List.of(
          Missing.blocking(
              "听取当事人意见",
              "降低或停发前须先听取（社会救助法 第四十八条）",
              "/subsidy/changes/" + file.id() + "/hearing",
              ChangeProcedure.PROPOSE));
    if (!file.state().equals("CHECKING") || change(file).ends()) return List.of();
    int unknown = assessments.now(file).missing().size();
    if (unknown == 0) return List.of();
    return List.of(
        Missing.blocking(
            "补充测算所缺的事实",
            unknown + " 项没有登记，测算不能得出结论",
            url(file.id()) + "/determination",
            ChangeProcedure.PROPOSE_REDUCTION,
            ChangeProcedure.HAND_IN));
  }

  @Override
  public boolean offers(CaseView file, Transition step) {
    boolean up = step.action().equals(ChangeProcedure.HAND_IN);
    if (!up && !step.action().equals(ChangeProcedure.PROPOSE_REDUCTION)) return true;
    return proposals.expected(file, change(file)).map(p -> p.kind().reduces() != up).orElse(true);
  }

  @Override
  public void beforeMove(CaseView file, Transition step, Move move) {
    Change change = change(file);
    switch (step.action()) {
      case ChangeProcedure.PROPOSE_REDUCTION -> {
        if (!proposals.now(file, change).kind().reduces())
          throw new RuleViolation(null, "重新测算的金额不低于现在发放的金额，不用听取意见，请选“待遇不降低，提交初审”");
      }
      case ChangeProcedure.HAND_IN -> {
        var p = proposals.now(file, change);
        if (p.kind().reduces())
          throw new RuleViolation(
              null,
              "重新测算后将%s（现发 %s 元，变更后 %s 元），须先听取当事人意见，请选“拟降低或停发，听取意见”"
                  .formatted(p.kind().label(), p.before(), p.after()));
      }
      case ChangeProcedure.PROPOSE, ChangeProcedure.APPROVE -> {
        if (!proposals.stillHolds(file, change))
          throw new RuleViolation(null, "测算之后家庭情况、标准或发放金额有变化，请退回重新测算后再办");
      }
      default -> {}
    }
  }

  private Change change(CaseView file) {
    return changes.find(file.id()).orElseThrow();
  }
}
