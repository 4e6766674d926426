package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends every notice whose days are over, each in a transaction and scope of its own. Run twice, or
 * on two nodes at once, it ends each of them once.
 */
@Component
class NoticeEnds {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeEnds.class);

  private final NoticeStore store;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String city;

  NoticeEnds(
      NoticeStore store,
      Notices notices,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.store = store;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
    this.city = city;
  }

  /** What fell due while no node was running. */
  @EventListener(ApplicationReadyEvent.class)
  void afterStart() {
    run();
  }

  /** How many were ended. */
  int run() {
    LocalDate today = LocalDate.now(clock);
    int ended = 0;
    for (var notice :
        Scope.callAs(city, () -> transaction.execute(status -> store.ending(today)))) {
      try {
        if (Scope.callAs(notice.region(), () -> notices.endIfDue(notice.id()))) ended++;
      } catch (RuntimeException e) { // one case must not hold up the others
        LOG.error("The notice {} does not end", notice.id(), e);
      }
    }
    return ended;
  }
}
