package minzheng.payments;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import minzheng.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the months that are frozen agree with what is due: due − owed − earlier adjustments, month
 * by month, as a new opposite row. Being a difference, it may be computed any number of times.
 */
@Component
class Settlement {
  private static final int CHANGES = 0x6d7a01; // advisory lock: changes against a freeze
  private final JdbcClient jdbc;
  private final Clock clock;

  Settlement(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Many changes go together, but none while a run of the programme is being frozen. */
  void lockForChange(String programme) {
    jdbc.sql("SELECT pg_advisory_xact_lock_shared(?, hashtext(?))")
        .params(CHANGES, programme)
        .query()
        .singleRow();
  }

  /** Waits for the changes under way and holds up new ones to the end of the transaction. */
  void lockForFreeze(String programme) {
    jdbc.sql("SELECT pg_advisory_xact_lock(?, hashtext(?))")
        .params(CHANGES, programme)
        .query()
        .singleRow();
  }

  /** Writes the differences of one entitlement. */
  void settle(long entitlement, String cause, String reason) {
    settle(Map.of(entitlement, cause), reason);
  }

  /**
   * Writes the differences of many entitlements at once.
   *
   * @param causes what each difference is due to, by entitlement
   */
  void settle(Map<Long, String> causes, String reason) {
    var ids = causes.keySet().toArray(Long[]::new);
    var runs =
        jdbc.sql(
                """
                SELECT DISTINCT r.run_id FROM entitlement e, frozen_runs(e.programme, e.region) r
                WHERE e.id = ANY (?::bigint[]) AND r.month >= e.first_month
                """)
            .param(ids)
            .query(Long.class)
            .list();
    if (runs.isEmpty()) return;
    // the run ids as an array value: the planner leaves all other partitions out
    jdbc.sql(
            """
            INSERT INTO adjustment (region, programme, entitlement_id, subject_kind, subject_id,
                                    for_month, kind, amount, cause_id, reason, created_at, created_by)
            SELECT e.region, e.programme, e.id, e.subject_kind, e.subject_id, m.month,
                   CASE WHEN d.amount > 0 THEN 'BACKPAY' ELSE 'RECOVERY' END, d.amount,
                   c.cause, :reason, :now, :who
            FROM unnest(:ids::bigint[], :causes::text[]) AS c (id, cause)
            JOIN entitlement e ON e.id = c.id
            JOIN LATERAL frozen_runs(e.programme, e.region) m ON m.month >= e.first_month
            LEFT JOIN owed o ON o.run_id = m.run_id AND o.run_id = ANY (:runs::bigint[])
                 AND o.subject_kind = e.subject_kind AND o.subject_id = e.subject_id
                 AND o.entitlement_id = e.id
            CROSS JOIN LATERAL (
              SELECT entitled(e.id, m.month) - coalesce(o.amount, 0)
                     - coalesce((SELECT sum(a.amount) FROM adjustment a
                                 WHERE a.entitlement_id = e.id AND a.for_month = m.month), 0)
                     AS amount) d
            WHERE d.amount <> 0
            """)
        .param("ids", ids)
        .param("causes", Arrays.stream(ids).map(causes::get).toArray(String[]::new))
        .param("runs", runs.toArray(Long[]::new))
        .param("reason", reason)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("who", Audit.actor().name())
        .update();
  }

  /**
   * How many entitlements are due otherwise than the draft says. The draft was read without holding
   * anybody up, so this is asked once more when it is frozen.
   */
  int changedSince(Run run) {
    return jdbc.sql(
            """
            WITH due AS (SELECT entitlement_id, payee_id, amount, amount_id
                         FROM payable(:programme, :month, :area)),
                 drafted AS (SELECT entitlement_id, payee_id, amount, amount_id
                             FROM owed WHERE run_id = :run)
            SELECT count(DISTINCT entitlement_id) FROM (
              (SELECT * FROM due EXCEPT SELECT * FROM drafted)
              UNION ALL
              (SELECT * FROM drafted EXCEPT SELECT * FROM due)) changed
            """)
        .param("programme", run.programme())
        .param("month", run.month().atDay(1))
        .param("area", run.area())
        .param("run", run.id())
        .query(Integer.class)
        .single();
  }

  /** A refused run owes nothing any more: what was adjusted against its month is taken back. */
  void reverse(Run run, String reason) {
    jdbc.sql(
            """
            INSERT INTO adjustment (region, programme, entitlement_id, subject_kind, subject_id,
                                    for_month, kind, amount, cause_id, reason, created_at, created_by)
            SELECT e.region, e.programme, e.id, e.subject_kind, e.subject_id, s.for_month,
                   CASE WHEN s.amount < 0 THEN 'BACKPAY' ELSE 'RECOVERY' END, -s.amount,
                   'refused:' || :run, :reason, :now, :who
            FROM (SELECT a.entitlement_id, a.for_month, sum(a.amount) AS amount FROM adjustment a
                  WHERE a.programme = :programme AND a.for_month = :month
                    AND a.region >= :area AND a.region < :area || '~'
                  GROUP BY 1, 2 HAVING sum(a.amount) <> 0) s
            JOIN entitlement e ON e.id = s.entitlement_id
            """)
        .param("run", run.id())
        .param("reason", "批次被退回：" + reason)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("who", Audit.actor().name())
        .param("programme", run.programme())
        .param("month", run.month().atDay(1))
        .param("area", run.area())
        .update();
  }
}
