package minzheng.imports;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import minzheng.jobs.StoredFile;
import minzheng.kernel.Actor;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of imports. What changes them stands in the caller's transaction. */
@Component
class ImportStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  ImportStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Optional<SheetImport> find(long id) {
    return jdbc.sql("SELECT * FROM sheet_import WHERE id = ?")
        .param(id)
        .query(SheetImport::of)
        .optional();
  }

  Optional<SheetImport> lock(long id) {
    return jdbc.sql("SELECT * FROM sheet_import WHERE id = ? FOR UPDATE")
        .param(id)
        .query(SheetImport::of)
        .optional();
  }

  /** The import of the same content by the same office, unless it came to nothing. */
  @Transactional(readOnly = true)
  public Optional<SheetImport> known(String region, String kind, String sha256) {
    return jdbc.sql(
            """
            SELECT * FROM sheet_import
            WHERE region = ? AND kind = ? AND sha256 = ? AND state NOT IN ('REJECTED', 'WITHDRAWN')
            """)
        .params(region, kind, sha256)
        .query(SheetImport::of)
        .optional();
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException when another one of the same content is
   *     under way
   */
  long insert(String kind, SheetCheck.Accepted table, StoredFile file, CurrentUser user) {
    return jdbc.sql(
            """
            INSERT INTO sheet_import (region, kind, name, file_id, sha256, format, headers, header_line, rows,
              made_by, made_by_name, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """)
        .params(user.region(), kind, table.name(), file.id(), file.sha256(), table.format().name())
        .params(table.headers().toArray(String[]::new), table.headerLine(), table.rows())
        .params(user.accountId(), user.name(), now())
        .query(Long.class)
        .single();
  }

  void job(long id, long job) {
    jdbc.sql("UPDATE sheet_import SET job_id = ? WHERE id = ?").params(job, id).update();
  }

  /** The last line that has been looked at. */
  @Transactional(readOnly = true)
  public int lastLine(long id) {
    return jdbc.sql("SELECT coalesce(max(line), 0) FROM sheet_import_row WHERE import_id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  /** Lines by how they stand. */
  record Tally(int rows, int fresh, int same, int wrong, int written) {}

  @Transactional(readOnly = true)
  public Tally tally(long id) {
    return jdbc.sql(
            """
            SELECT count(*) AS rows, count(*) FILTER (WHERE standing = 'NEW') AS fresh,
              count(*) FILTER (WHERE standing = 'SAME') AS same,
              count(*) FILTER (WHERE standing = 'WRONG') AS wrong,
              count(*) FILTER (WHERE standing = 'WRITTEN') AS written
            FROM sheet_import_row WHERE import_id = ?
            """)
        .param(id)
        .query(Tally.class)
        .single();
  }

  /** A line as looked at by itself; {@code reason} null: nothing is wrong with it. */
  record Staged(
      int line, List<String> cells, String key, Object value, String cell, String reason) {}

  /**
   * @param lines JSON of {@link Staged} lines
   */
  void stage(SheetImport table, String lines) {
    jdbc.sql(
            """
            INSERT INTO sheet_import_row (import_id, line, region, standing, cells, key, value, cell, reason)
            SELECT ?, s.line, ?, CASE WHEN s.reason IS NULL THEN 'NEW' ELSE 'WRONG' END,
              s.cells, s.key, s.value, s.cell, s.reason
            FROM jsonb_to_recordset(?::jsonb)
              AS s(line int, cells text[], key text, value jsonb, cell text, reason text)
            """)
        .params(table.id(), table.region(), lines)
        .update();
  }

  /**
   * A key that stands in the file before: the later line is wrong. Asked for by the first line, not
   * by EXISTS, which became a join of the whole table for each batch.
   */
  void refuseRepeated(Batch batch, int keyColumn, String header) {
    jdbc.sql(
            """
            UPDATE sheet_import_row r SET standing = 'WRONG', cell = :cell || r.line,
              reason = '与第 ' || (SELECT min(e.line) FROM sheet_import_row e
                                  WHERE e.import_id = r.import_id AND e.key = r.key)
                || ' 行的' || :header || '相同，同一个' || :header || '只收一行。'
            WHERE %s AND r.line > (SELECT min(e.line) FROM sheet_import_row e
                                   WHERE e.import_id = r.import_id AND e.key = r.key)
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .param("cell", batch.letters()[keyColumn])
        .param("header", header)
        .update();
  }

  /** The first and the last of the next new lines behind a line; empty when there are none. */
  @Transactional(readOnly = true)
  public Optional<Span> nextNew(long id, int after, int rows) {
    return jdbc.sql(
            """
            SELECT min(line) AS first, max(line) AS last FROM (SELECT line FROM sheet_import_row
              WHERE import_id = ? AND standing = 'NEW' AND line > ? ORDER BY line LIMIT ?) batch
            HAVING count(*) > 0
            """)
        .params(id, after, rows)
        .query(Span.class)
        .optional();
  }

  record Span(int first, int last) {}

  void checked(long id, Tally tally) {
    jdbc.sql(
            """
            UPDATE sheet_import SET state = 'CHECKED', rows = ?, fresh = ?, same = ?, wrong = ?
            WHERE id = ? AND state = 'CHECKING'
            """)
        .params(tally.rows(), tally.fresh(), tally.same(), tally.wrong(), id)
        .update();
  }

  void submitted(long id) {
    jdbc.sql("UPDATE sheet_import SET state = 'SUBMITTED', submitted_at = ? WHERE id = ?")
        .params(now(), id)
        .update();
  }

  /** A yes, or with a reason a no. */
  void decided(long id, String reason, Actor by) {
    jdbc.sql(
            """
            UPDATE sheet_import SET state = :state, decided_by = :by, decided_by_name = :name,
              decided_at = :now, reason = :reason,
              ended_at = CASE WHEN :state = 'REJECTED' THEN :now::timestamptz END
            WHERE id = :id
            """)
        .param("state", reason == null ? "WRITING" : "REJECTED")
        .param("by", by.accountId())
        .param("name", by.name())
        .param("now", now())
        .param("reason", reason)
        .param("id", id)
        .update();
  }

  void done(long id, Tally tally) {
    jdbc.sql(
            """
            UPDATE sheet_import SET state = 'DONE', written = ?, same = ?, wrong = ?, ended_at = ?
            WHERE id = ? AND state = 'WRITING'
            """)
        .params(tally.written(), tally.same(), tally.wrong(), now(), id)
        .update();
  }

  /** Gives up: the lines go, the digest stays without effect. */
  void withdrawn(long id) {
    jdbc.sql("DELETE FROM sheet_import_row WHERE import_id = ?").param(id).update();
    jdbc.sql("UPDATE sheet_import SET state = 'WITHDRAWN', ended_at = ? WHERE id = ?")
        .params(now(), id)
        .update();
  }

  /**
   * Removes rows and files of imports that ended before, and gives up those that nobody went on
   * with; under a scope over all.
   */
  @Transactional
  public void forget(Instant before) {
    var day = Timestamp.from(before);
    jdbc.sql(
            """
            UPDATE sheet_import SET state = 'WITHDRAWN', ended_at = :now
            WHERE state IN ('CHECKING', 'CHECKED') AND made_at < :day
            """)
        .param("now", now())
        .param("day", day)
        .update();
    jdbc.sql(
            """
            DELETE FROM sheet_import_row WHERE import_id IN (SELECT id FROM sheet_import
              WHERE file_id IS NOT NULL AND (ended_at < :day OR state = 'WITHDRAWN'))
            """)
        .param("day", day)
        .update();
    jdbc.sql(
            """
            DELETE FROM job_file WHERE id IN (SELECT file_id FROM sheet_import
              WHERE ended_at < :day OR state = 'WITHDRAWN')
            """)
        .param("day", day)
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
