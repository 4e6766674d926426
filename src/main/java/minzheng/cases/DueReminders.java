package minzheng.cases;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import minzheng.jurisdiction.WorkingDays;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.security.Scope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 到期提醒: each working morning everybody with late work, or work due today, is told once. */
@Component
class DueReminders {
  private final JdbcClient jdbc;
  private final Messages messages;
  private final WorkingDays days;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String city;

  DueReminders(
      JdbcClient jdbc,
      Messages messages,
      WorkingDays days,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.days = days;
    this.transaction = transaction;
    this.clock = clock;
    this.city = city;
  }

  private record Late(long account, String name, String region, long over, long due) {}

  /** Whoever runs it twice a day, or on two nodes, tells once: the day is the cause. */
  void run() {
    LocalDate today = LocalDate.now(clock);
    if (!days.isWorkingDay(today)) return;
    Scope.runAs(city, () -> transaction.executeWithoutResult(status -> tell(today)));
  }

  private void tell(LocalDate today) {
    var late =
        jdbc.sql(
                """
                SELECT a.id AS account, a.name, a.region,
                       count(*) FILTER (WHERE f.due_key < :today) AS over,
                       count(*) FILTER (WHERE f.due_key = :today) AS due
                FROM case_file f JOIN account a ON a.id = f.assignee_id AND a.enabled
                WHERE f.due_key <= :today GROUP BY a.id, a.name, a.region ORDER BY a.id
                """)
            .param("today", today)
            .query(Late.class)
            .list();
    for (Late l : late)
      messages.queueAlsoByMail(
          Message.inbox(
              l.region(),
              "due:" + today,
              l.account(),
              l.name(),
              "task.overdue",
              Map.of("day", today.toString(), "over", "" + l.over(), "due", "" + l.due()),
              "/cases?who=me&due=today"));
  }

  /** Apart from what it runs: the scheduler needs all tasks at its start. */
  @Configuration(proxyBeanMethods = false)
  static class Tasking {
    @Bean
    RecurringTask<Void> dailyDueReminders(ObjectProvider<DueReminders> reminders, Clock clock) {
      return Tasks.recurring(
              "cases-due-reminders", Schedules.daily(clock.getZone(), LocalTime.of(8, 0)))
          .execute((instance, context) -> reminders.getObject().run());
    }
  }
}
