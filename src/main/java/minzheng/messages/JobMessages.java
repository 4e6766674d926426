package minzheng.messages;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import minzheng.jobs.JobEnded;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells who asked for background work how it ended, unless that person still stands before it. */
@Component
class JobMessages {
  /** What is done sooner is still on the screen. */
  private static final Duration WATCHED = Duration.ofSeconds(30);

  private final Jobs jobs;
  private final Messages messages;
  private final Clock clock;

  JobMessages(Jobs jobs, Messages messages, Clock clock) {
    this.jobs = jobs;
    this.messages = messages;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(JobEnded ended) {
    if (ended.state() == JobState.CANCELLED) return;
    var job = jobs.get(ended.jobId());
    boolean failed = ended.state() == JobState.FAILED;
    if (!failed && job.createdAt().plus(WATCHED).isAfter(clock.instant())) return;
    String said = failed ? job.error() : job.result();
    messages.queue(
        Message.inbox(
            job.region(),
            "job:" + job.id(),
            job.startedBy(),
            job.startedByName(),
            failed ? "job.failed" : "job.done",
            Map.of("title", job.title(), "result", said == null ? "结果见任务页。" : said),
            "/jobs/" + job.id()));
  }
}
