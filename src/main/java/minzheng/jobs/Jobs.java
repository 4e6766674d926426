package minzheng.jobs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 后台任务: asks for background work, and tells how far it has come. */
@Service
public class Jobs {
  private final JdbcClient jdbc;
  private final JobStore store;
  private final JobTask task;
  private final Audit audit;

  Jobs(JdbcClient jdbc, JobStore store, JobTask task, Audit audit) {
    this.jdbc = jdbc;
    this.store = store;
    this.task = task;
    this.audit = audit;
  }

  /**
   * Queues work in the caller's transaction: it begins when that commits, and never when it does
   * not.
   *
   * @param title what it is for the person who waits, such as 导入人员 名单.xlsx; no personal data
   * @param region the area it works on, inside the actor's own
   * @param once while work of this kind with this key waits or runs, that one is answered and no
   *     second is queued; null for none
   * @return the job's id
   */
  @Transactional
  public <P> long start(
      JobKind<P> kind, String title, String region, P params, String once, Actor by) {
    var queued =
        jdbc.sql(
                """
                INSERT INTO job (region, kind, title, once, params, started_by, started_by_name, office, created_at)
                VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                ON CONFLICT (kind, once) WHERE state IN ('QUEUED', 'RUNNING') DO NOTHING
                RETURNING id
                """)
            .params(region, kind.code(), title, once, store.write(params))
            .params(by.accountId(), by.name(), by.office(), store.now())
            .query(Long.class)
            .optional();
    if (queued.isEmpty()) return running(kind, once).orElseThrow().id();
    task.schedule(queued.get(), region, realNow());
    return queued.get();
  }

  /** The work of a kind and key that waits or runs. */
  @Transactional(readOnly = true)
  public Optional<Job> running(JobKind<?> kind, String once) {
    return jdbc.sql(
            "SELECT "
                + Job.COLUMNS
                + " FROM job WHERE kind = ? AND once = ? AND state IN ('QUEUED', 'RUNNING')")
        .params(kind.code(), once)
        .query(Job::of)
        .optional();
  }

  /** The latest work of a kind and key, over or not. */
  @Transactional(readOnly = true)
  public Optional<Job> latest(JobKind<?> kind, String once) {
    return jdbc.sql(
            "SELECT "
                + Job.COLUMNS
                + " FROM job WHERE kind = ? AND once = ? ORDER BY id DESC LIMIT 1")
        .params(kind.code(), once)
        .query(Job::of)
        .optional();
  }

  /**
   * @throws NotFound when there is none in the scope
   */
  @Transactional(readOnly = true)
  public Job get(long id) {
    return jdbc.sql("SELECT " + Job.COLUMNS + " FROM job WHERE id = ?")
        .param(id)
        .query(Job::of)
        .optional()
        .orElseThrow(() -> new NotFound("后台任务"));
  }

  /** Whether a person may see a job: the own ones, and for who leads or runs the office, all. */
  static boolean opens(Job job, CurrentUser user) {
    return job.startedBy() == user.accountId() || seesAll(user);
  }

  static boolean seesAll(CurrentUser user) {
    return user.has(Role.SUPERVISOR) || user.has(Role.SYSTEM_ADMIN);
  }

  /**
   * Asks a job to stop. What its finished steps have done stays done.
   *
   * @throws RuleViolation when it is over
   */
  @Transactional
  public void cancel(long id, Actor by) {
    Job job = get(id);
    int asked =
        jdbc.sql(
                """
                UPDATE job SET cancel_by_name = ?, cancel_at = ?,
                  state = CASE WHEN state = 'QUEUED' THEN 'CANCELLED' ELSE state END,
                  finished_at = CASE WHEN state = 'QUEUED' THEN ?::timestamptz END
                WHERE id = ? AND state IN ('QUEUED', 'RUNNING') AND cancel_at IS NULL
                """)
            .params(by.name(), store.now(), store.now(), id)
            .update();
    if (asked == 0) {
      if (Objects.equals(get(id).cancelBy(), null))
        throw new RuleViolation(null, "这项任务已经结束，不能再取消。");
      return;
    }
    audit.write(
        "取消任务", "后台任务", id, job.region(), null, null, java.util.Map.of("title", job.title()));
  }

  /** The scheduler's own time: neither tests nor the demo city move it. */
  private Instant realNow() {
    return jdbc.sql("SELECT now()").query((rs, i) -> rs.getTimestamp(1).toInstant()).single();
  }
}
