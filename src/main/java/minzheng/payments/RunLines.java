package minzheng.payments;

import java.math.BigDecimal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bank lines of a run, from its freeze to the day they are sent. */
@Component
class RunLines {
  /** What a run pays besides the month, with the right it is paid on. */
  private static final String CLAIMED =
      """
      FROM claim c
      LEFT JOIN bank_line l ON c.source_kind = 'REISSUE' AND l.id = c.source_id
      LEFT JOIN adjustment a ON c.source_kind = 'BACKPAY' AND a.id = c.source_id
      JOIN entitlement e ON e.id = coalesce(l.entitlement_id, a.entitlement_id)
      WHERE c.run_id = :run AND
      """
          + RunFigures.PAYS;

  private final JdbcClient jdbc;
  private final RunStore runs;

  RunLines(JdbcClient jdbc, RunStore runs) {
    this.jdbc = jdbc;
    this.runs = runs;
  }

  /** Claims of subjects that were suspended after the draft took them up. */
  int heldSince(Run run) {
    return jdbc.sql(
            """
            SELECT count(DISTINCT e.id)
            """
                + CLAIMED
                + " AND e.suspended_from IS NOT NULL")
        .param("run", run.id())
        .query(Integer.class)
        .single();
  }

  /** Rights whose payee died, as far as known, after the draft looked at it. */
  int diedSince(Run run) {
    return jdbc.sql(
            """
            SELECT count(*) FROM (
              SELECT o.entitlement_id FROM owed o JOIN person p ON p.id = o.payee_id
              WHERE o.run_id = :run AND o.warnings & :died = 0 AND p.death_date IS NOT NULL
              UNION
              SELECT e.id
            """
                + CLAIMED
                + """
                 AND NOT c.payee_died
                   AND EXISTS (SELECT FROM person p WHERE p.id = e.payee_id AND p.death_date IS NOT NULL)) d
                """)
        .param("run", run.id())
        .param("died", Warning.DIED.bit())
        .query(Integer.class)
        .single();
  }

  /** Writes a line for everything the run pays, with the account as it stands now. */
  void freeze(Run run) {
    jdbc.sql(
            """
            WITH set_off AS (SELECT source_kind, source_id, sum(amount) AS amount FROM claim
                             WHERE run_id = :run AND kind = 'OFFSET' GROUP BY 1, 2),
            paid AS (
              SELECT 0 AS rank, o.region, o.entitlement_id, o.subject_kind, o.subject_id, o.payee_id,
                     o.payee_name, o.for_month, NULL::bigint AS adjustment_id, 1 AS attempt,
                     NULL::bigint AS previous_id, o.amount - coalesce(f.amount, 0) AS amount
              FROM owed o
              LEFT JOIN set_off f ON f.source_kind = 'OWED' AND f.source_id = o.entitlement_id
              WHERE o.run_id = :run
              UNION ALL
              SELECT 1, a.region, a.entitlement_id, a.subject_kind, a.subject_id, e.payee_id,
                     coalesce(p.name, ''), a.for_month, a.id, 1, NULL, c.amount - coalesce(f.amount, 0)
              FROM claim c
              JOIN adjustment a ON a.id = c.source_id
              JOIN entitlement e ON e.id = a.entitlement_id
              LEFT JOIN person p ON p.id = e.payee_id
              LEFT JOIN set_off f ON f.source_kind = 'BACKPAY' AND f.source_id = c.source_id
              WHERE c.run_id = :run AND c.kind = 'BACKPAY'
              UNION ALL
              SELECT 2, l.region, l.entitlement_id, l.subject_kind, l.subject_id, e.payee_id,
                     CASE WHEN e.payee_id = l.payee_id THEN l.payee_name ELSE coalesce(p.name, '') END,
                     l.for_month, l.adjustment_id, l.attempt + 1, l.id, c.amount - coalesce(f.amount, 0)
              FROM claim c
              JOIN bank_line l ON l.id = c.source_id
              JOIN entitlement e ON e.id = l.entitlement_id
              LEFT JOIN person p ON p.id = e.payee_id
              LEFT JOIN set_off f ON f.source_kind = 'REISSUE' AND f.source_id = c.source_id
              WHERE c.run_id = :run AND c.kind = 'REISSUE'
            ), numbered AS (
              SELECT *, row_number() OVER (ORDER BY rank, region, payee_name, entitlement_id, for_month, adjustment_id) AS seq
              FROM paid WHERE amount > 0)
            INSERT INTO bank_line (region, run_id, seq, reference, programme, entitlement_id, subject_kind,
                                   subject_id, payee_id, payee_name, for_month, adjustment_id, attempt,
                                   previous_id, amount, account_id, bank, account, holder)
            SELECT n.region, :run, n.seq, :number || '-' || lpad(n.seq::text, 6, '0'), :programme,
                   n.entitlement_id, n.subject_kind, n.subject_id, n.payee_id, n.payee_name, n.for_month,
                   n.adjustment_id, n.attempt, n.previous_id, n.amount, a.id, a.bank, a.account, a.holder
            FROM numbered n
            LEFT JOIN payee_account a ON a.person_id = n.payee_id AND a.superseded_at IS NULL
                 AND left(a.region, 6) = left(n.region, 6)
            """)
        .param("run", run.id())
        .param("number", run.number())
        .param("programme", run.programme())
        .update();
    record Written(int rows, BigDecimal total) {}
    var written =
        jdbc.sql(
                "SELECT count(*) AS rows, coalesce(sum(amount), 0) AS total FROM bank_line WHERE"
                    + " run_id = ?")
            .param(run.id())
            .query(Written.class)
            .single();
    if (written.rows() != run.lines().rows()
        || written.total().compareTo(run.lines().total().amount()) != 0)
      throw new IllegalStateException(
          "Run " + run.number() + " drafted " + run.lines() + ", lines are " + written);
  }

  /** The run is refused: its lines will never be sent, and what it claimed is free again. */
  void cancel(Run run) {
    jdbc.sql("UPDATE bank_line SET state = 'CANCELLED' WHERE run_id = ? AND state = 'PENDING'")
        .param(run.id())
        .update();
    jdbc.sql("DELETE FROM claim WHERE run_id = ?").param(run.id()).update();
  }

  /** Sent, or without an account; and the lines paid again here are closed where they stood. */
  void send(Run run) {
    jdbc.sql(
            """
            UPDATE bank_line SET
              state = CASE WHEN account IS NULL THEN 'RETURNED' ELSE 'SENT' END,
              return_reason = CASE WHEN account IS NULL THEN 'NO_ACCOUNT' END,
              handling = CASE WHEN account IS NULL THEN 'WAITING' END,
              sent_at = CASE WHEN account IS NOT NULL THEN :now::timestamptz END
            WHERE run_id = :run AND state = 'PENDING'
            """)
        .param("run", run.id())
        .param("now", runs.now())
        .update();
    jdbc.sql(
            """
            UPDATE bank_line l SET state = CASE WHEN EXISTS (SELECT FROM bank_line n
                                                WHERE n.previous_id = l.id AND n.run_id = :run)
                                           THEN 'REISSUED' ELSE 'OFFSET' END
            FROM claim c WHERE c.run_id = :run AND c.kind = 'REISSUE' AND c.source_id = l.id
            """)
        .param("run", run.id())
        .update();
    jdbc.sql(
            """
            SELECT DISTINCT l.run_id FROM claim c JOIN bank_line l ON l.id = c.source_id
            WHERE c.run_id = ? AND c.kind = 'REISSUE'
            """)
        .param(run.id())
        .query(Long.class)
        .list()
        .forEach(runs::refresh);
  }
}
