package minzheng.subsidy.desk;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.kernel.RuleViolation;
import minzheng.payments.MonthRule;
import minzheng.payments.PayeeAccount;
import minzheng.payments.Payees;
import minzheng.standards.Standards;
import minzheng.subsidy.Comparison;
import minzheng.subsidy.Determination;
import minzheng.subsidy.DeterminationRequest;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/** 测算: what the rules say about a case now, and what was frozen when it was handed in. */
@Service
public class Assessments {
  private final SubsidyCases subsidyCases;
  private final FamilyFacts families;
  private final Determinations determinations;
  private final Payees payees;
  private final Standards standards;

  Assessments(
      SubsidyCases subsidyCases,
      FamilyFacts families,
      Determinations determinations,
      Payees payees,
      Standards standards) {
    this.subsidyCases = subsidyCases;
    this.families = families;
    this.determinations = determinations;
    this.payees = payees;
    this.standards = standards;
  }

  /** By the evidence as known now, under the law of the case's day. */
  @Transactional(readOnly = true)
  public Result now(CaseView file) {
    return result(subsidyCases.get(file.id()), facts(file), file);
  }

  private Result result(SubsidyCase own, Facts facts, CaseView file) {
    var results = determinations.preview(facts, file.lawDay(), List.of(own.programme().name()));
    String subject = subject(own);
    return results.stream()
        .filter(r -> r.subject().equals(subject))
        .findFirst()
        .orElseGet(results::getFirst);
  }

  private Facts facts(CaseView file) {
    var own = subsidyCases.get(file.id());
    return families.of(own.householdId(), file.lawDay(), null, own.signed());
  }

  /** The latest frozen determination of a case. */
  @Transactional(readOnly = true)
  public Optional<Determination> latest(long caseId) {
    return determinations.ofCase(caseId).stream().findFirst();
  }

  /** What pages and papers show: the frozen one where there is one, else the present state. */
  @Transactional(readOnly = true)
  public Result shown(CaseView file) {
    return shown(file, latest(file.id()));
  }

  private Result shown(CaseView file, Optional<Determination> frozen) {
    return determinations.named(frozen.map(Determination::result).orElseGet(() -> now(file)));
  }

  /** Whether evidence, standards and rules still say what was frozen. */
  @Transactional(readOnly = true)
  public boolean stillHolds(CaseView file) {
    Result frozen = latest(file.id()).orElseThrow().result();
    Result now = now(file);
    return now.outcome() == frozen.outcome()
        && java.util.Objects.equals(now.amount(), frozen.amount())
        && now.persons() == frozen.persons();
  }

  /** Freezes what the rules say now, as the case's next determination. */
  @Transactional
  public Determination freeze(CaseView file) {
    var own = subsidyCases.get(file.id());
    return determinations.freeze(
        new DeterminationRequest(
            facts(file),
            file.lawDay(),
            own.programme().name(),
            subject(own),
            ProgrammeKind.besides(own.programme()),
            own.householdId(),
            own.personId(),
            file.id()));
  }

  private static String subject(SubsidyCase own) {
    return own.personId() == null ? Result.HOUSEHOLD : FamilyFacts.ref(own.personId());
  }

  /** START_MONTH: the month after the decision, or its own month, as the area has it that day. */
  @Transactional(readOnly = true)
  public YearMonth firstMonth(CaseView decided) {
    String rule =
        standards
            .on("START_MONTH", decided.type(), decided.region(), decided.decidedOn())
            .or(() -> standards.on("START_MONTH", decided.region(), decided.decidedOn()))
            .orElseThrow(() -> new RuleViolation(null, "当地没有起始月规则，请联系标准管理员"))
            .word();
    return MonthRule.valueOf(rule).first(decided.decidedOn());
  }

  @Transactional(readOnly = true)
  public Comparison recompute(long determinationId) {
    return determinations.recompute(determinationId);
  }

  /** Whether the money knows where to go. */
  @Transactional(readOnly = true)
  public boolean hasAccount(CaseView file) {
    return account(file).isPresent();
  }

  /** The applicant's present account. */
  @Transactional(readOnly = true)
  public Optional<PayeeAccount> account(CaseView file) {
    return payees.current(file.personId(), file.region());
  }

  /** The determination sheet: the frozen one with its replay, or a preview. */
  @Transactional(readOnly = true)
  public void sheet(CaseView file, Model model) {
    var frozen = latest(file.id());
    model.addAttribute("frozen", frozen.orElse(null));
    model.addAttribute("result", shown(file, frozen));
    model.addAttribute("terms", standards.terms());
  }
}
