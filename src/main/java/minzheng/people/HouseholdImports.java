package minzheng.people;

import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.imports.Batch;
import minzheng.kernel.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Staged members of households against the register, by sets. What a row has been found to mean is
 * kept in its value: {@code person}, and {@code household} where it is one of the register.
 */
@Component
class HouseholdImports implements RegisterSheet.Rows {
  /** Rows of the batch whose turn it is; numbers are taken out first, see {@link #compare}. */
  private static final String STAGED =
      """
      WITH staged AS MATERIALIZED (
        SELECT r.line, r.region AS office, r.value->>'name' AS name, r.value->>'relation' AS relation,
          (r.value->>'from')::date AS since, r.value->>'region' AS region, r.value->>'address' AS address,
          (r.value->>'person')::bigint AS person, (r.value->>'household')::bigint AS household
        FROM sheet_import_row r WHERE %1$s AND (r.value->>'relation' = 'HEAD') = :heads)
      """;

  private final JdbcClient jdbc;
  private final DatedRows dated;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  HouseholdImports(
      JdbcClient jdbc, DatedRows dated, Audit audit, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.dated = dated;
    this.audit = audit;
    this.events = events;
  }

  /** Under row-level security only a plain equality of columns may use the register's index. */
  @Override
  public void compare(Batch batch) {
    persons(batch);
    memberships(batch, true);
    households(batch);
    memberships(batch, false);
  }

  private void persons(Batch batch) {
    update(
        """
        WITH typed AS MATERIALIZED (
          SELECT r.line, r.value->>'docNumber' AS doc_number, r.value->>'docType' AS doc_type
          FROM sheet_import_row r WHERE %1$s)
        UPDATE sheet_import_row r SET (value, standing, cell, reason) = (
          SELECT r.value || jsonb_build_object('person', p.id), CASE WHEN w.n IS NULL THEN 'NEW' ELSE 'WRONG' END,
            (:letters::text[])[w.n] || r.line, w.why
          FROM (SELECT CASE WHEN p.name <> r.value->>'name' THEN 3
                            WHEN (r.value->>'from')::date < p.birth_date THEN 9 END AS n,
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
        WHERE %s AND r.value->'person' IS NULL
        """,
        batch);
  }

  /**
   * Which household a member joins: that of the head's row before, else that of the register whose
   * head it is on the day.
   */
  private void households(Batch batch) {
    update(
        """
        UPDATE sheet_import_row r SET (value, standing, cell, reason) = (
          SELECT r.value || CASE WHEN e.subject IS NULL THEN '{}' ELSE jsonb_build_object('household', e.subject) END,
            CASE WHEN w.n IS NULL THEN 'NEW' ELSE 'WRONG' END, (:letters::text[])[w.n] || r.line, w.why
          FROM (SELECT CASE WHEN e.standing = 'WRONG' THEN 5 WHEN early THEN 9 END AS n,
                       CASE WHEN e.standing = 'WRONG' THEN '户主所在的第 ' || e.line || ' 行有误，改正后再导入本户成员。'
                            WHEN early THEN '加入日期不能早于家庭成立日期 ' || (e.value->>'from') || '。' END AS why
                FROM (SELECT (r.value->>'from')::date < (e.value->>'from')::date AS early) c) w)
        FROM sheet_import_row e
        WHERE e.import_id = r.import_id AND e.key = r.value->>'head' AND e.line < r.line
          AND e.line = (SELECT min(line) FROM sheet_import_row WHERE import_id = r.import_id AND key = r.value->>'head')
          AND e.value->>'relation' = 'HEAD' AND r.value->>'relation' <> 'HEAD' AND %s
        """,
        batch);
    update(
        """
        WITH typed AS MATERIALIZED (
          SELECT r.line, r.value->>'headNumber' AS doc_number, r.value->>'headType' AS doc_type, (r.value->>'from')::date AS since
          FROM sheet_import_row r WHERE %1$s AND r.value->>'relation' <> 'HEAD')
        UPDATE sheet_import_row r SET (value, standing, cell, reason) = (
          SELECT r.value || jsonb_build_object('household', h.id), CASE WHEN early THEN 'WRONG' ELSE 'NEW' END,
            CASE WHEN early THEN (:letters::text[])[9] || r.line END,
            CASE WHEN early THEN '加入日期不能早于家庭成立日期 ' || h.opened_on || '。' END
          FROM (SELECT t.since < h.opened_on AS early) c)
        FROM typed t JOIN person p ON p.doc_number = t.doc_number AND p.doc_type = t.doc_type
        JOIN household_member m ON m.person_id = p.id AND m.relation = 'HEAD' AND m.superseded_at IS NULL AND m.valid_to IS NULL
        JOIN household h ON h.id = m.household_id AND h.closed_on IS NULL
        WHERE t.line = r.line AND %1$s AND r.value->'household' IS NULL
        """,
        batch);
    update(
        """
        UPDATE sheet_import_row r SET standing = 'WRONG', cell = (:letters::text[])[5] || r.line,
          reason = '前面没有这位户主可导入的行，登记簿中也没有以其为户主的家庭；请把户主排在成员之前。'
        WHERE %s AND r.value->>'relation' <> 'HEAD' AND r.value->'household' IS NULL
          AND NOT EXISTS (SELECT FROM sheet_import_row e
            WHERE e.import_id = r.import_id AND e.key = r.value->>'head' AND e.line < r.line
              AND e.value->>'relation' = 'HEAD')
        """,
        batch);
    update(
        """
        WITH joined AS MATERIALIZED (
          SELECT r.line, (r.value->>'household')::bigint AS household FROM sheet_import_row r WHERE %1$s)
        UPDATE sheet_import_row r SET standing = 'WRONG', cell = (:letters::text[])[5] || r.line, reason = '这户已注销，不能加入成员。'
        FROM joined j JOIN household h ON h.id = j.household
        WHERE j.line = r.line AND h.closed_on IS NOT NULL AND %1$s
        """,
        batch);
  }

