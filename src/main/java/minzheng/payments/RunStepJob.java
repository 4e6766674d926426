package minzheng.payments;

import java.util.Optional;
import minzheng.jobs.Job;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.kernel.Actor;
import org.springframework.stereotype.Component;

/** 核对、送银行 of a run too big for a page: the same step, in one transaction, in the background. */
@Component
class RunStepJob implements JobKind<RunStepJob.Task> {
  private final Runs runs;
  private final Jobs jobs;

  RunStepJob(Runs runs, Jobs jobs) {
    this.runs = runs;
    this.jobs = jobs;
  }

  /** The steps that write a row for each row of the run. */
  enum Verb {
    CHECK("核对", RunState.DRAFT),
    SEND("送银行", RunState.APPROVED);

    private final String label;
    private final RunState from;

    Verb(String label, RunState from) {
      this.label = label;
      this.from = from;
    }
  }

  /**
   * @param bank and format only for {@link Verb#SEND}
   * @param verified only for {@link Verb#CHECK}; null in a task queued before there was the
   *     question
   */
  record Task(long run, Verb verb, String bank, BankFormat format, Boolean verified) {
    static Task check(Run run, boolean verified) {
      return new Task(run.id(), Verb.CHECK, null, null, verified);
    }

    static Task send(Run run, String bank, BankFormat format) {
      return new Task(run.id(), Verb.SEND, bank, format, null);
    }
  }

  @Override
  public String code() {
    return "run-step";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun job) {
    if (job.checkpoint(Boolean.class).isPresent())
      return; // the step was done, only its end was not noted
    job.step(
        () -> {
          switch (task.verb()) {
            case CHECK -> runs.check(task.run(), Boolean.TRUE.equals(task.verified()), job.by());
            case SEND -> runs.send(task.run(), task.bank(), task.format(), job.by());
          }
          return new JobRun.Mark(runs.get(task.run()).lines().rows(), true);
        });
  }

  /** Queues the step of a big run; a small one is done, and a wrong one refused, at once. */
  boolean later(Run run, Task task, Actor by) {
    Verb verb = task.verb();
    if (run.lines().rows() <= RunDraftJob.AT_ONCE || run.state() != verb.from) return false;
    jobs.start(this, verb.label + " " + run.number(), run.area(), task, once(run, verb), by);
    return true;
  }

  /** The step that is going on, or was refused since the draft was made. */
  Optional<Job> open(Run run) {
    Verb next =
        switch (run.state()) {
          case DRAFT -> Verb.CHECK;
          case APPROVED -> Verb.SEND;
          default -> null;
        };
    if (next == null) return Optional.empty();
    return jobs.latest(this, once(run, next))
        .filter(job -> job.state() != JobState.DONE && job.createdAt().isAfter(run.made().at()));
  }

  private static String once(Run run, Verb verb) {
    return run.id() + " " + verb;
  }
}
