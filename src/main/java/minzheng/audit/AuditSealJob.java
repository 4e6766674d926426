package minzheng.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trail is sealed through the day and read against its seals at night. */
@Configuration(proxyBeanMethods = false)
class AuditSealJob {
  @Bean
  RecurringTask<Void> sealingOfTheTrail(AuditSeals seals) {
    return Tasks.recurring("audit-seal", Schedules.fixedDelay(Duration.ofMinutes(1)))
        .execute((instance, context) -> seals.seal());
  }

  @Bean
  RecurringTask<Void> checkOfTheTrail(AuditSeals seals, Clock clock) {
    return Tasks.recurring("audit-verify", Schedules.daily(clock.getZone(), LocalTime.of(3, 20)))
        .execute((instance, context) -> seals.verify());
  }
}
