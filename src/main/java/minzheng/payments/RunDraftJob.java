package minzheng.payments;

import java.util.Optional;
import minzheng.jobs.Job;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.kernel.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes drafts: a district's at once, a city's in the background. A fill is one transaction of the
 * owner's connection and begins by clearing what was there, so it may be done any number of times.
 */
@Component
class RunDraftJob implements JobKind<RunDraftJob.Task> {
  /** Up to here a draft takes less than a second. */
  static final int AT_ONCE = 5_000;

  private final RunDraft draft;
  private final RunStore runs;
  private final Jobs jobs;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  RunDraftJob(
      RunDraft draft, RunStore runs, Jobs jobs, JdbcClient jdbc, TransactionTemplate transaction) {
    this.draft = draft;
    this.runs = runs;
    this.jobs = jobs;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Which run is filled. */
  record Task(long run, int expected) {}

  @Override
  public String code() {
    return "run-draft";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun job) {
    job.total(task.expected());
    Run run = transaction.execute(status -> runs.get(task.run()));
    draft.fill(run, job::progress);
    Run filled = transaction.execute(status -> runs.get(task.run()));
    job.result(
        "草稿共 %d 笔，%s 元，请另一位同事核对。".formatted(filled.lines().rows(), filled.lines().total().format()),
        null);
  }

  /** Fills the run now or soon, by its size. */
  void start(Run run, Actor by) {
    int expected = transaction.execute(status -> expected(run));
    if (expected <= AT_ONCE) draft.fill(run, done -> {});
    else
      jobs.start(
          this, "生成草稿 " + run.number(), run.area(), new Task(run.id(), expected), once(run), by);
  }

  /** The making of the draft, while it lasts or when it did not come to its end. */
  Optional<Job> open(Run run) {
    if (run.prepared() || run.state() != RunState.DRAFT) return Optional.empty();
    return jobs.latest(this, once(run)).filter(job -> job.state() != JobState.DONE);
  }

  private static String once(Run run) {
    return Long.toString(run.id());
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
}
