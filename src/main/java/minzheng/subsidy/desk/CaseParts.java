package minzheng.subsidy.desk;

import java.util.ArrayList;
import java.util.List;
import minzheng.cases.CaseView;
import minzheng.documents.Papers;
import minzheng.security.CurrentUser;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;

/** 办理材料: what a case needs, and how far each part is. */
@Component
class CaseParts {
  private final Papers papers;
  private final CheckRecords checks;
  private final Assessments assessments;

  CaseParts(Papers papers, CheckRecords checks, Assessments assessments) {
    this.papers = papers;
    this.checks = checks;
    this.assessments = assessments;
  }

  /** A row of 办理材料: a part of the work and how it stands; url null: not to be opened. */
  public record Part(String name, String text, String url, String word, String tone) {}

  List<Part> of(CaseView file, SubsidyCase own, Result result, CurrentUser user) {
    String url = "/subsidy/cases/" + file.id() + "/";
    boolean opens = user.worksOnCases();
    var parts = new ArrayList<Part>();
    parts.add(papers(file.id(), opens ? url + "papers" : null));
    if (own.programme().meansTested()) {
      parts.add(checks(file.id(), opens ? url + "checks" : null));
      parts.add(visits(file.id(), opens ? url + "visits" : null));
    }
    parts.add(assessment(result, url + "determination"));
    if (own.programme().pays()) parts.add(account(file, url + "account"));
    return parts;
  }

  private Part papers(long id, String url) {
    long open =
        papers.panel(SubsidyCaseType.OWNER, id).missing().stream()
            .filter(p -> p.demanded())
            .count();
    return open == 0
        ? new Part("材料", "必交材料齐全", url, "完成", "ok")
        : new Part("材料", "还缺 " + open + " 项必交材料", url, "待补", "warn");
  }

  private Part checks(long id, String url) {
    var found = checks.checks(id);
    if (found.isEmpty()) return new Part("经济状况核对", "尚未登记", url, "未开始", null);
    String answered = found.size() + " 个来源已返回";
    long open = found.stream().filter(CheckRecords.EconomicCheck::open).count();
    return open == 0
        ? new Part("经济状况核对", answered, url, "完成", "ok")
        : new Part("经济状况核对", answered + "；" + open + " 项差异待处理", url, "待处理", "bad");
  }

  private Part visits(long id, String url) {
    var visits = checks.visits(id);
    if (visits.isEmpty()) return new Part("入户调查", "尚未登记", url, "未开始", null);
    var last = visits.getLast();
    String text = "%s，%s、%s两人签字".formatted(last.visitedOn(), last.visitor(), last.companion());
    return new Part("入户调查", text, url, "完成", "ok");
  }

  private static Part assessment(Result result, String url) {
    String text = result.outcome().label();
    if (result.eligible()) return new Part("测算", text, url, "完成", "ok");
    return result.missing().isEmpty()
        ? new Part("测算", text, url, "已测算", "now")
        : new Part("测算", text, url, "待补", "warn");
  }

  private Part account(CaseView file, String url) {
    return assessments.hasAccount(file)
        ? new Part("发放账户", "已登记", url, "完成", "ok")
        : new Part("发放账户", "未登记", url, "待补", "warn");
  }
}
