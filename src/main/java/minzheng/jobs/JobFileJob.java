package minzheng.jobs;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import minzheng.security.Scope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Exports hold personal data: they are taken away when their time is over. */
@Configuration(proxyBeanMethods = false)
class JobFileJob {
  @Bean
  RecurringTask<Void> expiredFiles(
      ObjectProvider<JobFiles> files, Clock clock, @Value("${minzheng.city}") String city) {
    return Tasks.recurring(
            "jobs-expired-files", Schedules.daily(clock.getZone(), LocalTime.of(3, 20)))
        .execute((instance, context) -> Scope.runAs(city, () -> files.getObject().clear()));
  }
}
