package minzheng.subsidy.oldage;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of rounds. */
@Component
class RoundStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  RoundStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  long insert(String number, String region, LocalDate lawDay, String key, CurrentUser by) {
    try {
      return jdbc.sql(
              """
              INSERT INTO old_age_round (region, number, key, law_day, made_by, made_by_name, made_at)
              VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
              """)
          .params(region, number, key, lawDay, by.accountId(), by.name(), now())
          .query(Long.class)
          .single();
    } catch (DuplicateKeyException atTheSameMoment) {
      throw new RuleViolation("region", "这个地区刚刚有人发起了名单，请返回列表查看。");
    }
  }

  Optional<Round> byKey(String key) {
    return jdbc.sql("SELECT * FROM old_age_round WHERE key = ?")
        .param(key)
        .query(Round::of)
        .optional();
  }

  /** A round that is not over and lies in the area, or the area in it. */
  Optional<Round> openIn(String region) {
    return jdbc.sql(
            """
            SELECT * FROM old_age_round WHERE state NOT IN ('DONE', 'DISCARDED')
              AND (starts_with(region, :region) OR starts_with(:region, region)) ORDER BY id LIMIT 1
            """)
        .param("region", region)
        .query(Round::of)
        .optional();
  }

  /**
   * @throws NotFound also when it lies outside the scope
   */
  @Transactional(readOnly = true)
  public Round get(long id) {
    return jdbc.sql("SELECT * FROM old_age_round WHERE id = ?")
        .param(id)
        .query(Round::of)
        .optional()
        .orElseThrow(() -> new NotFound("名单"));
  }

  /** The round, held to the end of the transaction. */
  Round lock(long id) {
    return jdbc.sql("SELECT * FROM old_age_round WHERE id = ? FOR UPDATE")
        .param(id)
        .query(Round::of)
        .optional()
        .orElseThrow(() -> new NotFound("名单"));
  }

  void findJob(long id, long job) {
    jdbc.sql("UPDATE old_age_round SET find_job = ? WHERE id = ?").params(job, id).update();
  }

  void grantJob(long id, long job) {
    jdbc.sql("UPDATE old_age_round SET grant_job = ? WHERE id = ?").params(job, id).update();
  }

  void found(long id, int notEligible, int withoutStatus) {
    jdbc.sql(
            """
            UPDATE old_age_round SET state = 'DRAFT', not_eligible = ?, without_status = ?
            WHERE id = ? AND state = 'FINDING'
            """)
        .params(notEligible, withoutStatus, id)
        .update();
  }

  void submit(long id, CurrentUser by) {
    jdbc.sql(
            """
            UPDATE old_age_round SET state = 'SUBMITTED', submitted_by = ?, submitted_by_name = ?,
              submitted_at = ?, returned = NULL WHERE id = ?
            """)
        .params(by.accountId(), by.name(), now(), id)
        .update();
  }

  void giveBack(long id, String reason) {
    jdbc.sql("UPDATE old_age_round SET state = 'DRAFT', returned = ? WHERE id = ?")
        .params(reason, id)
        .update();
  }

  void state(long id, RoundState state) {
    jdbc.sql("UPDATE old_age_round SET state = ? WHERE id = ?").params(state.name(), id).update();
  }

  void confirm(long id, int rows, Money money, CurrentUser by) {
    jdbc.sql(
            """
            UPDATE old_age_round SET state = 'GRANTING', confirmed_by = ?, confirmed_by_name = ?,
              confirmed_on = ?, confirmed_at = ?, confirmed_rows = ?, confirmed_money = ? WHERE id = ?
            """)
        .params(by.accountId(), by.name(), LocalDate.now(clock), now(), rows, money.amount(), id)
        .update();
  }

  Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
