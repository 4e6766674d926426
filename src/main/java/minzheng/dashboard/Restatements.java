package minzheng.dashboard;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 更正: closes a month once more, beside what was kept. One supervisor of the city proposes it with a
 * reason, another confirms; nothing is overwritten.
 */
@Service
public class Restatements {
  private final JdbcClient jdbc;
  private final MonthFreezes freezes;
  private final MonthDifferences differences;
  private final Audit audit;
  private final Clock clock;
  private final String city;

  Restatements(
      JdbcClient jdbc,
      MonthFreezes freezes,
      MonthDifferences differences,
      Audit audit,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.freezes = freezes;
    this.differences = differences;
    this.audit = audit;
    this.clock = clock;
    this.city = city;
  }

  /** A proposal that waits for another supervisor. */
  public record Open(
      long id,
      String programme,
      LocalDate month,
      String reason,
      long proposedBy,
      String proposedName,
      Instant proposedAt) {
    YearMonth yearMonth() {
      return YearMonth.from(month);
    }
  }

  /** Whether this person may correct figures at all. */
  boolean may(CurrentUser user) {
    return user.has(Role.SUPERVISOR) && user.region().equals(city);
  }

  /** What others have proposed. Few at a time: each one is about a whole month of the city. */
  @Transactional(readOnly = true)
  public List<Open> waitingFor(CurrentUser user) {
    return jdbc.sql(
            """
            SELECT id, programme, month, reason, proposed_by, proposed_name, proposed_at
            FROM figure_restatement WHERE state = 'PROPOSED' AND proposed_by <> ? ORDER BY id
            """)
        .param(user.accountId())
        .query(Open.class)
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<Open> open(String programme, YearMonth month) {
    return jdbc.sql(
            """
            SELECT id, programme, month, reason, proposed_by, proposed_name, proposed_at
            FROM figure_restatement WHERE programme = ? AND month = ? AND state = 'PROPOSED'
            """)
        .params(programme, month.atDay(1))
        .query(Open.class)
        .optional();
  }

  /** Proposes to close a month once more; again the same while one waits. */
  @Transactional
  public void propose(String programme, YearMonth month, String reason, CurrentUser user) {
    refuseOthers(user);
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明更正的原因。");
    if (reason.strip().length() > 200) throw new RuleViolation("reason", "原因不能超过 200 字，请精简。");
    latest(programme, month);
    if (differences.of(programme, month).isEmpty())
      throw new RuleViolation(null, "现在的数与已冻结的数相同，不需要更正。");
    int added =
        jdbc.sql(
                """
                INSERT INTO figure_restatement (region, programme, month, reason, state,
                  proposed_by, proposed_name, proposed_at)
                VALUES (?, ?, ?, ?, 'PROPOSED', ?, ?, ?)
                ON CONFLICT (programme, month) WHERE state = 'PROPOSED' DO NOTHING
                """)
            .params(city, programme, month.atDay(1), reason.strip())
            .params(user.accountId(), user.name(), Timestamp.from(clock.instant()))
            .update();
    if (added == 1)
      audit.write("提出更正", "月度数据", programme + " " + month, city, reason.strip(), null, null);
  }

  /**
   * Writes the next version with the figures as they are counted now.
   *
   * @return the version
   */
  @Transactional
  public int confirm(long id, CurrentUser user) {
    refuseOthers(user);
    Open open = lock(id);
    if (open.proposedBy() == user.accountId()) throw new RuleViolation(null, "更正由您提出，须由市局另一位主管确认。");
    YearMonth month = open.yearMonth();
    int version = latest(open.programme(), month) + 1;
    freezes.write(
        open.programme(),
        month,
        version,
        open.reason(),
        open.proposedBy(),
        open.proposedName(),
        user.accountId(),
        user.name());
    decide(id, "CONFIRMED", user);
    return version;
  }

  /** Takes a proposal back, or declines that of another. */
  @Transactional
  public void withdraw(long id, CurrentUser user) {
    refuseOthers(user);
    Open open = lock(id);
    decide(id, "WITHDRAWN", user);
    audit.write(
        "撤回更正", "月度数据", open.programme() + " " + open.yearMonth(), city, open.reason(), null, null);
  }

  private void decide(long id, String state, CurrentUser user) {
    jdbc.sql(
            "UPDATE figure_restatement SET state = ?, decided_by = ?, decided_name = ?, decided_at"
                + " = ? WHERE id = ?")
        .params(state, user.accountId(), user.name(), Timestamp.from(clock.instant()), id)
        .update();
  }

  private Open lock(long id) {
    return jdbc.sql(
            """
            SELECT id, programme, month, reason, proposed_by, proposed_name, proposed_at
            FROM figure_restatement WHERE id = ? AND state = 'PROPOSED' FOR UPDATE
            """)
        .param(id)
        .query(Open.class)
        .optional()
        .orElseThrow(() -> new NotFound("待确认的更正"));
  }

  private int latest(String programme, YearMonth month) {
    return jdbc.sql("SELECT max(version) FROM figure_freeze WHERE programme = ? AND month = ?")
        .params(programme, month.atDay(1))
        .query(Integer.class)
        .optional()
        .orElseThrow(() -> new RuleViolation(null, "这个月还没有冻结，数字本来就是实时的。"));
  }

  private void refuseOthers(CurrentUser user) {
    if (!may(user)) throw new RuleViolation(null, "月度数据由市局主管更正，您的账号没有这项职责。");
  }
}
