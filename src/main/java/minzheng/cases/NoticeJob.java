package minzheng.cases;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A notice becomes due at the change of day, so that is when the job runs, and once more in the
 * morning. What a stopped node has missed it makes up for at its next start; a back-dated notice
 * ends when it is posted.
 */
@Configuration(proxyBeanMethods = false)
class NoticeJob {
  @Bean
  RecurringTask<Void> endOfNotices(NoticeEnds ends, Clock clock) {
    return Tasks.recurring(
            "cases-end-of-notices",
            Schedules.daily(clock.getZone(), LocalTime.of(0, 5), LocalTime.of(6, 30)))
        .execute((instance, context) -> ends.run());
  }
}
