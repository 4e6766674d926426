package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.cases.CaseStep;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.documents.Paper;
import minzheng.documents.PaperPanel;
import minzheng.documents.Papers;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Masking;
import minzheng.kernel.RuleViolation;
import minzheng.people.Households;
import minzheng.people.Persons;
import minzheng.standards.Standards;
import minzheng.subsidy.Determination;
import minzheng.subsidy.rules.Reason;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;

/** What the letters of a case say, read when they are issued and frozen with the copy. */
@Component
class LetterFacts {
  private final Cases cases;
  private final SubsidyCases subsidyCases;
  private final Assessments assessments;
  private final Households households;
  private final Persons persons;
  private final Papers papers;
  private final Regions regions;
  private final Standards standards;
  private final Remedies remedies;

  LetterFacts(
      Cases cases,
      SubsidyCases subsidyCases,
      Assessments assessments,
      Households households,
      Persons persons,
      Papers papers,
      Regions regions,
      Standards standards,
      Remedies remedies) {
    this.cases = cases;
    this.subsidyCases = subsidyCases;
    this.assessments = assessments;
    this.households = households;
    this.persons = persons;
    this.papers = papers;
    this.regions = regions;
    this.standards = standards;
    this.remedies = remedies;
  }

  /** 受理通知书: issued once the case is accepted. */
  Paper.Facts receipt(long caseId) {
    CaseView file = cases.get(caseId);
    CaseStep accepted = step(file, Procedures.ACCEPT, "案件还没有受理，不能出具受理通知书");
    var body = common(file);
    body.put("acceptedOn", accepted.effectiveOn().toString());
    body.put("due", file.totalDue() == null ? "" : file.totalDue().toString());
    body.put("limit", file.totalDays() == null ? "" : file.totalDays() + " 个工作日");
    body.put("clerk", accepted.actor());
    body.put(
        "received",
        papers.panel(SubsidyCaseType.OWNER, caseId).rows().stream()
            .filter(r -> r.state() == PaperPanel.State.UPLOADED)
            .map(r -> Map.of("name", r.requirement().name(), "count", r.label()))
            .toList());
    return facts(
        file,
        street(file),
        accepted.effectiveOn(),
        "民救受",
        body,
        line("受理日期", accepted.effectiveOn()));
  }

  /** 一次性告知书: everything that is missing, told once. */
  Paper.Facts supplement(long caseId) {
    CaseView file = cases.get(caseId);
    CaseStep told = step(file, "SUPPLEMENT", "没有补正告知，不能出具一次性告知书");
    var body = common(file);
    body.put("opinion", told.opinion());
    body.put(
        "missing",
        papers.panel(SubsidyCaseType.OWNER, caseId).missing().stream()
            .filter(p -> p.demanded())
            .map(p -> p.name() + (p.signedBy() == null ? "" : "（" + p.signedBy() + "签字）"))
            .toList());
    return facts(
        file, street(file), told.effectiveOn(), "民救补", body, line("告知日期", told.effectiveOn()));
  }

  /** 审批表: the case from application to decision, with the opinion of every step. */
  Paper.Facts approvalForm(long caseId) {
    CaseView file = cases.get(caseId);
    var body = common(file);
    Result result = assessments.shown(file);
    body.put("findings", LetterParts.findings(result.findings().stream()));
    body.put("lines", LetterParts.lines(result));
    body.put("amount", amount(result));
    body.put("outcome", result.outcome().label());
    body.put("standards", LetterParts.standards(result, standards.terms(), regions));
    body.put("sheet", assessments.latest(caseId).map(Determination::number).orElse(""));
    body.put(
        "members",
        households.members(subsidyCases.get(caseId).householdId(), file.lawDay()).stream()
            .map(
                m ->
                    LetterParts.member(
                        m.relation().label(), persons.get(m.personId()), file.lawDay()))
            .toList());
    body.put("opinions", LetterParts.opinions(cases.steps(caseId), regions));
    LocalDate day = file.decidedOn() == null ? file.lastEffective() : file.decidedOn();
    String decision = file.outcome() == null ? "办理中" : file.outcome().label();
    body.put("decision", decision);
    return facts(file, district(file), day, "民救审", body, line("办理结果", decision));
  }

