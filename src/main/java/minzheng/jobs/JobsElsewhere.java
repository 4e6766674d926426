package minzheng.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A node whose pages shall stay quick takes on background work and does none of it: its scheduler
 * keeps what is asked for, and workers fetch it.
 */
@Component
@ConditionalOnProperty(name = "minzheng.jobs", havingValue = "elsewhere")
class JobsElsewhere implements SmartInitializingSingleton {
  private final Scheduler scheduler;

  JobsElsewhere(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Before the scheduler starts, which waits for the whole context. */
  @Override
  public void afterSingletonsInstantiated() {
    scheduler.pause();
  }
}
