package minzheng.subsidy.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Notice;
import minzheng.cases.Notices;
import minzheng.documents.Paper;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.people.Evidence;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.standards.Standards;
import minzheng.subsidy.Determination;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;

/**
 * 审批表: the whole record of a case on paper, from the family and what it declared over checks,
 * visits, conditions and arithmetic to the opinion and signature of every step.
 */
@Component
class ApprovalForm {
  private final Cases cases;
  private final SubsidyCases subsidyCases;
  private final Assessments assessments;
  private final CheckRecords checks;
  private final Notices notices;
  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;
  private final Standards standards;
  private final Regions regions;
  private final LetterHead head;

  ApprovalForm(
      Cases cases,
      SubsidyCases subsidyCases,
      Assessments assessments,
      CheckRecords checks,
      Notices notices,
      Households households,
      Persons persons,
      EvidenceLog evidence,
      Standards standards,
      Regions regions,
      LetterHead head) {
    this.cases = cases;
    this.subsidyCases = subsidyCases;
    this.assessments = assessments;
    this.checks = checks;
    this.notices = notices;
    this.households = households;
    this.persons = persons;
    this.evidence = evidence;
    this.standards = standards;
    this.regions = regions;
    this.head = head;
  }

  /** As it stands now; the family and its evidence as the frozen determination knew them. */
  Paper.Facts facts(long caseId) {
    CaseView file = cases.get(caseId);
    var body = head.common(file);
    SubsidyCase own = subsidyCases.get(caseId);
    Person applicant = persons.get(file.personId());
    body.put("appliedOn", file.openedOn().toString());
    body.put("phone", applicant.phone() == null ? "—" : applicant.maskedPhone());
    body.put("channel", own.channelLabel());
    body.put("kinship", own.kinship() ? "是，已备案" : "否");
    body.put("lawDay", file.lawDay().toString());
    var frozen = assessments.latest(caseId);
    family(file, own, frozen.map(Determination::decidedAt).orElse(null), body);
    body.put("checks", checks.checks(caseId).stream().map(ApprovalForm::check).toList());
    body.put("visits", checks.visits(caseId).stream().map(ApprovalForm::visit).toList());
    Result result = assessments.shown(file);
    body.put("findings", LetterParts.findings(result.findings().stream()));
    body.put("lines", LetterParts.lines(result));
    body.put("standards", LetterParts.standards(result, standards.terms(), regions));
    body.put("outcome", result.outcome().label());
    body.put("sheet", frozen.map(Determination::number).orElse("未固定，按现有资料测算"));
    body.put("notices", notices.ofCase(caseId).reversed().stream().map(this::notice).toList());
    body.put("opinions", LetterParts.opinions(cases.steps(caseId), regions));
    LocalDate day = file.decidedOn() == null ? file.lastEffective() : file.decidedOn();
    String decision = file.outcome() == null ? "办理中" : file.outcome().label();
    body.put("decision", decision);
    String amount = file.outcome() == null || result.eligible() ? LetterParts.amount(result) : "";
    body.put("amount", amount);
    var shown = new ArrayList<>(List.of(LetterHead.line("办理结果", decision)));
    if (!amount.isEmpty()) shown.add(LetterHead.line("每月金额", amount + " 元"));
    return head.facts(
        file, head.district(file), day, "民救审", body, shown.toArray(Paper.Line[]::new));
  }

  private void family(CaseView file, SubsidyCase own, Instant knownAt, Map<String, Object> body) {
    LocalDate day = file.lawDay();
    var memberships = households.members(own.householdId(), day, knownAt);
    var ids = memberships.stream().map(Member::personId).toList();
    var files = persons.all(ids);
    var known = evidence.ofPersons(ids, day, knownAt);
    body.put(
        "members",
        memberships.stream()
            .map(
                m ->
                    member(
                        m,
                        files.get(m.personId()),
                        known.stream().filter(e -> e.personId() == m.personId()).toList(),
                        own.signed(),
                        day))
            .toList());
    var household = EvidenceLog.Subject.household(own.householdId());
    body.put(
        "property",
        evidence.asOf(household, day, knownAt).stream()
            .map(
                e ->
                    LetterParts.row(
                        "what", e.title(),
                        "words", e.words(),
                        "since", e.validFrom().toString(),
                        "source", e.source()))
            .toList());
  }

  private static Map<String, String> member(
      Member m, Person p, List<Evidence> known, Set<Long> signed, LocalDate day) {
    boolean adult = Ages.reached(p.birthDate(), FamilyFacts.OF_AGE, day);
    return LetterParts.row(
        "name", p.name(),
        "relation", m.relation().label(),
        "sex", p.sex().label(),
        "age", String.valueOf(p.age(day)),
        "idNumber", p.maskedNumber(),
        "income", income(known),
        "situation", situation(known),
        "consent", signed.contains(p.id()) ? "已签" : adult ? "未签" : "无须");
  }

  private static String income(List<Evidence> known) {
    var rows = known.stream().filter(e -> e.kind() == EvidenceKind.INCOME).toList();
    if (rows.isEmpty()) return "未申报";
    return rows.stream()
        .map(e -> e.amount() == null ? Money.ZERO : e.amount())
        .reduce(Money.ZERO, Money::plus)
        .format();
  }

  private static String situation(List<Evidence> known) {
    var words = new ArrayList<String>();
    for (Evidence e : known)
      if (e.kind() == EvidenceKind.INCOME) {
        if (e.amount() != null && !e.amount().isZero()) words.add(e.title());
      } else if (e.kind() != EvidenceKind.HUKOU) words.add(e.title() + " " + e.words());
    return words.isEmpty() ? "—" : String.join("；", words);
  }

  private static Map<String, String> check(CheckRecords.EconomicCheck c) {
    return LetterParts.row(
        "source", c.source().label(),
        "asOf", c.asOf().toString(),
        "result", c.result().label(),
        "finding", c.finding() == null || c.finding().isBlank() ? "—" : c.finding(),
        "opinion", c.opinion() == null ? "—" : c.opinion(),
        "by", c.recordedBy());
  }

  private static Map<String, String> visit(CheckRecords.HomeVisit v) {
    return LetterParts.row(
        "on", v.visitedOn().toString(),
        "by", v.visitor() + "、" + v.companion(),
        "met", v.met(),
        "findings", v.findings(),
        "signed", v.signed() ? "双方已签字" : "未签字");
  }

  private Map<String, String> notice(Notice n) {
    return LetterParts.row(
        "places",
        n.placeNames(),
        "days",
        n.from() + " 至 " + n.until() + "，共 " + n.days() + " 日",
        "state",
        n.state().label(),
        "proof",
        n.proofNote() == null ? "—" : n.proofNote());
  }
}