  /** Nobody lives in two households: what a person already is decides what the row is. */
  private void memberships(Batch batch, boolean heads) {
    jdbc.sql(
            (STAGED
                    + """
                    UPDATE sheet_import_row r SET (standing, subject, cell, reason) = (
                      SELECT CASE WHEN w.n IS NULL THEN 'SAME' ELSE 'WRONG' END,
                        CASE WHEN w.n IS NULL THEN s.household_id END, (:letters::text[])[w.n] || r.line,
                        CASE w.n WHEN 2 THEN '这个人在该日期已是一个家庭的成员，请先在原家庭登记退出日期。'
                          WHEN 7 THEN '登记簿中这户的居住地不同；批量导入不覆盖，请在家庭页办理变更。'
                          WHEN 8 THEN '登记簿中这户的详细住址不同；批量导入不覆盖，请在家庭页办理变更。' END
                      FROM (SELECT CASE WHEN NOT s.alike THEN 2 WHEN s.moved THEN 7 WHEN s.readdressed THEN 8 END AS n) w)
                    FROM (SELECT DISTINCT ON (s.line) s.line, m.household_id,
                            m.relation = s.relation AND m.valid_from = s.since AND m.valid_to IS NULL
                              AND (s.relation = 'HEAD' OR m.household_id = s.household) IS TRUE AS alike,
                            s.region IS NOT NULL AND s.region IS DISTINCT FROM h.region AS moved,
                            s.address IS NOT NULL AND s.address IS DISTINCT FROM h.address AS readdressed
                          FROM staged s JOIN household_member m ON m.person_id = s.person
                          LEFT JOIN household h ON h.id = m.household_id
                          WHERE m.superseded_at IS NULL AND (m.valid_to IS NULL OR m.valid_to >= s.since)
                          ORDER BY s.line, m.valid_from) s
                    WHERE s.line = r.line AND %1$s
                    """)
                .formatted(Batch.ROWS))
        .params(batch.params())
        .param("heads", heads)
        .update();
  }

