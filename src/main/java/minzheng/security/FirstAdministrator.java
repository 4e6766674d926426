package minzheng.security;

import java.util.Set;
import minzheng.kernel.RuleViolation;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The first administrator comes from the environment, once, when there is no account at all. There
 * is no default account and no default password.
 */
@Component
@Profile("!demo")
class FirstAdministrator {
  private final Accounts accounts;
  private final String username;
  private final String password;
  private final String city;

  FirstAdministrator(
      Accounts accounts,
      @Value("${minzheng.admin.username}") String username,
      @Value("${minzheng.admin.password}") String password,
      @Value("${minzheng.city}") String city) {
    this.accounts = accounts;
    this.username = username;
    this.password = password;
    this.city = city;
  }

  @EventListener(ApplicationReadyEvent.class)
  void create() {
    if (accounts.any()) return;
    var log = LoggerFactory.getLogger(getClass());
    if (username.isBlank() || password.length() < Passwords.SHORTEST) {
      log.warn(
          "There is no account yet. Set MINZHENG_ADMIN_USERNAME and MINZHENG_ADMIN_PASSWORD (at"
              + " least 10 characters) and start again.");
      return;
    }
    var roles = Set.of(Role.SYSTEM_ADMIN);
    try {
      accounts.create(
          new Accounts.Entry(username, "系统管理员", city, "市民政局", null, roles), password, true);
      log.info("The first administrator has been created from the environment");
    } catch (RuleViolation e) {
      if (!accounts.any()) throw e; // otherwise the other node was faster
    }
  }
}
