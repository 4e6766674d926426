package minzheng.people;

import java.util.Map;
import minzheng.audit.Audit;
import minzheng.imports.Batch;
import minzheng.kernel.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Staged facts against the register, by sets. */
@Component
class EvidenceImports implements RegisterSheet.Rows {
  /** The row that holds what a staged row says, from its first day on. */
  private static final String OF_ROW =
      """
      e.person_id = r.subject AND e.kind = r.value->>'kind' AND e.detail = r.value->>'detail'
        AND e.superseded_at IS NULL
      """;

  private final JdbcClient jdbc;
  private final DatedRows dated;
  private final Audit audit;

  EvidenceImports(JdbcClient jdbc, DatedRows dated, Audit audit) {
    this.jdbc = jdbc;
    this.dated = dated;
    this.audit = audit;
  }

  /** Under row-level security only a plain equality of columns may use the register's index. */
  @Override
  public void compare(Batch batch) {
    update(
        """
        WITH typed AS MATERIALIZED (
          SELECT r.line, r.value->>'docNumber' AS doc_number, r.value->>'docType' AS doc_type
          FROM sheet_import_row r WHERE %1$s)
        UPDATE sheet_import_row r SET (subject, standing, cell, reason) = (
          SELECT p.id, CASE WHEN w.n IS NULL THEN 'NEW' ELSE 'WRONG' END, (:letters::text[])[w.n] || r.line, w.why
          FROM (SELECT CASE WHEN p.name <> r.value->>'name' THEN 3
                            WHEN (r.value->>'from')::date < p.birth_date THEN 10 END AS n,
                       CASE WHEN p.name <> r.value->>'name' THEN '姓名与登记簿不一致，请核对证件号码和姓名。'
                            WHEN (r.value->>'from')::date < p.birth_date
                            THEN '起始日期不能早于出生日期 ' || p.birth_date || '。' END AS why) w)
        FROM typed t JOIN person p ON p.doc_number = t.doc_number AND p.doc_type = t.doc_type
        WHERE t.line = r.line AND %1$s
        """,
        batch);
    update(
        """
        UPDATE sheet_import_row r SET standing = 'WRONG', cell = (:letters::text[])[2] || r.line,
          reason = '登记簿中没有此人，或档案不在本单位，请先登记或调取档案。'
        WHERE %s AND r.subject IS NULL
        """,
        batch);
    update(
        """
        UPDATE sheet_import_row r SET (standing, cell, reason) = (
          SELECT CASE WHEN same THEN 'SAME' ELSE 'WRONG' END,
            CASE WHEN NOT same THEN (:letters::text[])[10] || r.line END,
            CASE WHEN NOT same THEN '这段日期内已有“' || (r.value->>'title') || '”的记录；批量导入不覆盖，请在证据页更正或变更。' END
          FROM (SELECT e.value = r.value->'value' AND e.valid_from = (r.value->>'from')::date
                       AND e.valid_to IS NOT DISTINCT FROM (r.value->>'to')::date AS same) c)
        FROM evidence e
        WHERE
        """
            + OF_ROW
            + """
              AND daterange(e.valid_from, e.valid_to, '[]')
                  && daterange((r.value->>'from')::date, (r.value->>'to')::date, '[]') AND %s
            """,
        batch);
  }

  /** A fact that overlaps one recorded meanwhile, or an earlier row's, stays new. */
  @Override
  public void write(Batch batch, Actor maker) {
    jdbc.sql(
            """
            INSERT INTO evidence (region, person_id, kind, detail, value, valid_from, valid_to, source,
              recorded_at, recorded_by)
            SELECT CASE WHEN p.region ^@ r.region THEN p.region ELSE r.region END, p.id, r.value->>'kind',
              r.value->>'detail', r.value->'value', (r.value->>'from')::date, (r.value->>'to')::date,
              r.value->>'source', :now, :by
            FROM sheet_import_row r JOIN person p ON p.id = r.subject
            WHERE %s ORDER BY r.line
            ON CONFLICT DO NOTHING
            """
                .formatted(Batch.ROWS))
        .params(batch.params())
        .param("now", dated.now())
        .param("by", maker.name())
        .update();
    // entered by this very transaction, so not by anybody else
    String entered =
        OF_ROW
            + " AND e.valid_from = (r.value->>'from')::date AND e.xmin = pg_current_xact_id()::xid"
            + " ";
    update(
        "UPDATE sheet_import_row r SET standing = 'WRITTEN' FROM evidence e WHERE "
            + entered
            + " AND %s",
        batch);
    audit.writeEach(
        "登记",
        "证据",
        """
        SELECT e.id::text AS id, e.region,
          jsonb_build_object('import', r.import_id, 'line', r.line, 'person', e.person_id, 'kind', e.kind) AS after
        FROM sheet_import_row r JOIN evidence e ON
        """
            + entered
            + """
            WHERE r.import_id = :import AND r.line > :after AND r.line <= :upTo AND r.standing = 'WRITTEN'
            """,
        Map.of("import", batch.importId(), "after", batch.after(), "upTo", batch.upTo()));
  }

  private void update(String sql, Batch batch) {
    jdbc.sql(sql.formatted(Batch.ROWS)).params(batch.params()).update();
  }
}
