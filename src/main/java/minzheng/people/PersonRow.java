package minzheng.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.Sex;

/** Reads a person, as table {@code p}. */
final class PersonRow {
  static final String SELECT =
      """
      SELECT p.id, p.region, p.doc_type, p.doc_number, p.name, p.sex, p.birth_date, p.hukou, p.phone,
        p.address, p.death_date, p.death_source, p.changed_at, p.changed_by, p.version
      FROM person p
      """;

  private PersonRow() {}

  static Person map(ResultSet row, int number) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("region"),
        DocType.valueOf(row.getString("doc_type")),
        row.getString("doc_number"),
        row.getString("name"),
        Sex.valueOf(row.getString("sex")),
        row.getObject("birth_date", LocalDate.class),
        row.getString("hukou"),
        row.getString("phone"),
        row.getString("address"),
        row.getObject("death_date", LocalDate.class),
        row.getString("death_source"),
        instant(row, "changed_at"),
        row.getString("changed_by"),
        row.getInt("version"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
