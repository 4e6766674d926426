package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.cases.CaseView;
import minzheng.documents.Paper;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Masking;
import minzheng.kernel.RuleViolation;
import minzheng.people.Households;
import minzheng.people.Persons;
import org.springframework.stereotype.Component;

/** What every paper of a case begins with, who signs it, and what of it anybody may check. */
@Component
class LetterHead {
  private final SubsidyCases subsidyCases;
  private final Households households;
  private final Persons persons;
  private final Regions regions;

  LetterHead(SubsidyCases subsidyCases, Households households, Persons persons, Regions regions) {
    this.subsidyCases = subsidyCases;
    this.households = households;
    this.persons = persons;
    this.regions = regions;
  }

  Map<String, Object> common(CaseView file) {
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
    body.put("appliedOn", LetterParts.day(file.openedOn()));
    body.put(
        "count",
        households.members(subsidyCases.get(file.id()).householdId(), file.lawDay()).size());
    return body;
  }

  /** These papers answer applications; a change has a notice of its own. */
  private ProgrammeKind kind(CaseView file) {
    var kind = subsidyCases.get(file.id()).programme();
    if (!kind.name().equals(file.type()))
      throw new RuleViolation(null, "待遇变更案件不出具这份文书，请出具“待遇变更（停发）通知书”");
    return kind;
  }

  Paper.Facts facts(
      CaseView file,
      String office,
      LocalDate day,
      String series,
      Map<String, ?> body,
      Paper.Line... last) {
    String district = regions.name(file.region().substring(0, 6)).replaceAll("[区县市]$", "");
    var shown = new ArrayList<Paper.Line>();
    shown.add(line("案件编号", file.number()));
    shown.add(line("申请人", Masking.name(file.title())));
    shown.addAll(List.of(last));
    return new Paper.Facts(file.region(), office, day, district + series, null, body, shown);
  }

  static Paper.Line line(String label, Object text) {
    return new Paper.Line(label, String.valueOf(text));
  }

  String street(CaseView file) {
    String street = file.region().substring(0, Math.min(9, file.region().length()));
    return regions.name(street) + (street.length() == 9 ? "办事处" : "民政局");
  }

  String district(CaseView file) {
    return regions.name(file.region().substring(0, 4))
        + regions.name(file.region().substring(0, 6))
        + "民政局";
  }
}
