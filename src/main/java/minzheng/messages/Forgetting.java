package minzheng.messages;

import java.time.Clock;
import java.time.Duration;
import minzheng.security.Scope;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the addresses of what was sent long ago. That somebody was told, when and what stays; the
 * number stays masked. Files of the gateway are the gateway's.
 */
@Component
class Forgetting {
  private static final int AT_ONCE = 5000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Settings settings;
  private final Clock clock;
  private final String city;

  Forgetting(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Settings settings,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
    this.city = city;
  }

  /** How many were emptied. */
  int run() {
    int all = 0;
    int some;
    do {
      some = Scope.callAs(city, () -> transaction.execute(status -> some()));
      all += some;
    } while (some == AT_ONCE);
    return all;
  }

  private int some() {
    return jdbc.sql(
            """
            UPDATE message SET address = NULL WHERE id IN (
              SELECT id FROM message WHERE address IS NOT NULL AND ended_at < ?
                AND state IN ('SENT', 'DELIVERED', 'FAILED')
              ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """)
        .params(Outbox.at(clock.instant().minus(Duration.ofDays(settings.keepDays()))), AT_ONCE)
        .update();
  }
}
