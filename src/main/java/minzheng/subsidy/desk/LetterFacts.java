package minzheng.subsidy.desk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import minzheng.cases.CaseStep;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.documents.Attachment;
import minzheng.documents.Paper;
import minzheng.documents.Papers;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.Determination;
import minzheng.subsidy.rules.Reason;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;

/** What the letters of a case say, read when they are issued and frozen with the copy. */
@Component
class LetterFacts {
  private final Cases cases;
  private final Assessments assessments;
  private final Papers papers;
  private final LetterHead head;
  private final Remedies remedies;
  private final Clock clock;

  LetterFacts(
      Cases cases,
      Assessments assessments,
      Papers papers,
      LetterHead head,
      Remedies remedies,
      Clock clock) {
    this.cases = cases;
    this.assessments = assessments;
    this.papers = papers;
    this.head = head;
    this.remedies = remedies;
    this.clock = clock;
  }

  /** 受理通知书: issued once the case is accepted. */
  Paper.Facts receipt(long caseId) {
    CaseView file = cases.get(caseId);
    CaseStep accepted = step(file, Procedures.ACCEPT, "案件还没有受理，不能出具受理通知书");
    var body = head.common(file);
    body.put("acceptedOn", LetterParts.day(accepted.effectiveOn()));
    body.put("due", file.totalDue() == null ? "" : LetterParts.day(file.totalDue()));
    body.put("limit", file.totalDays() == null ? "" : file.totalDays() + " 个工作日");
    body.put("clerk", accepted.actor());
    body.put("received", received(caseId).stream().map(Received::row).toList());
    return head.facts(
        file,
        head.street(file),
        accepted.effectiveOn(),
        "民救受",
        body,
        LetterHead.line("受理日期", LetterParts.day(accepted.effectiveOn())));
  }

  /** 材料收讫凭证: what was handed in, when, and who took it; at any time. */
  Paper.Facts papersReceived(long caseId) {
    CaseView file = cases.get(caseId);
    var received = received(caseId);
    if (received.isEmpty()) throw new RuleViolation(null, "案件还没有收到材料，不能出具材料收讫凭证");
    var body = head.common(file);
    body.put("received", received.stream().map(Received::row).toList());
    LocalDate day = received.stream().map(Received::on).max(LocalDate::compareTo).orElseThrow();
    return head.facts(
        file, head.street(file), day, "民救收", body, LetterHead.line("收到材料", received.size() + " 项"));
  }

  /** One required paper, or a file beyond the list, as it came in. */
  private record Received(String name, String count, LocalDate on, String by) {
    Map<String, String> row() {
      return LetterParts.row("name", name, "count", count, "on", on.toString(), "by", by);
    }
  }

  private List<Received> received(long caseId) {
    var panel = papers.panel(SubsidyCaseType.OWNER, caseId);
    var all = new ArrayList<Received>();
    for (var row : panel.rows()) received(row.requirement().name(), row.files(), all);
    for (var file : panel.others()) received("其他材料（" + file.fileName() + "）", List.of(file), all);
    return all;
  }

  private void received(String name, List<Attachment> files, List<Received> all) {
    var kept = files.stream().filter(f -> !f.removed()).toList();
    if (kept.isEmpty()) return;
    int pages = kept.stream().mapToInt(f -> f.pages() == null ? 0 : f.pages()).sum();
    boolean counted = kept.stream().allMatch(f -> f.pages() != null);
    all.add(
        new Received(
            name,
            kept.size() + " 份" + (counted ? " " + pages + " 页" : ""),
            kept.stream().map(this::day).max(LocalDate::compareTo).orElseThrow(),
            String.join("、", new TreeSet<>(kept.stream().map(Attachment::uploader).toList()))));
  }

  private LocalDate day(Attachment file) {
    return LocalDate.ofInstant(file.uploadedAt(), clock.getZone());
  }

