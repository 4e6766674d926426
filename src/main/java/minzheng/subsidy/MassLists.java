package minzheng.subsidy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import minzheng.audit.Audit;
import minzheng.jobs.Jobs;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists over which two persons decide: a job finds who belongs on it, one person hands it in,
 * another confirms what the page showed, a job does it. One table of lists each; {@code
 * old_age_round} shows the columns.
 *
 * @param <L> a row of the table
 */
public final class MassLists<L extends MassLists.Row> {
  private static final int LONGEST = 200;

  /** What the steps need of a row. */
  public interface Row {
    long id();

    String region();

    String number();

    ListState state();

    Long findJob();

    Long grantJob();

    /** Whether somebody put the list together or handed it in, and so may not confirm it. */
    boolean isOf(long account);
  }

  /**
   * What a list comes to.
   *
   * @param rows how many are concerned
   * @param money what it costs, as the confirm page shows it
   */
  public record Sum(int rows, Money money) {
    Map<String, ?> facts() {
      return Map.of("rows", rows, "money", money.toString());
    }
  }

  private final Tools tools;
  private final String table;
  private final String title;
  private final RowMapper<L> mapper;

  /** What the steps are done with. */
  @org.springframework.stereotype.Component
  public record Tools(JdbcClient jdbc, Jobs jobs, Audit audit, Clock clock) {}

  /**
   * @param title how pages and the trail call such a list, such as 高龄津贴名单
   */
  public MassLists(Tools tools, String table, String title, RowMapper<L> mapper) {
    this.tools = tools;
    this.table = table;
    this.title = title;
    this.mapper = mapper;
  }

  /**
   * @throws NotFound also when it lies outside the scope
   */
  public L get(long id) {
    return one("id = ?", id).orElseThrow(() -> new NotFound("名单"));
  }

  /** The list, held to the end of the transaction. */
  public L lock(long id) {
    return one("id = ? FOR UPDATE", id).orElseThrow(() -> new NotFound("名单"));
  }

  /** The list a form has opened already: a double submit opens one. */
  public Optional<L> byKey(String key) {
    return key == null ? Optional.empty() : one("key = ?", key);
  }

  private Optional<L> one(String where, Object key) {
    return tools
        .jdbc()
        .sql("SELECT * FROM " + table + " WHERE " + where)
        .param(key)
        .query(mapper)
        .optional();
  }

  public void findJob(long id, long job) {
    update("find_job = ?", id, job);
  }

  public void grantJob(long id, long job) {
    update("grant_job = ?", id, job);
  }

  public void state(long id, ListState state) {
    update("state = ?", id, state.name());
  }

  /** Hands the list in for confirmation. Again: nothing happens. */
  public void submit(long id, CurrentUser user, Supplier<Sum> listed) {
    L list = lock(id);
    if (list.state() == ListState.SUBMITTED) return;
    if (list.state() != ListState.DRAFT) throw stands(list);
    Sum sum = listed.get();
    if (sum.rows() == 0) throw new RuleViolation(null, "名单里没有可以办理的，不用提交；可以作废。");
    update(
        "state = 'SUBMITTED', submitted_by = ?, submitted_by_name = ?, submitted_at = ?, returned ="
            + " NULL",
        id,
        user.accountId(),
        user.name(),
        now());
    tools.audit().write("提交", title, list.number(), list.region(), null, null, sum.facts());
  }

  /**
   * Sends it back to whoever put it together.
   *
   * @throws RuleViolation without a reason
   */
  public void giveBack(long id, String reason) {
    L list = lock(id);
    if (list.state() != ListState.SUBMITTED)
      throw new RuleViolation(null, "名单" + list.state().label() + "，不能退回。");
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明退回原因。");
    checkLength("reason", reason);
    update("state = 'DRAFT', returned = ?", id, reason.strip());
    tools.audit().write("退回", title, list.number(), list.region(), reason.strip(), null, null);
  }

