package minzheng.subsidy.oldage;

import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassLists;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of rounds. */
@Component
class RoundStore {
  private final JdbcClient jdbc;
  private final MassLists<Round> lists;

  RoundStore(JdbcClient jdbc, MassLists.Tools tools) {
    this.jdbc = jdbc;
    lists = new MassLists<>(tools, "old_age_round", Rounds.TYPE, Round::of);
  }

  long insert(String number, String region, LocalDate lawDay, String key, CurrentUser by) {
    try {
      return jdbc.sql(
              """
              INSERT INTO old_age_round (region, number, key, law_day, made_by, made_by_name, made_at)
              VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
              """)
          .params(region, number, key, lawDay, by.accountId(), by.name(), lists.now())
          .query(Long.class)
          .single();
    } catch (DuplicateKeyException atTheSameMoment) {
      throw new RuleViolation("region", "这个地区刚刚有人发起了名单，请返回列表查看。");
    }
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

  /** The steps between two persons. */
  MassLists<Round> lists() {
    return lists;
  }

  /**
   * @throws minzheng.kernel.NotFound also when it lies outside the scope
   */
  @Transactional(readOnly = true)
  public Round get(long id) {
    return lists.get(id);
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
}
