package minzheng.subsidy.oldage;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Cause;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.payments.MonthRule;
import minzheng.people.Designations;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.subsidy.DueState;
import minzheng.subsidy.desk.SubsidyCases;
import minzheng.subsidy.oldage.Suspension.End;
import minzheng.subsidy.oldage.Suspension.Kind;
import minzheng.subsidy.oldage.Suspension.State;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 暂停、恢复和停发: when no proof of life holds, or the right ended, one person proposes and another
 * decides; never by itself. What is withheld is kept, and follows as back-pay when it is resumed.
 */
@Service
class Suspensions {
  private static final String TYPE = "高龄津贴处置";
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final LifeList list;
  private final Entitlements entitlements;
  private final Persons persons;
  private final Designations designations;
  private final SubsidyCases cases;
  private final Standards standards;
  private final Audit audit;
  private final Clock clock;

  Suspensions(
      JdbcClient jdbc,
      LifeList list,
      Entitlements entitlements,
      Persons persons,
      Designations designations,
      SubsidyCases cases,
      Standards standards,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.list = list;
    this.entitlements = entitlements;
    this.persons = persons;
    this.designations = designations;
    this.cases = cases;
    this.standards = standards;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Proposes to withhold the money of somebody whose proof of life is overdue, or to pay again
   * somebody who was verified since.
   *
   * @throws RuleViolation when neither fits, or a proposal waits already
   */
  @Transactional
  public void propose(long entitlement, String reason, CurrentUser user) {
    var row = list.get(entitlement, user);
    checkText("reason", reason, "请写明情况。");
    if (row.pay() == Entitlement.State.SUSPENDED) {
      if (row.state() == DueState.OVERDUE)
        throw new RuleViolation(null, "还没有通过生存认证，不能提请恢复；请先登记认证。");
      boolean ours =
          of(entitlement).stream()
              .filter(s -> s.state() == State.DONE)
              .findFirst()
              .filter(s -> s.kind() == Kind.SUSPEND)
              .isPresent();
      if (!ours) throw new RuleViolation(null, "这项待遇不是因生存认证暂停的，请在原来的案件里办理。");
      insert(row, Kind.RESUME, null, null, reason, user);
      return;
    }
    if (row.pay() != Entitlement.State.ACTIVE) throw new RuleViolation(null, "这项待遇已停发。");
    if (row.state() != DueState.OVERDUE)
      throw new RuleViolation(null, "生存认证有效到 " + row.dueOn() + "，不能提请暂停。");
    insert(row, Kind.SUSPEND, null, null, reason, user);
  }

  /**
   * Proposes to stop what is paid without a case. Of a death the registered day counts.
   *
   * @param on the day of the event; of a death it may be null
   * @throws RuleViolation with the field that stands against it
   */
  @Transactional
  public void proposeStop(
      long entitlement, End ends, LocalDate on, String reason, CurrentUser user) {
    var row = list.get(entitlement, user);
    if (row.pay() == Entitlement.State.STOPPED) throw new RuleViolation(null, "这项待遇已停发。");
    if (cases.paidBy(entitlement).isPresent())
      throw new RuleViolation(null, "这项待遇由案件认定，请在案件页办理变更或停发。");
    if (ends == null) throw new RuleViolation("ends", "请选择停发原因。");
    LocalDate day = ends == End.DIED ? persons.get(row.personId()).deathDate() : on;
    if (ends == End.DIED && day == null) throw new RuleViolation("ends", "还没有登记死亡，请先在一人一档登记。");
    if (day == null) throw new RuleViolation("eventOn", "请填写发生的日期。");
    if (day.isAfter(LocalDate.now(clock))) throw new RuleViolation("eventOn", "发生的日期不能晚于今天。");
    checkText("stopReason", reason, "请写明情况。");
    insert(row, Kind.STOP, ends, day, reason, user);
  }

  private void insert(
      LifeList.Row row, Kind kind, End ends, LocalDate on, String reason, CurrentUser user) {
    try {
      jdbc.sql(
              """
              INSERT INTO life_suspension (region, entitlement_id, kind, due_on, ends, event_on, reason, proposed_by,
                                           proposer, proposed_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .param(row.region())
          .param(row.id())
          .param(kind.name())
          .param(row.dueOn())
          .param(ends == null ? null : ends.name())
          .param(on)
          .param(reason.strip())
          .param(user.accountId())
          .param(user.name())
          .param(now())
          .update();
    } catch (DuplicateKeyException waits) {
      throw new RuleViolation(null, "已经有人提请，正在等待决定。");
    }
    audit.write("提请" + kind.label(), TYPE, row.id(), row.region(), reason.strip(), null, null);
  }

  /**
   * Decides a proposal about an entitlement. Again, in the same way: nothing happens.
   *
   * @throws NotFound when the proposal is about another entitlement
   * @throws RuleViolation when the same person proposed it, or a refusal gives no reason
   */
  @Transactional
  public void decide(long entitlement, long id, boolean agreed, String opinion, CurrentUser user) {
    Suspension s =
        find("entitlement_id = ? AND id = ? FOR UPDATE", entitlement, id).stream()
            .findFirst()
            .orElseThrow(() -> new NotFound("提请事项"));
    if (s.state() == (agreed ? State.DONE : State.REFUSED)) return;
    if (s.state() != State.PROPOSED)
      throw new RuleViolation(null, "这项提请" + s.state().label() + "。");
    if (!user.has(Role.APPROVER)) throw new RuleViolation(null, "您没有审批人的职责，不能决定。");
    if (s.proposedBy() == user.accountId()) throw new RuleViolation(null, "这项提请由您提出，须由另一人决定。");
    if (!agreed) checkText("opinion", opinion, "不同意的，请写明理由。");
    YearMonth month = agreed ? act(s, user) : null;
    jdbc.sql(
            """
            UPDATE life_suspension SET state = ?, decided_by = ?, decider = ?, decided_at = ?, month = ?, opinion = ?
            WHERE id = ?
            """)
        .param(agreed ? "DONE" : "REFUSED")
        .param(user.accountId())
        .param(user.name())
        .param(now())
        .param(month == null ? null : month.atDay(1))
        .param(blank(opinion) ? null : opinion.strip())
        .param(id)
        .update();
    audit.write(
        (agreed ? "同意" : "不同意") + s.kind().label(),
        TYPE,
        s.entitlement(),
        s.region(),
        opinion,
        null,
        month == null ? null : Map.of("month", month.toString()));
  }

  /** The first month withheld or the last one due; null for a resumption. */
  private YearMonth act(Suspension s, CurrentUser user) {
    LocalDate today = LocalDate.now(clock);
    var row = list.get(s.entitlement(), user);
    String id = "life:" + s.id();
    switch (s.kind()) {
      case RESUME -> {
        if (row.state() == DueState.OVERDUE) throw new RuleViolation(null, "生存认证又已逾期，不能恢复；请先登记认证。");
        entitlements.resume(s.entitlement(), new Cause(id, today, "生存认证恢复"));
        return null;
      }
      case SUSPEND -> {
        if (row.state() != DueState.OVERDUE)
          throw new RuleViolation(null, "提请以后已通过生存认证，不用暂停；请选不同意。");
        YearMonth from = MonthRule.valueOf(rule(s.region(), today)).first(today);
        entitlements.suspend(s.entitlement(), from, new Cause(id, today, "生存认证逾期"));
        return from;
      }
      case STOP -> {
        YearMonth never = entitlements.get(s.entitlement()).first().minusMonths(1);
        YearMonth last = MonthRule.lastPaid(s.eventOn());
        if (last.isBefore(never)) last = never;
        String why = "停发：" + s.ends().label();
        entitlements.stop(s.entitlement(), last, new Cause(id, today, why));
        designations.end(row.personId(), Finder.PROGRAMME, s.eventOn(), why);
        return last;
      }
    }
    throw new IllegalStateException(s.kind().name());
  }

  private String rule(String region, LocalDate day) {
    return standards
        .on("START_MONTH", region, day)
        .orElseThrow(() -> new RuleViolation(null, "没有“起发月份规则”的标准，请先发布。"))
        .word();
  }

  /** All of an entitlement, the latest first. */
  @Transactional(readOnly = true)
  public List<Suspension> of(long entitlement) {
    return find("entitlement_id = ? ORDER BY id DESC", entitlement);
  }

  private List<Suspension> find(String where, Object... keys) {
    return jdbc.sql("SELECT * FROM life_suspension WHERE " + where)
        .params(keys)
        .query(Suspension::of)
        .list();
  }

  private static void checkText(String field, String text, String missing) {
    if (blank(text)) throw new RuleViolation(field, missing);
    if (text.strip().length() > LONGEST)
      throw new RuleViolation(field, "不能超过 " + LONGEST + " 字，请精简。");
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