  /** Gives the list up; nothing follows from it. */
  public void discard(long id) {
    L list = lock(id);
    if (list.state() == ListState.DISCARDED) return;
    boolean stuck = list.state() == ListState.FINDING && over(list.findJob());
    if (list.state() != ListState.DRAFT && !stuck) throw stands(list);
    state(id, ListState.DISCARDED);
    tools.audit().write("作废", title, list.number(), list.region());
  }

  /**
   * Confirms the whole list in the name of another person. Again: nothing happens.
   *
   * @param shown what the page showed
   * @param listed what the list comes to now
   * @param unit of the rows, such as 人
   * @param then begins the job, and tells its id
   * @throws RuleViolation when the list is another one by now, or the same person made it
   */
  public void confirm(
      long id,
      CurrentUser user,
      Sum shown,
      Supplier<Sum> listed,
      String unit,
      Supplier<Long> then) {
    L list = lock(id);
    if (list.state() == ListState.GRANTING || list.state() == ListState.DONE) return;
    if (list.state() != ListState.SUBMITTED)
      throw new RuleViolation(null, "名单" + list.state().label() + "，不能确认。");
    if (!user.has(Role.APPROVER)) throw new RuleViolation(null, "您没有审批人的职责，不能确认。");
    if (list.isOf(user.accountId())) throw new RuleViolation(null, "这份名单由您发起或提交，须由另一人确认。");
    Sum sum = listed.get();
    if (!sum.equals(shown))
      throw new RuleViolation(
          null, "名单现在是 %,d %s %s 元，请重新核对。".formatted(sum.rows(), unit, sum.money().format()));
    update(
        "state = 'GRANTING', confirmed_by = ?, confirmed_by_name = ?, confirmed_on = ?,"
            + " confirmed_at = ?, confirmed_rows = ?, confirmed_money = ?",
        id,
        user.accountId(),
        user.name(),
        LocalDate.now(tools.clock()),
        now(),
        sum.rows(),
        sum.money().amount());
    grantJob(id, then.get());
    tools.audit().write("确认", title, list.number(), list.region(), null, null, sum.facts());
  }

  /**
   * After a cancelled or failed job: what is left is done, nothing twice. The list is confirmed
   * already, so any approver may see to its end who did not make it.
   */
  public void goOn(long id, CurrentUser user, Supplier<Long> then) {
    L list = lock(id);
    if (list.state() != ListState.GRANTING
        || !user.has(Role.APPROVER)
        || list.isOf(user.accountId()))
      throw new RuleViolation(null, "只有审批人可以继续登记已确认的名单，发起和提交人除外。");
    if (!over(list.grantJob())) return;
    grantJob(id, then.get());
    tools.audit().write("继续登记", title, list.number(), list.region());
  }

  /** The list, held, while it can still be changed. */
  public L draft(long id) {
    L list = lock(id);
    if (list.state() != ListState.DRAFT) throw stands(list);
    return list;
  }

  /** What is typed to explain a step. */
  public static void checkLength(String field, String text) {
    if (text != null && text.strip().length() > LONGEST)
      throw new RuleViolation(field, "不能超过 " + LONGEST + " 字，请精简。");
  }

  private boolean over(Long job) {
    return job != null && tools.jobs().get(job).isOver();
  }

  private void update(String set, long id, Object... values) {
    tools
        .jdbc()
        .sql("UPDATE " + table + " SET " + set + " WHERE id = ?")
        .params(values)
        .param(id)
        .update();
  }

  private static RuleViolation stands(Row list) {
    return new RuleViolation(null, "名单" + list.state().label() + "，不能再改。");
  }

  public Timestamp now() {
    return Timestamp.from(tools.clock().instant());
  }

  public static Instant instant(java.sql.ResultSet rs, String column) throws java.sql.SQLException {
    Timestamp at = rs.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
