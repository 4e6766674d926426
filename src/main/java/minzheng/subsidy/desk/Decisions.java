package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.cases.CaseMoved;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Designations;
import minzheng.people.Households;
import minzheng.people.Persons;
import minzheng.subsidy.Determination;
import minzheng.subsidy.Sheets;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from a step, in the step's own transaction: handing in freezes the determination, an
 * approval recognises the status and begins the money.
 */
@Component
class Decisions {
  /** A better class found ends these (民发〔2021〕57号: 低保边缘 is not 低保). */
  private static final List<String> LESSER = List.of("DIBAO_EDGE", "LOW_INCOME");

  private final Cases cases;
  private final SubsidyCases subsidyCases;
  private final Assessments assessments;
  private final Households households;
  private final Persons persons;
  private final Designations designations;
  private final Entitlements entitlements;

  Decisions(
      Cases cases,
      SubsidyCases subsidyCases,
      Assessments assessments,
      Households households,
      Persons persons,
      Designations designations,
      Entitlements entitlements) {
    this.cases = cases;
    this.subsidyCases = subsidyCases;
    this.assessments = assessments;
    this.households = households;
    this.persons = persons;
    this.designations = designations;
    this.entitlements = entitlements;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CaseMoved moved) {
    boolean handedIn =
        moved.action().equals(Procedures.HAND_IN)
            || (moved.type().equals("OLD_AGE") && moved.action().equals(Procedures.ACCEPT));
    if (ProgrammeKind.all().stream().noneMatch(k -> k.name().equals(moved.type()))) return;
    if (handedIn) determine(cases.get(moved.caseId()));
    if (moved.outcome() == Outcome.APPROVED)
      approve(cases.get(moved.caseId()), moved.effectiveOn());
  }

  private void determine(CaseView file) {
    var frozen = assessments.freeze(file);
    cases.propose(file.id(), frozen.result().persons(), frozen.result().amount());
  }

  private void approve(CaseView file, LocalDate decidedOn) {
    LocalDate died = persons.get(file.personId()).deathDate();
    if (died != null) throw new RuleViolation(null, "申请人已于 " + died + " 登记死亡，不能认定；请退回街道核实，或者不予认定");
    SubsidyCase own = subsidyCases.get(file.id());
    var frozen =
        assessments.latest(file.id()).orElseThrow(() -> new RuleViolation(null, "本案还没有测算单，不能确认"));
    YearMonth first = assessments.firstMonth(file);
    recognise(file, own, decidedOn);
    if (own.programme().pays()) pay(file, own, frozen, first, decidedOn);
  }

  private void recognise(CaseView file, SubsidyCase own, LocalDate decidedOn) {
    List<Long> persons =
        own.personId() != null
            ? List.of(own.personId())
            : households.members(own.householdId(), file.lawDay()).stream()
                .map(minzheng.people.Member::personId)
                .toList();
    String code = own.programme().name();
    for (long person : persons) {
      if (code.equals("DIBAO") || code.equals("DIBAO_SINGLE"))
        for (String lesser : LESSER)
          designations.end(person, lesser, decidedOn.minusDays(1), file.number());
      designations.grant(
          person, file.region(), code, own.programme().label(), decidedOn, null, file.number());
    }
  }

  private void pay(
      CaseView file, SubsidyCase own, Determination frozen, YearMonth first, LocalDate decidedOn) {
    var result = frozen.result();
    var subject =
        own.personId() == null
            ? Subject.household(own.householdId())
            : Subject.person(own.personId());
    long entitlement =
        entitlements.grant(
            new Entitlements.Grant(
                file.region(),
                own.programme().name(),
                subject,
                file.personId(),
                first,
                null,
                new Terms(
                    result.amount(),
                    result.persons(),
                    Sheets.basis("case", file.number(), frozen.number(), result)),
                new Cause("case:" + file.id(), decidedOn, "同意认定 " + file.number())));
    subsidyCases.pays(file.id(), entitlement);
  }
}
