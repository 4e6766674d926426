package minzheng.demo;

import java.util.List;
import minzheng.web.SignInHint;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Shows the demo accounts on the sign-in page. */
@Component
@Profile("demo")
class DemoHint implements SignInHint {
  @Override
  public List<Account> accounts() {
    return DemoAccounts.all().stream()
        .map(a -> new Account(a.username(), a.name(), a.roleLabel(), a.office()))
        .toList();
  }
}
