package minzheng.subsidy.desk;

import static minzheng.subsidy.desk.Procedures.ACCEPT;
import static minzheng.subsidy.desk.Procedures.APPROVE;
import static minzheng.subsidy.desk.Procedures.HAND_IN;
import static minzheng.subsidy.desk.Procedures.PROPOSE;

import java.util.ArrayList;
import java.util.List;
import minzheng.cases.CaseType;
import minzheng.cases.CaseView;
import minzheng.cases.Missing;
import minzheng.cases.Move;
import minzheng.cases.Procedure;
import minzheng.cases.Transition;
import minzheng.documents.Papers;
import minzheng.kernel.RuleViolation;

/** One kind of subsidy case: what it still lacks, and what holds a step up. */
class SubsidyCaseType implements CaseType {
  static final String OWNER = "CASE";

  private final ProgrammeKind kind;
  private final Papers papers;
  private final CheckRecords checks;
  private final Assessments assessments;

  SubsidyCaseType(ProgrammeKind kind, Papers papers, CheckRecords checks, Assessments assessments) {
    this.kind = kind;
    this.papers = papers;
    this.checks = checks;
    this.assessments = assessments;
  }

  @Override
  public String code() {
    return kind.name();
  }

  @Override
  public String title() {
    return kind.title();
  }

  @Override
  public String prefix() {
    return kind.prefix();
  }

  @Override
  public String standardClass() {
    return kind.standardClass();
  }

  @Override
  public Procedure procedure() {
    return kind.procedure();
  }

  @Override
  public String url(long caseId) {
    return "/subsidy/cases/" + caseId;
  }

  @Override
  public List<Missing> missing(CaseView file) {
    if (file.decided()) return List.of();
    var missing = new ArrayList<Missing>();
    switch (file.state()) {
      case "SUBMITTED", "SUPPLEMENT" -> papers(file, missing);
      case "CHECKING" -> investigation(file, missing);
      default -> {}
    }
    if (kind.pays() && !assessments.hasAccount(file))
      missing.add(Missing.later("登记发放账户", "不影响审批，影响发放", url(file.id()) + "/account"));
    return missing;
  }

  private void papers(CaseView file, List<Missing> missing) {
    for (var paper : papers.panel(OWNER, file.id()).missing())
      if (paper.demanded())
        missing.add(
            Missing.blocking(
                "上传" + paper.name(),
                paper.signedBy() == null ? null : paper.signedBy() + "签字",
                url(file.id()) + "/papers",
                ACCEPT,
                "SUPPLEMENTED"));
  }

  private void investigation(CaseView file, List<Missing> missing) {
    var found = checks.checks(file.id());
    String url = url(file.id());
    if (found.isEmpty())
      missing.add(Missing.blocking("登记经济状况核对结果", null, url + "/checks", HAND_IN));
    for (var check : found)
      if (check.open())
        missing.add(
            Missing.blocking(
                "核对差异未填处理意见",
                check.source().label() + "：" + check.finding(),
                url + "/checks",
                HAND_IN));
    if (checks.visits(file.id()).isEmpty())
      missing.add(Missing.blocking("登记入户调查", "两人以上，双方签字", url + "/visits", HAND_IN));
    var result = assessments.now(file);
    if (!result.missing().isEmpty())
      missing.add(
          Missing.blocking(
              "补充测算所缺的事实",
              result.missing().size() + " 项没有登记，测算不能得出结论",
              url + "/determination",
              HAND_IN));
  }

  @Override
  public void beforeMove(CaseView file, Transition step, Move move) {
    if (step.action().equals(PROPOSE) || step.action().equals(APPROVE)) {
      var frozen = assessments.latest(file.id());
      if (frozen.isEmpty()) throw new RuleViolation(null, "本案还没有测算单，请退回补充后再办");
      if (!frozen.get().result().eligible())
        throw new RuleViolation(
            null, "测算结论为“" + frozen.get().result().outcome().label() + "”，不能同意认定");
    }
    if (step.action().equals(APPROVE) && !assessments.stillHolds(file))
      throw new RuleViolation(null, "测算之后家庭情况或标准有变化，请退回街道重新测算后再确认");
  }
}
