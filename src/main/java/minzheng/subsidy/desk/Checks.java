package minzheng.subsidy.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.CheckRecords.Result;
import minzheng.subsidy.desk.CheckRecords.Source;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 经济状况核对 and 入户调查: what was found out, by whom, when, and how differences were dealt with. */
@Service
public class Checks {
  private final JdbcClient jdbc;
  private final Cases cases;
  private final Audit audit;
  private final Clock clock;

  Checks(JdbcClient jdbc, Cases cases, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.audit = audit;
    this.clock = clock;
  }

  /** Somebody who may go along on a visit. */
  record Colleague(long id, String name) {}

  /** Colleagues of the user's own area, who may be the second person of a visit. */
  @Transactional(readOnly = true)
  public List<Colleague> colleagues(CurrentUser user) {
    return jdbc.sql(
            """
            SELECT a.id, a.name || '（' || a.office_name || '）' AS name
            FROM account a
            WHERE a.enabled AND a.id <> ? AND left(a.region, 6) = left(?, 6)
              AND EXISTS (SELECT FROM account_role r WHERE r.account_id = a.id AND r.role = 'CASEWORKER')
            ORDER BY a.region = ? DESC, a.name
            """)
        .params(user.accountId(), user.region(), user.region())
        .query(Colleague.class)
        .list();
  }

  /** All that is wrong with a source's answer, each at its field. */
  List<RuleViolation> problems(String source, LocalDate asOf, String result, String finding) {
    var problems = new ArrayList<RuleViolation>();
    if (!among(Source.values(), source)) problems.add(new RuleViolation("source", "请选择数据来源"));
    if (asOf == null) problems.add(new RuleViolation("asOf", "请填写数据日期"));
    else if (asOf.isAfter(LocalDate.now(clock)))
      problems.add(new RuleViolation("asOf", "数据日期不能晚于今天"));
    if (!among(Result.values(), result)) problems.add(new RuleViolation("result", "请选择核对结果"));
    else if (Result.valueOf(result) == Result.DIFFERENT && blank(finding))
      problems.add(new RuleViolation("finding", "请写明与申报不一致的内容，例如“存款 8,612.35 元，申报 8,000.00 元”"));
    return problems;
  }

  /**
   * Records what a source answered.
   *
   * @throws RuleViolation on the field that is wrong
   */
  @Transactional
  public void record(
      long caseId,
      String source,
      LocalDate asOf,
      String result,
      String finding,
      Move step,
      CurrentUser user) {
    CaseView file = cases.get(caseId);
    refuse(problems(source, asOf, result, finding));
    var kind = Result.valueOf(result);
    var from = Source.valueOf(source);
    jdbc.sql(
            """
            INSERT INTO economic_check (region, case_id, source, as_of, result, finding, purpose,
                                        recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            file.region(),
            caseId,
            from.name(),
            asOf,
            kind.name(),
            finding == null ? "" : finding.strip(),
            "办理案件 " + file.number(),
            user.accountId(),
            Timestamp.from(clock.instant()))
        .update();
    cases.move(
        caseId,
        new Move(
            step.action(),
            from.label() + "：" + kind.label(),
            step.effectiveOn(),
            step.reason(),
            step.version()),
        user);
    audit.write(
        "登记核对", "案件", caseId, file.region(), "办理案件 " + file.number(), null, Map.of("source", from));
  }

  /** Says how a difference was dealt with. */
  @Transactional
  public void settle(long caseId, long checkId, String opinion, CurrentUser user) {
    CaseView file = cases.get(caseId);
    if (opinion == null || opinion.isBlank()) throw new RuleViolation("opinion", "请填写处理意见");
    int settled =
        jdbc.sql(
                "UPDATE economic_check SET opinion = ? WHERE id = ? AND case_id = ? AND opinion IS"
                    + " NULL")
            .params(opinion.strip() + "（" + user.name() + "）", checkId, caseId)
            .update();
    if (settled == 0) throw new RuleViolation(null, "这条差异已经有处理意见，请刷新页面查看");
    audit.write("处理核对差异", "案件", caseId, file.region(), opinion.strip(), null, null);
  }

  /** All that is wrong with a visit, each at its field. */
  List<RuleViolation> problems(
      LocalDate day,
      Long companion,
      String met,
      String findings,
      boolean signed,
      CurrentUser user) {
    var problems = new ArrayList<RuleViolation>();
    if (day == null) problems.add(new RuleViolation("visitedOn", "请填写入户日期"));
    else if (day.isAfter(LocalDate.now(clock)))
      problems.add(new RuleViolation("visitedOn", "入户日期不能晚于今天"));
    if (companion == null || companion == user.accountId())
      problems.add(new RuleViolation("companion", "入户调查须两人以上，请选择同行人员"));
    if (blank(met)) problems.add(new RuleViolation("met", "请填写在场的家庭成员"));
    if (!signed) problems.add(new RuleViolation("signed", "调查记录须由调查人员和申请人（或家庭成员）双方签字后登记"));
    if (blank(findings)) problems.add(new RuleViolation("findings", "请填写调查情况"));
    return problems;
  }

  /**
   * Records a visit of two.
   *
   * @throws RuleViolation on the field that is wrong
   */
  @Transactional
  public void visit(
      long caseId,
      LocalDate day,
      Long companion,
      String met,
      String findings,
      boolean signed,
      Move step,
      CurrentUser user) {
    CaseView file = cases.get(caseId);
    refuse(problems(day, companion, met, findings, signed, user));
    if (colleagues(user).stream().noneMatch(c -> c.id() == companion)) throw new NotFound("同行人员");
    jdbc.sql(
            """
            INSERT INTO home_visit (region, case_id, visited_on, visitor, companion, met, findings,
                                    signed, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            file.region(),
            caseId,
            day,
            user.accountId(),
            companion,
            met.strip(),
            findings.strip(),
            signed,
            Timestamp.from(clock.instant()))
        .update();
    cases.move(caseId, step, user);
  }

  private static void refuse(List<RuleViolation> problems) {
    if (!problems.isEmpty()) throw problems.getFirst();
  }

  private static boolean among(Enum<?>[] all, String code) {
    return Arrays.stream(all).anyMatch(e -> e.name().equals(code));
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
