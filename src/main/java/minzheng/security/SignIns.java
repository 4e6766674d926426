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
  private final Accounts accounts;
  private final Audit audit;
  private final Clock clock;
  private final int perAccount;
  private final int perAddress;
  private final Duration window;

  SignIns(
      JdbcClient jdbc,
      Accounts accounts,
      Audit audit,
      Clock clock,
      @Value("${minzheng.sign-in.failures-before-lock}") int perAccount,
      @Value("${minzheng.sign-in.failures-per-address}") int perAddress,
      @Value("${minzheng.sign-in.lock-minutes}") int minutes) {
    this.jdbc = jdbc;
    this.accounts = accounts;
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
    if (event instanceof AuthenticationFailureBadCredentialsEvent)
      accounts.failed(username, perAccount, window);
    audit.write("登录失败", "账号", username, null, null, null, Map.of("cause", cause(event)));
  }

  /** Called by the sign-in's success handler: API tokens do not come here. */
  @Transactional
  public void succeeded(CurrentUser user) {
    accounts.succeeded(user);
    audit.write("登录", "账号", user.accountId(), user.region());
  }

  @Transactional
  @EventListener
  public void on(LogoutSuccessEvent event) {
    Authentication authentication = event.getAuthentication();
    if (authentication.getPrincipal() instanceof CurrentUser user)
      audit.write("退出", "账号", user.accountId(), user.region());
  }

  private static String cause(AbstractAuthenticationFailureEvent event) {
    return event.getException().getClass().getSimpleName();
  }
}
