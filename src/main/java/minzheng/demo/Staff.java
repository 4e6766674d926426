package minzheng.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import minzheng.kernel.MovableClock;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Scope;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Lets a demo account do its work on a past day, as if it sat at its desk then. */
@Component
@Profile("demo")
class Staff {
  private final Accounts accounts;
  private final MovableClock clock;
  private final Map<String, CurrentUser> known = new HashMap<>();

  Staff(Accounts accounts, MovableClock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  <T> T on(LocalDate day, String username, Function<CurrentUser, T> work) {
    CurrentUser user = user(username);
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    try {
      return clock.on(day, () -> Scope.callAs(user.region(), () -> work.apply(user)));
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private synchronized CurrentUser user(String username) {
    return known.computeIfAbsent(username, accounts::loadUserByUsername);
  }
}
