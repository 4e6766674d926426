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
              INSERT INTO reassessment (region, number, key, programme, from_day, made_by, made_by_name, made_at, seen_amount)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM entitlement_amount))
              RETURNING id
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

  /**
   * The search is over. Where nobody gets more, there is nothing to confirm and the list is done.
   *
   * @param same rights that are due as before
   * @param frozen months of the list that are frozen
   */
  void found(long id, int same, int frozen) {
    jdbc.sql(
            """
            UPDATE reassessment r SET state = CASE WHEN i.rights = 0 THEN 'DONE' ELSE 'DRAFT' END, same = :same,
              frozen = :frozen, rights = i.rights, monthly = i.monthly, back_pay = i.back_pay, open = i.open
            FROM (SELECT count(DISTINCT entitlement_id) FILTER (WHERE state = 'LISTED') AS rights,
                         coalesce(sum(next_pay), 0) AS monthly, coalesce(sum(back_pay), 0) AS back_pay,
                         count(DISTINCT entitlement_id) FILTER (WHERE state = 'OPEN') AS open
                  FROM reassessment_item WHERE reassessment_id = :id) i
            WHERE r.id = :id AND r.state = 'FINDING'
            """)
        .param("id", id)
        .param("same", same)
        .param("frozen", frozen)
        .update();
  }
}
