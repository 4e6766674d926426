package minzheng.imports;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import minzheng.security.Scope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Rows and files of imports are copies of personal data: they go when nobody needs them to answer
 * for an import (个人信息保护法 19, 47). Counts, digest and who decided stay.
 */
@Configuration(proxyBeanMethods = false)
class ForgetJob {
  @Bean
  RecurringTask<Void> forgottenImports(
      ObjectProvider<ImportStore> store,
      Clock clock,
      @Value("${minzheng.city}") String city,
      @Value("${minzheng.imports.keep-days}") int days) {
    return Tasks.recurring("imports-forget", Schedules.daily(clock.getZone(), LocalTime.of(3, 40)))
        .execute(
            (instance, context) ->
                Scope.runAs(
                    city,
                    () -> store.getObject().forget(clock.instant().minus(Duration.ofDays(days)))));
  }
}
