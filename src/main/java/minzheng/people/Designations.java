package minzheng.people;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Recognised status, written by the desk that decided and read by all. */
@Service
public class Designations {
  private static final String SELECT =
      """
      SELECT id, region, person_id, code, title, valid_from, valid_to, cause, recorded_at, recorded_by, superseded_at
      FROM designation
      """;

  private final JdbcClient jdbc;
  private final DatedRows rows;
  private final Audit audit;

  Designations(JdbcClient jdbc, DatedRows rows, Audit audit) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.audit = audit;
  }

  /**
   * Recognises a status.
   *
   * @param region area of the deciding office, inside the scope
   * @param to last day, or null while it lasts
   * @param cause number of the case or document that says so
   * @return the row's id
   * @throws RuleViolation when the person has the status already on one of the days
   */
  @Transactional
  public long grant(
      long personId,
      String region,
      String code,
      String title,
      LocalDate from,
      LocalDate to,
      String cause) {
    DatedRows.checkRange(from, to);
    long id = insert(personId, region, code, title, from, to, cause, null);
    audit.write(
        "认定",
        "身份认定",
        id,
        region,
        cause,
        null,
        Map.of("person", personId, "code", code, "from", from, "to", to == null ? "" : to));
    return id;
  }

  /**
   * Recognises one status for many; who has it on one of the days already keeps what is there.
   *
   * @param persons id and area of each
   * @param causes by person: number of the document that says so
   * @param from by person
   */
  @Transactional
  public void grantAll(
      Map<Long, String> persons,
      String code,
      String title,
      Map<Long, LocalDate> from,
      Map<Long, String> causes) {
    var ids = List.copyOf(persons.keySet());
    var granted = new LinkedHashMap<Long, String>();
    jdbc.sql(
            """
            INSERT INTO designation (region, person_id, code, title, valid_from, cause, recorded_at, recorded_by)
            SELECT p.region, p.id, :code, :title, p.since, p.cause, :now, :by
            FROM unnest(:ids::bigint[], :regions::text[], :from::date[], :causes::text[]) AS p (id, region, since, cause)
            ON CONFLICT DO NOTHING RETURNING id, region
            """)
        .param("ids", ids.toArray(Long[]::new))
        .param("regions", ids.stream().map(persons::get).toArray(String[]::new))
        .param("from", ids.stream().map(id -> Date.valueOf(from.get(id))).toArray(Date[]::new))
        .param("causes", ids.stream().map(causes::get).toArray(String[]::new))
        .param("code", code)
        .param("title", title)
        .param("now", rows.now())
        .param("by", Audit.actor().name())
        .query(
            rs -> {
              granted.put(rs.getLong("id"), rs.getString("region"));
            });
    audit.writeAll("认定", "身份认定", granted, null, Map.of("code", code));
  }

  /**
   * Ends a status. Where it would have begun after the last day it never takes effect.
   *
   * @param lastDay the last day on which it still holds
   * @return whether the person had the status on a later day
   */
  @Transactional
  public boolean end(long personId, String code, LocalDate lastDay, String cause) {
    boolean ended = false;
    for (Designation d : of(personId)) {
      if (!d.code().equals(code) || (d.validTo() != null && !d.validTo().isAfter(lastDay)))
        continue;
      rows.supersede("designation", d.id());
      if (!d.validFrom().isAfter(lastDay))
        insert(personId, d.region(), code, d.title(), d.validFrom(), lastDay, d.cause(), d.id());
      audit.write(
          "终止认定",
          "身份认定",
          d.id(),
          d.region(),
          cause,
          Map.of("to", d.validTo() == null ? "" : d.validTo()),
          Map.of("to", lastDay));
      ended = true;
    }
    return ended;
  }

  private long insert(
      long personId,
      String region,
      String code,
      String title,
      LocalDate from,
      LocalDate to,
      String cause,
      Long replaces) {
    try {
      return jdbc.sql(
              """
              INSERT INTO designation (region, person_id, code, title, valid_from, valid_to, cause,
                replaces, recorded_at, recorded_by)
              VALUES (:region, :person, :code, :title, :from, :to, :cause, :replaces, :now, :by)
              RETURNING id
              """)
          .param("region", region)
          .param("person", personId)
          .param("code", code)
          .param("title", title)
          .param("from", from)
          .param("to", to)
          .param("cause", cause)
          .param("replaces", replaces)
          .param("now", rows.now())
          .param("by", Audit.actor().name())
          .query(Long.class)
          .single();
    } catch (DataIntegrityViolationException e) {
      if (String.valueOf(e.getMostSpecificCause().getMessage()).contains("designation_once"))
        throw new RuleViolation(null, "该人员在这段日期内已认定为“" + title + "”，不能重复认定。");
      throw e;
    }
  }

  /** All as known now, the latest first. */
  @Transactional(readOnly = true)
  public List<Designation> of(long personId) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    SELECT
                        + "WHERE person_id = ? AND superseded_at IS NULL ORDER BY valid_from DESC,"
                        + " id DESC")
                .param(personId)
                .query(Designations::map)
                .list(),
        "designations",
        personId);
  }

  /** What several persons are on the day, as known at that time (null: now). */
  @Transactional(readOnly = true)
  public List<Designation> of(Collection<Long> personIds, LocalDate day, Instant knownAt) {
    if (personIds.isEmpty()) return List.of();
    return OncePerPage.ask(
            () ->
                jdbc.sql(SELECT + "WHERE person_id = ANY (?) ORDER BY person_id, valid_from, id")
                    .param(personIds.toArray(Long[]::new))
                    .query(Designations::map)
                    .list(),
            "designations of",
            personIds)
        .stream()
        .filter(d -> AsOf.known(d.recordedAt(), d.supersededAt(), knownAt) && d.on(day))
        .toList();
  }

  /** Whether the person has the status on the day. */
  @Transactional(readOnly = true)
  public boolean has(long personId, String code, LocalDate day) {
    return of(personId).stream().anyMatch(d -> d.code().equals(code) && d.on(day));
  }

  private static Designation map(ResultSet row, int number) throws SQLException {
    return new Designation(
        row.getLong("id"),
        row.getString("region"),
        row.getLong("person_id"),
        row.getString("code"),
        row.getString("title"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class),
        row.getString("cause"),
        PersonRow.instant(row, "recorded_at"),
        row.getString("recorded_by"),
        PersonRow.instant(row, "superseded_at"));
  }
}