  /** Heads first, then those who join them; whoever lives elsewhere meanwhile stays new. */
  @Override
  public void write(Batch batch, Actor maker) {
    run(
        STAGED
            + """
            , made AS (
              MERGE INTO household h USING (
                SELECT s.* FROM staged s WHERE NOT EXISTS (SELECT FROM household_member m
                  WHERE m.person_id = s.person AND m.superseded_at IS NULL AND (m.valid_to IS NULL OR m.valid_to >= s.since))
              ) s ON false
              WHEN NOT MATCHED THEN INSERT (region, address, opened_on, created_at, created_by, changed_at, changed_by)
                VALUES (s.region, s.address, s.since, :now, :by, :now, :by)
              RETURNING s.line, h.id)
            UPDATE sheet_import_row r SET value = r.value || jsonb_build_object('household', made.id)
            FROM made WHERE made.line = r.line AND %1$s
            """,
        batch,
        maker,
        true);
    enter(batch, maker, true);
    adopt(batch);
    enter(batch, maker, false);
    audit.writeEach(
        "登记",
        "家庭",
        """
        SELECT r.subject::text AS id, r.value->>'region' AS region,
          jsonb_build_object('import', r.import_id, 'line', r.line, 'openedOn', r.value->>'from', 'head', r.value->'person') AS after
        """
            + WRITTEN
            + " AND r.value->>'relation' = 'HEAD'",
        written(batch));
    audit.writeEach(
        "加入成员",
        "家庭",
        """
        SELECT r.subject::text AS id, h.region,
          jsonb_build_object('import', r.import_id, 'line', r.line, 'person', r.value->'person',
            'relation', r.value->>'relation', 'from', r.value->>'from') AS after
        """
            + WRITTEN,
        written(batch));
    publish(batch);
  }

  /** Entered by this very transaction, so not by an earlier start of the job. */
  private static final String WRITTEN =
      """
      FROM sheet_import_row r JOIN household h ON h.id = r.subject
      JOIN household_member m ON m.household_id = r.subject AND m.person_id = (r.value->>'person')::bigint
        AND m.xmin = pg_current_xact_id()::xid
      WHERE r.import_id = :import AND r.line > :after AND r.line <= :upTo AND r.standing = 'WRITTEN'
      """;

  private static Map<String, Object> written(Batch batch) {
    return Map.of("import", batch.importId(), "after", batch.after(), "upTo", batch.upTo());
  }

  /** Members join the household that their head's row, of this batch or an earlier one, opened. */
  private void adopt(Batch batch) {
    update(
        """
        UPDATE sheet_import_row r SET value = r.value || jsonb_build_object('household', e.subject)
        FROM sheet_import_row e
        WHERE e.import_id = r.import_id AND e.key = r.value->>'head' AND e.subject IS NOT NULL
          AND r.value->'household' IS NULL AND %s
        """,
        batch);
  }

  /**
   * A head who came to live elsewhere at this very moment is an error, and the batch begins again:
   * a household is never left without its head.
   */
  private void enter(Batch batch, Actor maker, boolean heads) {
    run(
        STAGED
            + """
            , entered AS (
              INSERT INTO household_member (region, household_id, person_id, relation, valid_from, recorded_at, recorded_by)
              SELECT h.region, h.id, s.person, s.relation, s.since, :now, :by
              FROM staged s JOIN household h ON h.id = s.household AND h.closed_on IS NULL ORDER BY s.line
              %2$s RETURNING person_id, household_id, region),
            opened AS (SELECT e.*, person_open(e.person_id, e.region, 'HOUSEHOLD', :now) FROM entered e)
            UPDATE sheet_import_row r SET standing = 'WRITTEN', subject = o.household_id
            FROM staged s JOIN opened o ON o.person_id = s.person WHERE s.line = r.line AND %1$s
            """,
        batch,
        maker,
        heads);
  }

  /** As {@link Households#add} does, for whoever has to act on a changed household. */
  private void publish(Batch batch) {
    record Joined(long household, String region, LocalDate day, String name, Relation relation) {}
    jdbc.sql(
            """
            SELECT h.id AS household, h.region, (r.value->>'from')::date AS day, r.value->>'name' AS name,
              r.value->>'relation' AS relation
            """
                + WRITTEN
                + " ORDER BY r.line")
        .params(written(batch))
        .query(Joined.class)
        .list()
        .forEach(
            j ->
                events.publishEvent(
                    new HouseholdChanged(
                        j.household(),
                        j.region(),
                        j.day(),
                        Households.joined(j.name(), j.relation()),
                        new Effects())));
  }

  private void run(String sql, Batch batch, Actor maker, boolean heads) {
    jdbc.sql(sql.formatted(Batch.ROWS, heads ? "" : "ON CONFLICT DO NOTHING"))
        .params(batch.params())
        .param("heads", heads)
        .param("now", dated.now())
        .param("by", maker.name())
        .update();
  }

  private void update(String sql, Batch batch) {
    jdbc.sql(sql.formatted(Batch.ROWS)).params(batch.params()).update();
  }
}