  /** 一次性告知书: everything that is missing, told once. */
  Paper.Facts supplement(long caseId) {
    CaseView file = cases.get(caseId);
    CaseStep told = step(file, "SUPPLEMENT", "没有补正告知，不能出具一次性告知书");
    var body = head.common(file);
    body.put("opinion", told.opinion());
    var missing =
        papers.panel(SubsidyCaseType.OWNER, caseId).missing().stream()
            .filter(p -> p.demanded())
            .map(p -> p.name() + (p.signedBy() == null ? "" : "（" + p.signedBy() + "签字）"))
            .toList();
    if (missing.isEmpty()) throw new RuleViolation(null, "材料已经补齐，没有可以告知补正的材料");
    body.put("missing", missing);
    return head.facts(
        file,
        head.street(file),
        told.effectiveOn(),
        "民救补",
        body,
        LetterHead.line("需要补正", missing.size() + " 项"));
  }

  /** 认定通知书 after an approval. */
  Paper.Facts decision(long caseId) {
    CaseView file = cases.get(caseId);
    if (file.outcome() != Outcome.APPROVED) throw new RuleViolation(null, "案件没有同意认定，不能出具认定通知书");
    Result result = assessments.shown(file);
    var body = head.common(file);
    body.put("recognised", recognised(result, body.get("name")));
    body.put("amount", LetterParts.amount(result));
    body.put("lines", LetterParts.lines(result));
    body.put("basis", LetterParts.basis(LetterParts.findings(result.findings().stream())));
    body.put("decidedOn", LetterParts.day(file.decidedOn()));
    body.put("firstMonth", LetterParts.month(assessments.firstMonth(file)));
    body.put("appeal", remedies.text(file.region(), file.decidedOn()));
    var shown = new ArrayList<>(List.of(LetterHead.line("决定", "予以认定")));
    String amount = LetterParts.amount(result);
    if (!amount.isEmpty()) shown.add(LetterHead.line("每月金额", amount + " 元"));
    return head.facts(
        file, head.district(file), file.decidedOn(), "民救认", body, shown.toArray(Paper.Line[]::new));
  }

  /** Whom the decision counts: the one person it is about, or the family as far as it counts. */
  private static String recognised(Result result, Object name) {
    return result.subject().equals(Result.HOUSEHOLD)
        ? "予以认定，计入家庭成员 " + result.persons() + " 人"
        : "对" + name + "本人予以认定";
  }

  /** 不予认定通知书 with reasons, legal basis and the way to appeal. */
  Paper.Facts refusal(long caseId) {
    CaseView file = cases.get(caseId);
    if (file.outcome() != Outcome.REFUSED) throw new RuleViolation(null, "案件没有不予认定的决定，不能出具通知书");
    CaseStep refused = step(file, Procedures.REFUSE, "案件没有不予认定的决定，不能出具通知书");
    Result result = assessments.shown(file);
    var body = head.common(file);
    var failed =
        LetterParts.findings(result.findings().stream().filter(f -> Boolean.FALSE.equals(f.met())));
    String basis = LetterParts.basis(failed);
    body.put("opinion", refused.opinion());
    body.put("failed", failed);
    body.put("reasons", String.join("、", result.reasons().stream().map(Reason::label).toList()));
    body.put("basis", basis.isEmpty() ? document(caseId) : basis);
    body.put("other", other(caseId));
    body.put("decidedOn", LetterParts.day(file.decidedOn()));
    body.put("appeal", remedies.text(file.region(), file.decidedOn()));
    return head.facts(
        file, head.district(file), file.decidedOn(), "民救不认", body, LetterHead.line("决定", "不予认定"));
  }

  private CaseStep step(CaseView file, String action, String otherwise) {
    return cases.steps(file.id()).reversed().stream()
        .filter(s -> s.action().equals(action))
        .findFirst()
        .orElseThrow(() -> new RuleViolation(null, otherwise));
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
