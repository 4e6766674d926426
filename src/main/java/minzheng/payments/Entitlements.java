package minzheng.payments;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is paid what from which month. The desks tell their decisions here; where a month is frozen
 * already, the difference becomes a back-pay or a recovery of the next run. Each verb may be told
 * twice with the same cause: the second time changes nothing.
 */
@Service
public class Entitlements {
  private final JdbcClient jdbc;
  private final EntitlementRows rows;
  private final Settlement settlement;
  private final Audit audit;

  Entitlements(JdbcClient jdbc, EntitlementRows rows, Settlement settlement, Audit audit) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.settlement = settlement;
    this.audit = audit;
  }

  /**
   * A new right.
   *
   * @param region where the person or household is served, district or below
   * @param programme the programme's code
   * @param payeeId the person whose account is paid
   * @param last the last month of a right granted for a time, else null
   */
  public record Grant(
      String region,
      String programme,
      Subject subject,
      long payeeId,
      YearMonth first,
      YearMonth last,
      Terms terms,
      Cause cause) {}

  /**
   * Begins paying. Months that are frozen already are paid back with the next run.
   *
   * @return the entitlement's id
   * @throws RuleViolation when the subject is entitled to the programme in one of these months
   */
  @Transactional
  public long grant(Grant g) {
    if (g.terms().monthly().isNegative()) throw new RuleViolation("monthly", "月发金额不能是负数");
    if (g.last() != null && g.last().isBefore(g.first()))
      throw new RuleViolation("last", "最后一个月不能早于第一个月");
    var told = rows.granted(g);
    if (told.isPresent()) return told.get();
    settlement.lockForChange(g.programme());
    long id = rows.insert(g);
    rows.amount(id, g.region(), g.first(), g.terms(), g.cause());
    rows.change(id, g.region(), "GRANT", g.first(), g.terms().monthly(), g.cause());
    audit.write(
        "开始发放", "待遇", id, g.region(), g.cause().reason(), null, facts(g.first(), g.terms()));
    return id;
  }

  /** Another amount from a month on. It replaces whatever was decided before for these months. */
  @Transactional
  public void adjust(long id, YearMonth from, Terms terms, Cause cause) {
    if (terms.monthly().isNegative()) throw new RuleViolation("monthly", "月发金额不能是负数");
    var before = lock(id);
    if (rows.told(id, "ADJUST", from, terms.monthly(), cause)) return;
    if (from.isBefore(before.first()))
      throw new RuleViolation("from", "调整不能早于开始发放的月份 " + before.first());
    rows.amount(id, before.region(), from, terms, cause);
    rows.change(id, before.region(), "ADJUST", from, terms.monthly(), cause);
    audit.write(
        "调整金额",
        "待遇",
        id,
        before.region(),
        cause.reason(),
        Map.of("monthly", before.monthly().toString()),
        facts(from, terms));
  }

  /** 渐退: another amount from a month on, and an end. */
  @Transactional
  public void taper(long id, YearMonth from, Terms terms, YearMonth last, Cause cause) {
    var before = lock(id);
    if (rows.told(id, "TAPER", from, terms.monthly(), cause)) return;
    if (last.isBefore(from)) throw new RuleViolation("last", "渐退的最后一个月不能早于渐退开始的月份");
    rows.amount(id, before.region(), from, terms, cause);
    rows.end(before, last, before.state(), cause);
    rows.change(id, before.region(), "TAPER", from, terms.monthly(), cause);
    audit.write("渐退", "待遇", id, before.region(), cause.reason(), facts(before), facts(from, terms));
  }

  /** 暂停: nothing is paid from the month on; the money is kept until it is resumed or stopped. */
  @Transactional
  public void suspend(long id, YearMonth from, Cause cause) {
    var before = lock(id);
    if (rows.told(id, "SUSPEND", from, null, cause)) return;
    if (before.state() != Entitlement.State.ACTIVE)
      throw new RuleViolation(null, "这项待遇" + before.state().label() + "，不能再暂停");
    jdbc.sql(
            "UPDATE entitlement SET state = 'SUSPENDED', suspended_from = ?, reason = ? WHERE id ="
                + " ?")
        .params(day(from), cause.reason(), id)
        .update();
    rows.change(id, before.region(), "SUSPEND", from, null, cause);
    audit.write(
        "暂停发放", "待遇", id, before.region(), cause.reason(), null, Map.of("from", from.toString()));
  }

  /** 恢复: paid again; the months withheld follow as back-pay. */
  @Transactional
  public void resume(long id, Cause cause) {
    var before = lock(id);
    if (rows.told(id, "RESUME", null, null, cause)) return;
    if (before.state() != Entitlement.State.SUSPENDED)
      throw new RuleViolation(null, "这项待遇没有暂停，不用恢复");
    jdbc.sql(
            "UPDATE entitlement SET state = 'ACTIVE', suspended_from = NULL, reason = NULL WHERE id"
                + " = ?")
        .param(id)
        .update();
    rows.change(id, before.region(), "RESUME", null, null, cause);
    audit.write("恢复发放", "待遇", id, before.region(), cause.reason(), facts(before), null);
  }

  /**
   * 停发: paid to the end of a month and no longer. Months withheld before that are due and follow as
   * back-pay; months paid beyond it are recovered. A later stop corrects an earlier one.
   *
   * @param last the last month that is due; the month before the first when nothing is due
   */
  @Transactional
  public void stop(long id, YearMonth last, Cause cause) {
    var before = lock(id);
    if (rows.told(id, "STOP", last, null, cause)) return;
    rows.end(before, last, Entitlement.State.STOPPED, cause);
    rows.change(id, before.region(), "STOP", last, null, cause);
    audit.write(
        "停止发放",
        "待遇",
        id,
        before.region(),
        cause.reason(),
        facts(before),
        Map.of("last", last.toString()));
  }

  /** Another person receives the money from the next run on. */
  @Transactional
  public void payTo(long id, long payeeId, Cause cause) {
    var before = lock(id);
    if (rows.told(id, "PAYEE", null, null, cause)) return;
    jdbc.sql("UPDATE entitlement SET payee_id = ? WHERE id = ?").params(payeeId, id).update();
    rows.change(id, before.region(), "PAYEE", null, null, cause);
    audit.write(
        "变更领款人",
        "待遇",
        id,
        before.region(),
        cause.reason(),
        Map.of("payee", before.payeeId()),
        Map.of("payee", payeeId));
  }

  /**
   * @throws NotFound when there is none, or it lies outside the scope
   */
  @Transactional(readOnly = true)
  public Entitlement get(long id) {
    return find("WHERE e.id = ?", id).orElseThrow(() -> new NotFound("待遇"));
  }

  /** All of a household or person, the newest first. */
  @Transactional(readOnly = true)
  public List<Entitlement> of(Subject subject) {
    return jdbc.sql(
            Entitlement.SELECT
                + "WHERE e.subject_kind = ? AND e.subject_id = ? ORDER BY e.first_month DESC, e.id"
                + " DESC")
        .params(subject.kind().name(), subject.id())
        .query(Entitlement::of)
        .list();
  }

  /** All that are paid to a person's account, the newest first. */
  @Transactional(readOnly = true)
  public List<Entitlement> paidTo(long personId) {
    return jdbc.sql(
            Entitlement.SELECT + "WHERE e.payee_id = ? ORDER BY e.first_month DESC, e.id DESC")
        .param(personId)
        .query(Entitlement::of)
        .list();
  }

  /** The one that is due in a month, withheld or not. */
  @Transactional(readOnly = true)
  public Optional<Entitlement> in(String programme, Subject subject, YearMonth month) {
    return find(
        """
        WHERE e.programme = ? AND e.subject_kind = ? AND e.subject_id = ?
          AND e.first_month <= ? AND (e.last_month IS NULL OR e.last_month >= ?)
        """,
        programme,
        subject.kind().name(),
        subject.id(),
        day(month),
        day(month));
  }

  /** What is due for one month: 0 before the first, after the last and while suspended. */
  @Transactional(readOnly = true)
  public Money due(long id, YearMonth month) {
    return Money.of(
        jdbc.sql("SELECT entitled(?, ?)")
            .params(id, day(month))
            .query(java.math.BigDecimal.class)
            .single());
  }

  static LocalDate day(YearMonth month) {
    return month == null ? null : month.atDay(1);
  }

  private Optional<Entitlement> find(String where, Object... params) {
    return jdbc.sql(Entitlement.SELECT + where).params(params).query(Entitlement::of).optional();
  }

  /** The row locked against a second change and against a freeze of its programme. */
  private Entitlement lock(long id) {
    String programme =
        jdbc.sql("SELECT programme FROM entitlement WHERE id = ?")
            .param(id)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new NotFound("待遇"));
    settlement.lockForChange(programme);
    jdbc.sql("SELECT id FROM entitlement WHERE id = ? FOR UPDATE").param(id).query().singleRow();
    return get(id);
  }

  private static Map<String, ?> facts(YearMonth from, Terms terms) {
    return Map.of(
        "from", from.toString(),
        "monthly", terms.monthly().toString(),
        "persons", terms.persons());
  }

  private static Map<String, ?> facts(Entitlement e) {
    return Map.of("state", e.state().name(), "last", String.valueOf(e.last()));
  }
}
