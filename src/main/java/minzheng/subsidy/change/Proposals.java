package minzheng.subsidy.change;

import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.kernel.Money;
import minzheng.kernel.OncePerPage;
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
    if (change.ends()) return Proposal.stop(paid(change));
    Result result = assessments.now(file);
    if (result.outcome() == Outcome.UNKNOWN)
      throw new RuleViolation(
          null, "还有 " + result.missing().size() + " 项事实没有登记，测算不能得出结论；请先在家庭和人员页面补登");
    if (result.outcome() == Outcome.NO_STANDARD)
      throw new RuleViolation(null, file.lawDay() + " 没有适用的标准，请联系标准管理员");
    return of(change, result);
  }

  /** The same, before anybody asks for it; empty while the determination has no conclusion. */
  @Transactional(readOnly = true)
  public Optional<Proposal> expected(CaseView file, Change change) {
    return OncePerPage.ask(
        () -> {
          if (change.ends()) return Optional.of(Proposal.stop(paid(change)));
          Result result = assessments.now(file);
          boolean open =
              result.outcome() == Outcome.UNKNOWN || result.outcome() == Outcome.NO_STANDARD;
          return open ? Optional.<Proposal>empty() : Optional.of(of(change, result));
        },
        "proposal",
        change.caseId());
  }

  private Proposal of(Change change, Result result) {
    if (!result.eligible() || result.amount().isZero()) return Proposal.stop(paid(change));
    return Proposal.of(paid(change), result.amount(), Math.max(1, result.persons()));
  }

  private Money paid(Change change) {
    return entitlements.get(change.entitlementId()).monthly();
  }

  /** Whether evidence, standards and what is paid are still as when it was handed in. */
  @Transactional(readOnly = true)
  public boolean stillHolds(CaseView file, Change change) {
    return now(file, change).equals(change.proposal());
  }
}
