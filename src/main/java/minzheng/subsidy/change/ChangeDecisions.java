package minzheng.subsidy.change;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import minzheng.cases.CaseMoved;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.payments.Cause;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.payments.MonthRule;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Designations;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.Persons;
import minzheng.people.Relation;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.change.Change.Kind;
import minzheng.subsidy.change.Change.Proposal;
import minzheng.subsidy.desk.Assessments;
import minzheng.subsidy.desk.SubsidyCase;
import minzheng.subsidy.desk.SubsidyCases;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from a step of a change, in the step's own transaction: handing in freezes the new
 * determination; the approval changes or stops the money and the recognised status.
 */
@Component
class ChangeDecisions {
  private final Cases cases;
  private final ChangeStore changes;
  private final Proposals proposals;
  private final Assessments assessments;
  private final SubsidyCases subsidyCases;
  private final Entitlements entitlements;
  private final Designations designations;
  private final Households households;
  private final Persons persons;

  ChangeDecisions(
      Cases cases,
      ChangeStore changes,
      Proposals proposals,
      Assessments assessments,
      SubsidyCases subsidyCases,
      Entitlements entitlements,
      Designations designations,
      Households households,
      Persons persons) {
    this.cases = cases;
    this.changes = changes;
    this.proposals = proposals;
    this.assessments = assessments;
    this.subsidyCases = subsidyCases;
    this.entitlements = entitlements;
    this.designations = designations;
    this.households = households;
    this.persons = persons;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CaseMoved moved) {
    if (!moved.type().equals(ChangeCaseType.CODE)) return;
    if (moved.action().equals(ChangeProcedure.PROPOSE_REDUCTION)
        || moved.action().equals(ChangeProcedure.HAND_IN)) propose(cases.get(moved.caseId()));
    if (moved.outcome() == Outcome.APPROVED)
      approve(cases.get(moved.caseId()), moved.effectiveOn());
  }

  private void propose(CaseView file) {
    Change change = changes.find(file.id()).orElseThrow();
    Proposal proposal = proposals.now(file, change);
    changes.propose(file.id(), proposal);
    if (!change.ends()) assessments.freeze(file);
    cases.propose(file.id(), proposal.persons(), proposal.after());
  }

  private void approve(CaseView file, LocalDate decidedOn) {
    Change change = changes.find(file.id()).orElseThrow();
    Proposal proposal = change.proposal();
    Entitlement paid = entitlements.get(change.entitlementId());
    var cause =
        new Cause(
            "case:" + file.id(),
            decidedOn,
            change.reason().label() + proposal.kind().label() + " " + file.number());
    if (proposal.kind() == Kind.STOP) {
      YearMonth last = later(MonthRule.lastPaid(change.eventOn()), paid.first().minusMonths(1));
      entitlements.stop(paid.id(), last, cause);
      boolean died =
          change.reason() == ChangeReason.DEATH && paid.subject().kind() == Subject.Kind.PERSON;
      for (long person : recognised(file, change, paid))
        designations.end(
            person, paid.programme(), died ? change.eventOn() : last.atEndOfMonth(), file.number());
      return;
    }
    // also where the amount stays: the sheet it rests on from now on is the new one
    entitlements.adjust(
        paid.id(),
        firstMonth(decidedOn, paid),
        new Terms(proposal.after(), proposal.persons(), basis(file)),
        cause);
    SubsidyCase own = subsidyCases.get(file.id());
    if (own.personId() == null) family(file, change, own, paid, decidedOn);
    payee(file, own, paid, cause);
  }

  /** Who left the family loses the status, who joined it has it from the decision on. */
  private void family(
      CaseView file, Change change, SubsidyCase own, Entitlement paid, LocalDate decidedOn) {
    var members =
        new LinkedHashSet<>(
            households.members(own.householdId(), file.lawDay()).stream()
                .map(Member::personId)
                .toList());
    for (long person : recognised(file, change, paid))
      if (!members.contains(person))
        designations.end(person, paid.programme(), change.eventOn(), file.number());
    for (long person : members)
      if (!designations.has(person, paid.programme(), decidedOn))
        designations.grant(
            person,
            file.region(),
            paid.programme(),
            own.programme().label(),
            decidedOn,
            null,
            file.number());
  }

  /** When the payee died, the money goes to the present head. */
  private void payee(CaseView file, SubsidyCase own, Entitlement paid, Cause cause) {
    if (persons.get(paid.payeeId()).deathDate() == null) return;
    households.members(own.householdId(), file.lawDay()).stream()
        .filter(m -> m.relation() == Relation.HEAD)
        .findFirst()
        .ifPresent(head -> entitlements.payTo(paid.id(), head.personId(), cause));
  }

  /** Everybody who has the status by the approved case or a later change of it. */
  private Set<Long> recognised(CaseView file, Change change, Entitlement paid) {
    var by = new HashSet<String>();
    by.add(cases.get(change.sourceCase()).number());
    cases
        .byIds(changes.of(paid.id()).stream().map(Change::caseId).toList())
        .forEach(c -> by.add(c.number()));
    var candidates = new LinkedHashSet<Long>();
    if (paid.subject().kind() == Subject.Kind.PERSON) candidates.add(paid.subject().id());
    else households.history(paid.subject().id()).forEach(m -> candidates.add(m.personId()));
    candidates.removeIf(
        person ->
            designations.of(person).stream()
                .noneMatch(d -> d.code().equals(paid.programme()) && by.contains(d.cause())));
    return candidates;
  }

  private Map<String, ?> basis(CaseView file) {
    return assessments
        .latest(file.id())
        .<Map<String, ?>>map(
            frozen -> Sheets.basis("case", file.number(), frozen.number(), frozen.result()))
        .orElse(Map.of("case", file.number()));
  }

  /** Another amount counts from the month after the decision. */
  static YearMonth firstMonth(LocalDate decidedOn, Entitlement paid) {
    return later(YearMonth.from(decidedOn).plusMonths(1), paid.first());
  }

  private static YearMonth later(YearMonth a, YearMonth b) {
    return a.isBefore(b) ? b : a;
  }
}
