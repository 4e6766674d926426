package minzheng.dashboard;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks every night which months are to be closed, so a night that was missed is made up for. */
@Configuration(proxyBeanMethods = false)
class FreezeJob {
  @Bean
  RecurringTask<Void> freezeOfFigures(MonthFreezes freezes, Clock clock) {
    return Tasks.recurring(
            "dashboard-freeze-of-figures", Schedules.daily(clock.getZone(), LocalTime.of(1, 20)))
        .execute((instance, context) -> freezes.freezeDue());
  }
}
