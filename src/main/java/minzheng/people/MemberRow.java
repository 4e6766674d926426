package minzheng.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** Reads a membership. */
final class MemberRow {
  static final String SELECT =
      """
      SELECT id, region, household_id, person_id, relation, valid_from, valid_to, reason,
        recorded_at, recorded_by, superseded_at, superseded_by
      FROM household_member
      """;

  private MemberRow() {}

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
