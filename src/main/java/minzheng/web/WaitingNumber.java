package minzheng.web;

import minzheng.security.CurrentUser;
import minzheng.web.TodoSource.Box;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 待办: how many tasks wait for a person or the office, for the top of every page. */
@Component
class WaitingNumber {
  private final ObjectProvider<TodoSource> sources;
  private final RecentNumbers numbers;
  private final TransactionTemplate reading;

  WaitingNumber(
      ObjectProvider<TodoSource> sources,
      RecentNumbers numbers,
      PlatformTransactionManager transactions) {
    this.sources = sources;
    this.numbers = numbers;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  private record Of(long account, Box box) {}

  long of(CurrentUser user, Box box) {
    return numbers.of(new Of(user.accountId(), box), () -> count(user, box));
  }

  private long count(CurrentUser user, Box box) {
    Long number =
        reading.execute(status -> sources.stream().mapToLong(s -> s.count(user, box)).sum());
    return number;
  }
}
