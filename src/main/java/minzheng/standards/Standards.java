package minzheng.standards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.OncePerPage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The register of standards, for reading. Drafting and publishing is {@link StandardDrafts}. */
@Service
public class Standards {
  static final String COLUMNS =
      "v.id, v.code, v.kind, v.region, v.class, v.valid_from, v.valid_to, v.value, v.unit, v.op,"
          + " v.source, v.known_from, v.superseded_at";
  private static final String CURRENT =
      "SELECT "
          + COLUMNS
          + " FROM standard_value v WHERE v.status = 'PUBLISHED' AND v.superseded_at IS NULL";
  private static final String ORDER =
      " ORDER BY v.code, v.class, v.region, v.valid_from, v.known_from";

  private final JdbcClient jdbc;

  Standards(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All values as known now. One query; keep the book for the whole piece of work. */
  @Transactional(readOnly = true)
  public StandardBook book() {
    return OncePerPage.ask(
        () -> new StandardBook(jdbc.sql(CURRENT + ORDER).query(Standards::value).list()),
        "standards");
  }

  /** The Chinese words for codes, units, classes and rules, for sheets and lists. */
  @Transactional(readOnly = true)
  public StandardTerms terms() {
    return StandardTerms.read(jdbc);
  }

  /** All values as the bureau knew them at the instant, before later raises and corrections. */
  @Transactional(readOnly = true)
  public StandardBook bookKnownAt(Instant instant) {
    String known = "tstzrange(v.known_from, v.superseded_at) @> ?::timestamptz";
    return new StandardBook(
        jdbc.sql(
                "SELECT "
                    + COLUMNS
                    + " FROM standard_value v WHERE v.status = 'PUBLISHED' AND "
                    + known
                    + ORDER)
            .param(instant.toString())
            .query(Standards::value)
            .list());
  }

  /**
   * The value in force on a day: the most specific area wins (street, district, city, province,
   * nation).
   *
   * @param personClass {@code ""} for the value for everybody
   * @return empty when there is none: the case is then blocked, the standard is never zero
   */
  @Transactional(readOnly = true)
  public Optional<StandardValue> on(String code, String personClass, String region, LocalDate day) {
    return new StandardBook(currentOf(code)).find(code, personClass, region, day);
  }

  /** The value for everybody in force on a day. */
  @Transactional(readOnly = true)
  public Optional<StandardValue> on(String code, String region, LocalDate day) {
    return on(code, "", region, day);
  }

  /** What was published since an instant and holds, the newest first; not what merely goes on. */
  @Transactional(readOnly = true)
  public List<StandardValue> publishedSince(Instant instant) {
    return jdbc.sql(CURRENT + " AND v.continues IS NULL AND v.published_at >= ? ORDER BY v.id DESC")
        .param(Timestamp.from(instant))
        .query(Standards::value)
        .list();
  }

  /** The row a determination has read, also when another took its place since. */
  @Transactional(readOnly = true)
  public Optional<StandardValue> find(long id) {
    return jdbc.sql(
            "SELECT " + COLUMNS + " FROM standard_value v WHERE id = ? AND status = 'PUBLISHED'")
        .param(id)
        .query(Standards::value)
        .optional();
  }

  /** The rows determinations have read. */
  @Transactional(readOnly = true)
  public List<StandardValue> find(Collection<Long> ids) {
    if (ids.isEmpty()) return List.of();
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM standard_value v WHERE id IN (:ids) AND status = 'PUBLISHED'"
                + ORDER)
        .param("ids", ids)
        .query(Standards::value)
        .list();
  }

  List<StandardValue> currentOf(String code) {
    return jdbc.sql(CURRENT + " AND v.code = ?" + ORDER).param(code).query(Standards::value).list();
  }

  static StandardValue value(ResultSet row, int number) throws SQLException {
    String op = row.getString("op");
    return new StandardValue(
        row.getLong("id"),
        row.getString("code"),
        StandardKind.valueOf(row.getString("kind")),
        row.getString("region"),
        row.getString("class"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class),
        row.getString("value"),
        row.getString("unit"),
        op == null ? null : Operator.valueOf(op),
        row.getString("source"),
        instant(row, "known_from"),
        instant(row, "superseded_at"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
