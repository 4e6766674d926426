package minzheng.subsidy.change;

import minzheng.cases.CaseView;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlements;
import minzheng.subsidy.change.Change.Proposal;
import minzheng.subsidy.desk.Assessments;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the event, determined anew, means for the money. */
@Service
class Proposals {
  private final Assessments assessments;
  private final Entitlements entitlements;

  Proposals(Assessments assessments, Entitlements entitlements) {
    this.assessments = assessments;
    this.entitlements = entitlements;
  }

  /**
   * By the evidence as known now, under the law of the event's day.
   *
   * @throws RuleViolation when the determination comes to no conclusion
   */
  @Transactional(readOnly = true)
  public Proposal now(CaseView file, Change change) {
    var before = entitlements.get(change.entitlementId()).monthly();
    if (change.ends()) return Proposal.stop(before);
    Result result = assessments.now(file);
    if (result.outcome() == Outcome.UNKNOWN)
      throw new RuleViolation(
          null, "还有 " + result.missing().size() + " 项事实没有登记，测算不能得出结论；请先在家庭和人员页面补登");
    if (result.outcome() == Outcome.NO_STANDARD)
      throw new RuleViolation(null, file.lawDay() + " 没有适用的标准，请联系标准管理员");
    if (!result.eligible() || result.amount().isZero()) return Proposal.stop(before);
    return Proposal.of(before, result.amount(), Math.max(1, result.persons()));
  }

  /** Whether evidence, standards and what is paid are still as when it was handed in. */
  @Transactional(readOnly = true)
  public boolean stillHolds(CaseView file, Change change) {
    return now(file, change).equals(change.proposal());
  }
}