  /** 认定通知书 after an approval. */
  Paper.Facts decision(long caseId) {
    CaseView file = cases.get(caseId);
    if (file.outcome() != Outcome.APPROVED) throw new RuleViolation(null, "案件没有同意认定，不能出具认定通知书");
    Result result = assessments.shown(file);
    var body = common(file);
    body.put("amount", amount(result));
    body.put("lines", LetterParts.lines(result));
    body.put("standards", LetterParts.standards(result, standards.terms(), regions));
    body.put("decidedOn", file.decidedOn().toString());
    body.put("firstMonth", String.valueOf(assessments.firstMonth(file)));
    body.put("appeal", remedies.text(file.region(), file.decidedOn()));
    return facts(file, district(file), file.decidedOn(), "民救认", body, line("决定", "同意认定"));
  }

  /** 不予认定通知书 with reasons, legal basis and the way to appeal. */
  Paper.Facts refusal(long caseId) {
    CaseView file = cases.get(caseId);
    if (file.outcome() != Outcome.REFUSED) throw new RuleViolation(null, "案件没有不予认定的决定，不能出具通知书");
    CaseStep refused = step(file, Procedures.REFUSE, "案件没有不予认定的决定，不能出具通知书");
    Result result = assessments.shown(file);
    var body = common(file);
    var failed =
        LetterParts.findings(result.findings().stream().filter(f -> Boolean.FALSE.equals(f.met())));
    String basis = LetterParts.basis(failed);
    body.put("opinion", refused.opinion());
    body.put("failed", failed);
    body.put("reasons", String.join("、", result.reasons().stream().map(Reason::label).toList()));
    body.put("basis", basis.isEmpty() ? document(caseId) : basis);
    body.put("other", other(caseId));
    body.put("decidedOn", file.decidedOn().toString());
    body.put("appeal", remedies.text(file.region(), file.decidedOn()));
    return facts(file, district(file), file.decidedOn(), "民救不认", body, line("决定", "不予认定"));
  }

  private Map<String, Object> common(CaseView file) {
    var applicant = persons.get(file.personId());
    var body = new LinkedHashMap<String, Object>();
    body.put("programme", kind(file).title());
    body.put("case", file.number());
    body.put("name", applicant.name());
    body.put("idNumber", applicant.maskedNumber());
    body.put(
        "address",
        regions.path(file.region())
            + (applicant.address() == null ? "" : " " + applicant.address()));
    body.put("appliedOn", file.openedOn().toString());
    body.put(
        "count",
        households.members(subsidyCases.get(file.id()).householdId(), file.lawDay()).size());
    return body;
  }

  /** These letters answer applications; a change has a notice of its own. */
  private ProgrammeKind kind(CaseView file) {
    var kind = subsidyCases.get(file.id()).programme();
    if (!kind.name().equals(file.type()))
      throw new RuleViolation(null, "待遇变更案件不出具这份文书，请出具“待遇变更（停发）通知书”");
    return kind;
  }

  private Paper.Facts facts(
      CaseView file,
      String office,
      LocalDate day,
      String series,
      Map<String, ?> body,
      Paper.Line last) {
    String district = regions.name(file.region().substring(0, 6)).replaceAll("[区县市]$", "");
    return new Paper.Facts(
        file.region(),
        office,
        day,
        district + series,
        null,
        body,
        List.of(
            new Paper.Line("案件编号", file.number()),
            new Paper.Line("申请人", Masking.name(file.title())),
            last));
  }

  private static Paper.Line line(String label, Object text) {
    return new Paper.Line(label, String.valueOf(text));
  }

  private CaseStep step(CaseView file, String action, String otherwise) {
    return cases.steps(file.id()).reversed().stream()
        .filter(s -> s.action().equals(action))
        .findFirst()
        .orElseThrow(() -> new RuleViolation(null, otherwise));
  }

  private String street(CaseView file) {
    String street = file.region().substring(0, Math.min(9, file.region().length()));
    return regions.name(street) + (street.length() == 9 ? "办事处" : "民政局");
  }

  private String district(CaseView file) {
    return regions.name(file.region().substring(0, 4))
        + regions.name(file.region().substring(0, 6))
        + "民政局";
  }

  private static String amount(Result result) {
    return result.amount() == null || result.amount().isZero() ? "" : result.amount().format();
  }

  /** What the whole decision rests on, when no single condition failed. */
  private String document(long caseId) {
    return assessments
        .latest(caseId)
        .map(d -> d.version().document())
        .orElseThrow(() -> new RuleViolation(null, "案件没有测算单，不能写明不予认定的依据"));
  }

  /** Programmes the same facts open: nobody leaves without knowing. */
  private List<String> other(long caseId) {
    return assessments.latest(caseId).map(Determination::besides).orElse(List.of()).stream()
        .filter(Result::eligible)
        .map(Result::name)
        .distinct()
        .toList();
  }
}
