package minzheng.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of memberships as the database keeps them. */
@Component
class MemberRows {
  static final String SELECT =
      """
      SELECT id, region, household_id, person_id, relation, valid_from, valid_to, reason,
        recorded_at, recorded_by, superseded_at, superseded_by
      FROM household_member
      """;

  private final JdbcClient jdbc;
  private final DatedRows dated;
  private final Audit audit;

  MemberRows(JdbcClient jdbc, DatedRows dated, Audit audit) {
    this.jdbc = jdbc;
    this.dated = dated;
    this.audit = audit;
  }

  /** Every row of a household; by relation, then by first day. */
  List<Member> ofHousehold(long householdId) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    SELECT
                        + """
                        WHERE household_id = ? ORDER BY array_position(
                          ARRAY['HEAD','SPOUSE','CHILD','PARENT','SIBLING','OTHER'], relation), valid_from, id
                        """)
                .param(householdId)
                .query(MemberRows::map)
                .list(),
        "members",
        householdId);
  }

  /** The rows of a person that hold as known now; the latest first. */
  List<Member> ofPerson(long personId) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    SELECT
                        + "WHERE person_id = ? AND superseded_at IS NULL ORDER BY valid_from DESC,"
                        + " id")
                .param(personId)
                .query(MemberRows::map)
                .list(),
        "member",
        personId);
  }

  /** The row gives way to one with other days or another relation. */
  void replace(
      Household household,
      Member old,
      Relation relation,
      LocalDate from,
      LocalDate to,
      String reason) {
    DatedRows.checkRange(from, to);
    dated.supersede("household_member", old.id());
    insert(household, old.personId(), relation, from, to, reason.strip(), old.id());
    audit.write(
        "变更成员",
        "家庭",
        household.id(),
        household.region(),
        reason.strip(),
        values(old.personId(), old.relation(), old.validFrom(), old.validTo()),
        values(old.personId(), relation, from, to));
  }

  private static Map<String, Object> values(
      long personId, Relation relation, LocalDate from, LocalDate to) {
    return Map.of(
        "person", personId, "relation", relation, "from", from, "to", to == null ? "" : to);
  }

  long insert(
      Household household,
      long personId,
      Relation relation,
      LocalDate from,
      LocalDate to,
      String reason,
      Long replaces) {
    try {
      return jdbc.sql(
              """
              INSERT INTO household_member (region, household_id, person_id, relation, valid_from,
                valid_to, reason, replaces, recorded_at, recorded_by)
              VALUES (:region, :household, :person, :relation, :from, :to, :reason, :replaces, :now, :by)
              RETURNING id
              """)
          .param("region", household.region())
          .param("household", household.id())
          .param("person", personId)
          .param("relation", relation.name())
          .param("from", from)
          .param("to", to)
          .param("reason", reason)
          .param("replaces", replaces)
          .param("now", dated.now())
          .param("by", Audit.actor().name())
          .query(Long.class)
          .single();
    } catch (DataIntegrityViolationException e) {
      String message = String.valueOf(e.getMostSpecificCause().getMessage());
      if (message.contains("household_member_once"))
        throw new RuleViolation("personId", "这个人在该日期已是一个家庭的成员，请先在原家庭登记退出日期。");
      if (message.contains("household_member_head"))
        throw new RuleViolation("relation", "一个家庭同时只能有一位户主，请先变更原户主的关系。");
      throw e;
    }
  }

  static Member map(ResultSet row, int number) throws SQLException {
    return new Member(
        row.getLong("id"),
        row.getString("region"),
        row.getLong("household_id"),
        row.getLong("person_id"),
        Relation.valueOf(row.getString("relation")),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class),
        row.getString("reason"),
        PersonRow.instant(row, "recorded_at"),
        row.getString("recorded_by"),
        PersonRow.instant(row, "superseded_at"),
        row.getString("superseded_by"));
  }
}
