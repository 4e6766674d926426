package minzheng.cases;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tables of bulk decisions. */
@Component
class BulkStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  BulkStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A case that still waits for its check or its step. */
  record Line(int n, long caseId, Integer version) {}

  /** Keeps the cases in the given order; those outside the scope are left out. */
  long insert(Collection<Long> ids, CurrentUser user) {
    long id =
        jdbc.sql(
                """
                INSERT INTO bulk_decision (region, cases, made_by, made_by_name, made_at)
                VALUES (?, ?, ?, ?, ?) RETURNING id
                """)
            .params(user.region(), ids.size(), user.accountId(), user.name(), now())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            INSERT INTO bulk_decision_row (decision_id, n, region, case_id)
            SELECT ?, row_number() OVER (ORDER BY chosen.place), f.region, f.id
            FROM unnest(?::bigint[]) WITH ORDINALITY AS chosen (id, place)
            JOIN case_file f ON f.id = chosen.id
            """)
        .params(id, ids.toArray(Long[]::new))
        .update();
    jdbc.sql(
            """
            UPDATE bulk_decision SET cases = (SELECT count(*) FROM bulk_decision_row
                                              WHERE decision_id = bulk_decision.id)
            WHERE id = ?
            """)
        .param(id)
        .update();
    return id;
  }

  @Transactional(readOnly = true)
  public Optional<BulkDecision> find(long id) {
    return jdbc.sql("SELECT * FROM bulk_decision WHERE id = ?")
        .param(id)
        .query(BulkDecision::of)
        .optional();
  }

  /** The decision, held until the end of the transaction. */
  Optional<BulkDecision> lock(long id) {
    return jdbc.sql("SELECT * FROM bulk_decision WHERE id = ? FOR UPDATE")
        .param(id)
        .query(BulkDecision::of)
        .optional();
  }

  void choose(long id, BulkDecisions.Choice choice) {
    jdbc.sql(
            """
            UPDATE bulk_decision SET phase = 'CHECK', action = ?, label = ?, opinion = ?, assignee_id = ?
            WHERE id = ?
            """)
        .params(choice.action(), choice.label(), choice.opinion(), choice.assignee(), id)
        .update();
  }

  /** Forgets what an earlier check found. */
  void unchecked(long id) {
    jdbc.sql(
            "UPDATE bulk_decision_row SET version = NULL, refusal = NULL WHERE decision_id = ?"
                + " AND outcome IS NULL")
        .param(id)
        .update();
  }

  void phase(long id, BulkDecision.Phase phase) {
    jdbc.sql("UPDATE bulk_decision SET phase = ? WHERE id = ?").params(phase.name(), id).update();
  }

  void job(long id, long job) {
    jdbc.sql("UPDATE bulk_decision SET job_id = ? WHERE id = ?").params(job, id).update();
  }

  /** The next cases without an outcome. */
  @Transactional(readOnly = true)
  public List<Line> open(long id, int after, int rows) {
    return jdbc.sql(
            """
            SELECT n, case_id, version FROM bulk_decision_row
            WHERE decision_id = ? AND n > ? AND outcome IS NULL ORDER BY n LIMIT ?
            """)
        .params(id, after, rows)
        .query(Line.class)
        .list();
  }

  @Transactional
  public void checked(long id, int n, Integer version, String refusal) {
    jdbc.sql(
            "UPDATE bulk_decision_row SET version = ?, refusal = ? WHERE decision_id = ? AND n = ?")
        .params(version, refusal, id, n)
        .update();
  }

  /** What the check refused is not tried again. */
  void refuseChecked(long id) {
    jdbc.sql(
            """
            UPDATE bulk_decision_row SET outcome = 'REFUSED', reason = refusal, done_at = ?
            WHERE decision_id = ? AND outcome IS NULL AND refusal IS NOT NULL
            """)
        .params(now(), id)
        .update();
  }

  /**
   * @param reason why it was not done; null: it was
   */
  void outcome(long id, int n, String reason) {
    jdbc.sql(
            """
            UPDATE bulk_decision_row SET outcome = ?, reason = ?, done_at = ?
            WHERE decision_id = ? AND n = ?
            """)
        .params(reason == null ? "DONE" : "REFUSED", reason, now(), id, n)
        .update();
  }

  /** Cases by how they stand. */
  record Tally(long waiting, long barred, long done, long refused) {}

  @Transactional(readOnly = true)
  public Tally tally(long id) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE outcome IS NULL AND refusal IS NULL) AS waiting,
                   count(*) FILTER (WHERE outcome IS NULL AND refusal IS NOT NULL) AS barred,
                   count(*) FILTER (WHERE outcome = 'DONE') AS done,
                   count(*) FILTER (WHERE outcome = 'REFUSED') AS refused
            FROM bulk_decision_row WHERE decision_id = ?
            """)
        .param(id)
        .query(Tally.class)
        .single();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
