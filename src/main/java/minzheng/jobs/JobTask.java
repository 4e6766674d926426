package minzheng.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one task by which db-scheduler runs jobs: it names the job and the area that is its scope.
 */
@Component
class JobTask {
  private static final TaskDescriptor<Data> TASK = TaskDescriptor.of("job", Data.class);

  /** A failure that may pass is tried again after this, then twice as late each time. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ObjectProvider<SchedulerClient> client;
  private final ObjectProvider<Scheduler> scheduler;

  JobTask(ObjectProvider<SchedulerClient> client, ObjectProvider<Scheduler> scheduler) {
    this.client = client;
    this.scheduler = scheduler;
  }

  record Data(String region) {}

  /** The task's definition, apart from what it runs: the scheduler needs all tasks at its start. */
  @Configuration(proxyBeanMethods = false)
  static class Tasking {
    @Bean
    OneTimeTask<Data> backgroundJob(ObjectProvider<JobRunner> runner) {
      return Tasks.oneTime(TASK)
          .onDeadExecutionRevive()
          .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(PAUSE, 2))
          .execute(
              (instance, context) ->
                  runner
                      .getObject()
                      .run(Long.parseLong(instance.getId()), instance.getData().region()));
    }
  }

  /** In the caller's transaction; this node looks for it as soon as that has committed. */
  void schedule(long job, String region, Instant at) {
    client
        .getObject()
        .scheduleIfNotExists(TASK.instance(Long.toString(job)).data(new Data(region)).build(), at);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
          }
        });
  }
}
