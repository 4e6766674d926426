package minzheng.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import minzheng.audit.Audit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts failed sign-ins by account (which locks it for a while) and by address (which slows down
 * guessing over many accounts). Kept in the database, so that it holds over all nodes.
 */
@Service
class SignIns {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;
  private final int perAccount;
  private final int perAddress;
  private final Duration window;

  SignIns(
      JdbcClient jdbc,
      Audit audit,
      Clock clock,
      @Value("${minzheng.sign-in.failures-before-lock}") int perAccount,
      @Value("${minzheng.sign-in.failures-per-address}") int perAddress,
      @Value("${minzheng.sign-in.lock-minutes}") int minutes) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
    this.perAccount = perAccount;
    this.perAddress = perAddress;
    this.window = Duration.ofMinutes(minutes);
  }

  /** Whether an address has failed so often lately that no further password is looked at. */
  @Transactional(readOnly = true)
  public boolean throttled(String address) {
    return jdbc.sql("SELECT count(*) FROM sign_in_failure WHERE address = ? AND at > ?")
            .params(address, Timestamp.from(clock.instant().minus(window)))
            .query(Integer.class)
            .single()
        >= perAddress;
  }

  @Transactional
  @EventListener
  public void on(AbstractAuthenticationFailureEvent event) {
    if (!(event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details))
      return; // an API token, not a person
    jdbc.sql("INSERT INTO sign_in_failure (address, at) VALUES (?, ?)")
        .params(details.getRemoteAddress(), Timestamp.from(clock.instant()))
        .update();
    jdbc.sql("DELETE FROM sign_in_failure WHERE at < ?")
        .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
        .update();
    String username = event.getAuthentication().getName();
    if (event instanceof AuthenticationFailureBadCredentialsEvent) count(username);
    audit.write("登录失败", "账号", username, null, null, null, Map.of("cause", cause(event)));
  }

  /** Called by the sign-in's success handler: API tokens do not come here. */
  @Transactional
  public void succeeded(CurrentUser user) {
    jdbc.sql("UPDATE account SET failures = 0, locked_until = NULL, last_sign_in = ? WHERE id = ?")
        .params(Timestamp.from(clock.instant()), user.accountId())
        .update();
    audit.write("登录", "账号", user.accountId(), user.region());
  }

  @Transactional
  @EventListener
  public void on(LogoutSuccessEvent event) {
    Authentication authentication = event.getAuthentication();
    if (authentication.getPrincipal() instanceof CurrentUser user)
      audit.write("退出", "账号", user.accountId(), user.region());
  }

  /** Counts a wrong password and locks the account when there were too many. */
  private void count(String username) {
    record Counted(long id, String region, int failures) {}
    var now = clock.instant();
    jdbc.sql(
            """
            UPDATE account SET
              failures = CASE WHEN locked_until < :now THEN 1 ELSE failures + 1 END,
              locked_until = CASE WHEN locked_until < :now THEN NULL
                                  WHEN failures + 1 >= :allowed THEN :until ELSE locked_until END
            WHERE lower(username) = lower(:username)
            RETURNING id, region, failures
            """)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(window)))
        .param("allowed", perAccount)
        .param("username", username.strip())
        .query(Counted.class)
        .optional()
        .filter(c -> c.failures() == perAccount)
        .ifPresent(c -> audit.write("锁定", "账号", c.id(), c.region()));
  }

  private static String cause(AbstractAuthenticationFailureEvent event) {
    return event.getException().getClass().getSimpleName();
  }
}
