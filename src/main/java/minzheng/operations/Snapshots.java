package minzheng.operations;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import minzheng.security.Scope;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts of the whole city, read together and kept for a few seconds, however many ask. */
@Component
class Snapshots {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String city;
  private Snapshot last;
  private long readAt;

  Snapshots(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.city = city;
  }

  /**
   * What stands in the database.
   *
   * @param jobs background jobs by state, failed ones of the last 24 hours
   * @param runs runs by state
   */
  record Snapshot(
      Map<String, Long> jobs,
      long oldestWaitingSeconds,
      long overdueTasks,
      long failingTasks,
      Map<String, Long> runs) {}

  synchronized Snapshot now() {
    long now = System.nanoTime();
    if (last == null || now - readAt > KEPT.toNanos()) {
      last = Scope.callAs(city, () -> transaction.execute(status -> read()));
      readAt = now;
    }
    return last;
  }

  synchronized void forget() {
    last = null;
  }

  private Snapshot read() {
    var now = clock.instant();
    record Tasks(long overdue, long failing) {}
    var tasks =
        jdbc.sql(
                """
                SELECT count(*) FILTER (WHERE NOT picked AND execution_time < now() - interval '1 minute') AS overdue,
                       count(*) FILTER (WHERE consecutive_failures > 0) AS failing
                FROM scheduled_tasks
                """)
            .query(Tasks.class)
            .single();
    var jobs =
        counts(
            """
            SELECT state, count(*) FROM job
            WHERE state IN ('QUEUED', 'RUNNING') OR state = 'FAILED' AND finished_at > ?
            GROUP BY state
            """,
            Timestamp.from(now.minus(Duration.ofDays(1))));
    long oldest =
        jdbc.sql(
                """
                SELECT coalesce(greatest(0, extract(epoch FROM ? - min(created_at))), 0)::bigint
                FROM job WHERE state = 'QUEUED'
                """)
            .param(Timestamp.from(now))
            .query(Long.class)
            .single();
    var runs = counts("SELECT state, count(*) FROM run GROUP BY state");
    return new Snapshot(jobs, oldest, tasks.overdue(), tasks.failing(), runs);
  }

  private Map<String, Long> counts(String sql, Object... params) {
    var counts = new HashMap<String, Long>();
    jdbc.sql(sql)
        .params(params)
        .query(
            rs -> {
              counts.put(rs.getString(1), rs.getLong(2));
            });
    return counts;
  }
}
