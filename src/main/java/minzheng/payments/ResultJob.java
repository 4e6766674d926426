package minzheng.payments;

import java.util.Optional;
import minzheng.jobs.Job;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.kernel.Actor;
import org.springframework.stereotype.Component;

/** 导入回执 of a big file: taken over as a whole, in one transaction, in the background. */
@Component
class ResultJob implements JobKind<ResultJob.Task> {
  private final Results results;
  private final Jobs jobs;

  ResultJob(Results results, Jobs jobs) {
    this.results = results;
    this.jobs = jobs;
  }

  record Task(long file) {}

  @Override
  public String code() {
    return "bank-result";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun job) {
    if (job.checkpoint(Boolean.class).isEmpty())
      job.step(
          () -> {
            var file = results.apply(task.file(), job.by());
            return new JobRun.Mark(file.paid().rows() + file.returned().rows(), true);
          });
    var file = results.get(task.file());
    job.result(
        "成功 %d 笔，退回 %d 笔。".formatted(file.paid().rows(), file.returned().rows()),
        "/payments/runs/" + file.runId());
  }

  /** Queues the taking over of a file. */
  long later(Results.ResultFile file, Actor by) {
    return jobs.start(
        this, "导入回执 " + file.name(), file.area(), new Task(file.id()), once(file.id()), by);
  }

  /** The taking over of a run's file that is going on or was refused. */
  Optional<Job> open(Results.ResultFile file) {
    if (file.applied()) return Optional.empty();
    return jobs.latest(this, once(file.id())).filter(job -> job.state() != JobState.DONE);
  }

  private static String once(long file) {
    return Long.toString(file);
  }
}
