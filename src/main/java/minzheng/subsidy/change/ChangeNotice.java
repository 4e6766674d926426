package minzheng.subsidy.change;

import java.util.LinkedHashMap;
import java.util.List;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.documents.Paper;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Masking;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.people.Persons;
import minzheng.subsidy.change.Change.Kind;
import minzheng.subsidy.change.Change.Proposal;
import minzheng.subsidy.desk.Assessments;
import minzheng.subsidy.desk.LetterParts;
import minzheng.subsidy.desk.Remedies;
import minzheng.subsidy.desk.SubsidyCases;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 待遇变更（停发）通知书: the written notice with reasons that follows the hearing (社会救助法 第四十八条). */
@Component
@Order(60)
class ChangeNotice implements Paper {
  private static final About ABOUT =
      new About("SUBSIDY_CHANGE", "待遇变更（停发）通知书", "CASE", "subsidy/change-notice :: notice");

  private final Cases cases;
  private final ChangeStore changes;
  private final SubsidyCases subsidyCases;
  private final Assessments assessments;
  private final Entitlements entitlements;
  private final Persons persons;
  private final Regions regions;
  private final Remedies remedies;

  ChangeNotice(
      Cases cases,
      ChangeStore changes,
      SubsidyCases subsidyCases,
      Assessments assessments,
      Entitlements entitlements,
      Persons persons,
      Regions regions,
      Remedies remedies) {
    this.cases = cases;
    this.changes = changes;
    this.subsidyCases = subsidyCases;
    this.assessments = assessments;
    this.entitlements = entitlements;
    this.persons = persons;
    this.regions = regions;
    this.remedies = remedies;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Facts facts(long caseId) {
    CaseView file = cases.get(caseId);
    Change change =
        changes.find(caseId).orElseThrow(() -> new RuleViolation(null, "只有待遇变更案件才能出具待遇变更（停发）通知书"));
    if (file.outcome() != Outcome.APPROVED)
      throw new RuleViolation(null, "变更还没有确认，不能出具待遇变更（停发）通知书");
    Proposal p = change.proposal();
    Entitlement paid = entitlements.get(change.entitlementId());
    var result = assessments.latest(caseId).map(frozen -> assessments.shown(file));
    var body = new LinkedHashMap<String, Object>();
    body.put("name", persons.get(file.personId()).name());
    body.put("programme", subsidyCases.get(caseId).programme().title());
    body.put("case", file.number());
    body.put("source", cases.get(change.sourceCase()).number());
    body.put("decidedOn", LetterParts.day(file.decidedOn()));
    body.put("reason", change.reason().label());
    body.put("eventOn", LetterParts.day(change.eventOn()));
    body.put("stops", p.kind() == Kind.STOP);
    body.put("same", p.kind() == Kind.SAME);
    body.put("word", p.kind().label());
    body.put("before", p.before().format());
    body.put("after", p.after().format());
    body.put(
        "month",
        LetterParts.month(
            p.kind() == Kind.STOP
                ? paid.last().plusMonths(1)
                : ChangeDecisions.firstMonth(file.decidedOn(), paid)));
    body.put("heard", changes.hearings(caseId).stream().map(Hearing::words).toList());
    body.put(
        "failed",
        result
            .map(r -> r.findings().stream().filter(f -> Boolean.FALSE.equals(f.met())))
            .map(LetterParts::findings)
            .orElse(List.of()));
    body.put("lines", result.map(LetterParts::lines).orElse(List.of()));
    body.put("appeal", remedies.text(file.region(), file.decidedOn()));
    String city = regions.name(file.region().substring(0, 4));
    String district = regions.name(file.region().substring(0, 6));
    return new Facts(
        file.region(),
        city + district + "民政局",
        file.decidedOn(),
        district.replaceAll("[区县市]$", "") + "民救变",
        null,
        body,
        List.of(
            new Line("案件编号", file.number()),
            new Line("申请人", Masking.name(file.title())),
            new Line("决定", p.kind().label())));
  }
}
