package minzheng.subsidy.reassess;

import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassLists;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of the lists. */
@Component
class ReassessmentStore {
  private final JdbcClient jdbc;
  private final MassLists<Reassessment> lists;

  ReassessmentStore(JdbcClient jdbc, MassLists.Tools tools) {
    this.jdbc = jdbc;
    lists = new MassLists<>(tools, "reassessment", Reassessments.TYPE, Reassessment::of);
  }

  long insert(
      String number, String region, String programme, LocalDate from, String key, CurrentUser by) {
    try {
      return jdbc.sql(
              """
              INSERT INTO reassessment (region, number, key, programme, from_day, made_by, made_by_name, made_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
              """)
          .params(region, number, key, programme, from, by.accountId(), by.name(), lists.now())
          .query(Long.class)
          .single();
    } catch (DuplicateKeyException atTheSameMoment) {
      throw new RuleViolation("region", "这个地区刚刚有人发起了重算，请返回列表查看。");
    }
  }

  /** The steps between two persons. */
  MassLists<Reassessment> lists() {
    return lists;
  }

  /** A list of the programme that is not over and lies in the area, or the area in it. */
  Optional<Reassessment> openIn(String region, String programme) {
    return jdbc.sql(
            """
            SELECT * FROM reassessment
            WHERE state NOT IN ('DONE', 'DISCARDED') AND programme = :programme
              AND (starts_with(region, :region) OR starts_with(:region, region)) ORDER BY id LIMIT 1
            """)
        .param("region", region)
        .param("programme", programme)
        .query(Reassessment::of)
        .optional();
  }

  /**
   * @throws minzheng.kernel.NotFound also when it lies outside the scope
   */
  @Transactional(readOnly = true)
  public Reassessment get(long id) {
    return lists.get(id);
  }

  void found(long id, int same) {
    jdbc.sql("UPDATE reassessment SET state = 'DRAFT', same = ? WHERE id = ? AND state = 'FINDING'")
        .params(same, id)
        .update();
  }
}
