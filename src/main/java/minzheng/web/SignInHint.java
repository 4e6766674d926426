package minzheng.web;

import java.util.List;

/** Accounts shown on the sign-in page. Only a demo city contributes this. */
public interface SignInHint {
  List<Account> accounts();

  /** One account as shown; its password is shown too. */
  record Account(String username, String name, String duty, String office) {}
}
