package minzheng.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import minzheng.security.Scope;
import org.springframework.boot.test.context.TestComponent;

/** Waits for background work, which the tests' own scheduler does for real. */
@TestComponent
public class JobsForTests {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Jobs jobs;
  private final Scheduler scheduler;

  JobsForTests(Jobs jobs, Scheduler scheduler) {
    this.jobs = jobs;
    this.scheduler = scheduler;
  }

  /** The job when it is over, however it ended. */
  public Job finish(long id) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Job job = Scope.callAs("5101", () -> jobs.get(id));
      if (job.isOver()) return job;
      assertThat(System.nanoTime()).as(job + " takes too long").isLessThan(deadline);
      scheduler.triggerCheckForDueExecutions();
      pause(50);
    }
  }

  /** The job, which must have gone well. */
  public Job done(long id) {
    Job job = finish(id);
    assertThat(job.state()).as(job.toString()).isEqualTo(JobState.DONE);
    return job;
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
