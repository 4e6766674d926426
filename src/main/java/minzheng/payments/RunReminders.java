package minzheng.payments;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells who may do the next step that a run waits for a second or third person. Found by how runs
 * stand, not by who pressed what: a draft is finished by the owner's connection, in the background.
 */
@Component
class RunReminders {
  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Messages messages;
  private final TransactionTemplate transaction;
  private final String city;

  RunReminders(
      JdbcClient jdbc,
      Accounts accounts,
      Messages messages,
      TransactionTemplate transaction,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.messages = messages;
    this.transaction = transaction;
    this.city = city;
  }

  /** Each waiting run is told once for each time it was made or checked. */
  void run() {
    Scope.runAs(
        city,
        () -> {
          for (Run run : transaction.execute(status -> waiting()))
            transaction.executeWithoutResult(status -> tell(run));
        });
  }

  private List<Run> waiting() {
    return jdbc.sql(
            "SELECT * FROM run WHERE state = 'CHECKED' OR state = 'DRAFT' AND prepared ORDER BY id")
        .query(Run::of)
        .list();
  }

  void tell(Run run) {
    boolean draft = run.state() == RunState.DRAFT;
    var since = draft ? run.made().at() : run.checked().at();
    String cause = "run:%d:%s:%d".formatted(run.id(), run.state(), since.toEpochMilli());
    for (Account a : colleagues(run, draft))
      messages.queueAlsoByMail(
          Message.inbox(
              run.area(),
              cause,
              a.id(),
              a.name(),
              draft ? "run.check" : "run.approve",
              Map.of("number", run.number()),
              "/payments/runs/" + run.id()));
  }

  private List<Account> colleagues(Run run, boolean draft) {
    var able = new ArrayList<>(accounts.holding(Role.FINANCE, List.of(run.area())));
    if (!draft) able.addAll(accounts.holding(Role.APPROVER, List.of(run.area())));
    return able.stream().filter(a -> !run.touchedBy(a.id())).distinct().toList();
  }

  /** Apart from what it runs: the scheduler needs all tasks at its start. */
  @Configuration(proxyBeanMethods = false)
  static class Tasking {
    @Bean
    RecurringTask<Void> dailyRunReminders(
        ObjectProvider<RunReminders> reminders,
        @Value("${minzheng.messages.every}") Duration every) {
      return Tasks.recurring("payments-run-reminders", Schedules.fixedDelay(Duration.ofMinutes(2)))
          .execute(
              (instance, context) -> {
                if (!every.isZero()) reminders.getObject().run();
              });
    }
  }
}
