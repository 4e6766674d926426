package minzheng.messages;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The carriers as configured, and the tasks that send, read the gateway's answers and forget
 * numbers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class SendJob {
  @Bean
  Carrier smsCarrier(Settings settings) {
    return switch (settings.sms()) {
      case "log" -> new LogCarrier(Channel.SMS);
      case "file" -> new SmsFileCarrier(settings.smsFile());
      default ->
          throw new IllegalStateException("MESSAGES_SMS is log or file, not " + settings.sms());
    };
  }

  @Bean
  Carrier mailCarrier(Settings settings, Clock clock) {
    return switch (settings.mail()) {
      case "log" -> new LogCarrier(Channel.MAIL);
      case "smtp" -> new SmtpCarrier(settings.smtp(), clock);
      default ->
          throw new IllegalStateException("MESSAGES_MAIL is log or smtp, not " + settings.mail());
    };
  }

  @Bean
  Sender sender(
      Outbox outbox,
      List<Carrier> carriers,
      Settings settings,
      @Value("${minzheng.city}") String city) {
    return new Sender(outbox, carriers, settings, city, UUID.randomUUID().toString());
  }

  @Bean
  GatewayAnswers gatewayAnswers(
      AnswerStore store, Settings settings, @Value("${minzheng.city}") String city) {
    return new GatewayAnswers(store, settings.smsFile(), city);
  }

  /** Apart from what they run: the scheduler needs all tasks at its start. */
  @Configuration(proxyBeanMethods = false)
  static class Tasking {
    /** A file for the gateway holds what gathered in between, so the pause is no hurry's matter. */
    @Bean
    RecurringTask<Void> sendMessages(
        Settings settings, ObjectProvider<Sender> sender, ObjectProvider<GatewayAnswers> answers) {
      boolean off = settings.every().isZero();
      return Tasks.recurring(
              "messages-send",
              off
                  ? Schedules.fixedDelay(Duration.ofDays(1))
                  : Schedules.fixedDelay(settings.every()))
          .execute(
              (instance, context) -> {
                if (off) return;
                sender.getObject().run();
                if (settings.sms().equals("file")) answers.getObject().run();
              });
    }

    @Bean
    RecurringTask<Void> forgetAddresses(ObjectProvider<Forgetting> forgetting, Clock clock) {
      return Tasks.recurring(
              "messages-forget", Schedules.daily(clock.getZone(), LocalTime.of(3, 10)))
          .execute((instance, context) -> forgetting.getObject().run());
    }
  }
}
