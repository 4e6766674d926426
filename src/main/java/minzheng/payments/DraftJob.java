package minzheng.payments;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.ZoneOffset;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes drafts: a district's at once, a city's in the background, where the page follows the rows.
 */
@Component
class DraftJob {
  private static final Logger log = LoggerFactory.getLogger(DraftJob.class);

  /** Up to here a draft takes less than a second. */
  private static final int AT_ONCE = 5_000;

  private final RunDraft draft;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectProvider<SchedulerClient> scheduler;
  private final Clock clock;

  DraftJob(
      RunDraft draft,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ObjectProvider<SchedulerClient> scheduler,
      Clock clock) {
    this.draft = draft;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  private static final TaskDescriptor<Task> TASK = TaskDescriptor.of("run-draft", Task.class);

  /** Which run the background job fills; the area is its scope. */
  record Task(long run, String area) {}

  /** The task's definition, apart from what it runs: the scheduler needs all tasks at its start. */
  @Configuration(proxyBeanMethods = false)
  static class Tasking {
    @Bean
    OneTimeTask<Task> runDraftTask(ObjectProvider<DraftJob> job, ObjectProvider<RunStore> runs) {
      return Tasks.oneTime(TASK)
          .onDeadExecutionRevive()
          .execute(
              (task, context) ->
                  Scope.runAs(
                      task.getData().area(),
                      () -> job.getObject().fill(runs.getObject().get(task.getData().run()))));
    }
  }

  /** Fills the run now or soon, by its size. */
  void start(Run run) {
    int expected = in(() -> expected(run));
    in(
        () ->
            jdbc.sql(
                    """
                    INSERT INTO run_job (run_id, region, state, total) VALUES (?, ?, 'QUEUED', ?)
                    ON CONFLICT (run_id) DO UPDATE
                    SET state = 'QUEUED', done = 0, total = excluded.total, error = NULL
                    """)
                .params(run.id(), run.area(), expected)
                .update());
    if (expected <= AT_ONCE) fill(run);
    else
      scheduler
          .getObject()
          .scheduleIfNotExists(
              TASK.instance(Long.toString(run.id())).data(new Task(run.id(), run.area())).build(),
              clock.instant());
  }

  /** How far it has come. */
  record Progress(String state, long done, long total, String error) {
    public boolean isRunning() {
      return state.equals("QUEUED") || state.equals("RUNNING");
    }
  }

  Progress progress(long run) {
    return jdbc.sql("SELECT state, done, total, error FROM run_job WHERE run_id = ?")
        .param(run)
        .query(Progress.class)
        .optional()
        .orElse(new Progress("DONE", 0, 0, null));
  }

  void fill(Run run) {
    note(run, "RUNNING", 0, null);
    try {
      draft.fill(run, done -> note(run, "RUNNING", done, null));
      note(run, "DONE", 0, null);
    } catch (RuntimeException e) {
      log.error("The draft of run {} failed", run.number(), e);
      note(run, "FAILED", 0, "生成草稿时出错，数据没有变化；请重新生成，仍不成功请联系系统管理员");
    }
  }

  private int expected(Run run) {
    if (run.kind() == Run.Kind.EXTRA) return 0;
    return jdbc.sql(
            """
            SELECT count(*) FROM entitlement
            WHERE programme = :programme AND region >= :area AND region < :area || '~'
              AND first_month <= :month AND (last_month IS NULL OR last_month >= :month)
            """)
        .param("programme", run.programme())
        .param("area", run.area())
        .param("month", run.month().atDay(1))
        .query(Integer.class)
        .single();
  }

  private void note(Run run, String state, long done, String error) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    in(
        () ->
            jdbc.sql(
                    """
                    UPDATE run_job SET state = :state, error = :error,
                      done = CASE WHEN :state = 'DONE' THEN total ELSE :done END,
                      started_at = CASE WHEN :done = 0 AND :state = 'RUNNING' THEN :now ELSE started_at END,
                      finished_at = CASE WHEN :state = 'RUNNING' THEN NULL ELSE :now END
                    WHERE run_id = :run
                    """)
                .param("state", state)
                .param("error", error)
                .param("done", done)
                .param("now", now)
                .param("run", run.id())
                .update());
  }

  private int in(java.util.function.Supplier<Integer> work) {
    return transaction.execute(status -> work.get());
  }
}
