package minzheng.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.imports.Batch;
import minzheng.kernel.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Staged rows against the register, by sets: one statement for a batch, whatever its size. */
@Component
class PersonImports implements RegisterSheet.Rows {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  PersonImports(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * An empty cell says nothing and is not compared. The numbers are taken out of the rows first:
   * under row-level security only a plain equality of columns may use the register's index.
   */
  @Override
  public void compare(Batch batch) {
    jdbc.sql(
            """
            WITH typed AS MATERIALIZED (
              SELECT r.line, r.value->>'docNumber' AS doc_number, r.value->>'docType' AS doc_type
              FROM sheet_import_row r WHERE %1$s)
            UPDATE sheet_import_row r SET (subject, standing, cell, reason) = (
              SELECT p.id, CASE WHEN count(*) = 0 THEN 'SAME' ELSE 'WRONG' END,
                string_agg((:letters::text[])[n] || r.line, '、' ORDER BY n),
                '登记簿中已有此人，' || string_agg(label, '、' ORDER BY n)
                  || '与本行不同；批量导入不覆盖已有档案，请在一人一档中更正。'
              FROM (VALUES (3, '姓名', p.name, r.value->>'name'), (4, '性别', p.sex, r.value->>'sex'),
                           (5, '出生日期', p.birth_date::text, r.value->>'birthDate'),
                           (6, '户籍地', p.hukou, r.value->>'hukou'), (7, '居住地', p.region, r.value->>'region'),
                           (8, '联系电话', p.phone, r.value->>'phone'), (9, '详细住址', p.address, r.value->>'address')
                   ) AS field(n, label, stands, says)
              WHERE says IS NOT NULL AND says IS DISTINCT FROM stands)
            FROM typed t JOIN person p ON p.doc_number = t.doc_number AND p.doc_type = t.doc_type
            WHERE t.line = r.line AND %1$s
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .update();
    jdbc.sql(
            """
            UPDATE sheet_import_row r SET standing = 'WRONG', cell = (:letters::text[])[2] || r.line,
              reason = '该证件号码已由' || coalesce(
                  (SELECT g.name FROM person_known(r.value->>'docType', r.value->>'docNumber') k
                   JOIN region g ON g.code = k.district), '其他区县')
                || '登记，请填写理由调取档案，不要重复登记。'
            WHERE %s AND EXISTS (SELECT FROM person_known(r.value->>'docType', r.value->>'docNumber'))
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .update();
  }

  /** Somebody may have registered a person meanwhile: that row stays new. */
  @Override
  public void write(Batch batch, Actor maker) {
    jdbc.sql(
            """
            INSERT INTO person (region, doc_type, doc_number, name, initials, sex, birth_date,
              hukou, phone, address, created_at, created_by, changed_at, changed_by)
            SELECT r.value->>'region', r.value->>'docType', r.value->>'docNumber', r.value->>'name',
              ARRAY(SELECT jsonb_array_elements_text(r.value->'initials')), r.value->>'sex',
              (r.value->>'birthDate')::date, r.value->>'hukou', r.value->>'phone', r.value->>'address',
              :now, :by, :now, :by
            FROM sheet_import_row r WHERE %s ORDER BY r.line
            ON CONFLICT (doc_number, doc_type) DO NOTHING
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .param("now", Timestamp.from(clock.instant()))
        .param("by", maker.name())
        .update();
    // entered by this very transaction, so not by anybody else
    jdbc.sql(
            """
            WITH typed AS MATERIALIZED (
              SELECT r.line, r.value->>'docNumber' AS doc_number, r.value->>'docType' AS doc_type
              FROM sheet_import_row r WHERE %1$s)
            UPDATE sheet_import_row r SET standing = 'WRITTEN', subject = p.id
            FROM typed t JOIN person p ON p.doc_number = t.doc_number AND p.doc_type = t.doc_type
            WHERE t.line = r.line AND p.xmin = pg_current_xact_id()::xid AND %1$s
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .update();
    audit.writeEach(
        "登记",
        "人员",
        """
        SELECT r.subject::text AS id, r.value->>'region' AS region,
          jsonb_build_object('import', r.import_id, 'line', r.line) AS after
        FROM sheet_import_row r
        WHERE r.import_id = :import AND r.line > :after AND r.line <= :upTo AND r.standing = 'WRITTEN'
        """,
        Map.of("import", batch.importId(), "after", batch.after(), "upTo", batch.upTo()));
  }
}
