package minzheng.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * People who live together and share their living (共同生活的家庭成员).
 *
 * @param region where they live
 * @param closedOn last day, or null while it exists
 */
public record Household(
    long id,
    String region,
    String address,
    LocalDate openedOn,
    LocalDate closedOn,
    Instant changedAt,
    String changedBy,
    int version) {

  static Household map(ResultSet row, int number) throws SQLException {
    return new Household(
        row.getLong("id"),
        row.getString("region"),
        row.getString("address"),
        row.getObject("opened_on", LocalDate.class),
        row.getObject("closed_on", LocalDate.class),
        PersonRow.instant(row, "changed_at"),
        row.getString("changed_by"),
        row.getInt("version"));
  }
}
