package minzheng.config;

import java.util.Set;
import java.util.stream.Collectors;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.Role;

/**
 * What is typed for an account.
 *
 * @param version of the account that was opened; the save refuses when it is no longer the latest
 */
record AccountForm(
    String username,
    String name,
    String region,
    String officeName,
    String phone,
    Set<String> roles,
    Integer version) {

  static AccountForm empty(String region, String office) {
    return new AccountForm("", "", region, office, "", Set.of(), null);
  }

  static AccountForm of(Account a) {
    return new AccountForm(
        a.username(),
        a.name(),
        a.region(),
        a.officeName(),
        a.phone(),
        a.roles().stream().map(Role::name).collect(Collectors.toSet()),
        a.version());
  }

  AccountForm withVersion(int latest) {
    return new AccountForm(username, name, region, officeName, phone, roles, latest);
  }

  /** The username of an existing account stays what it is. */
  Accounts.Entry entry(String existing) {
    return new Accounts.Entry(
        existing != null ? existing : username,
        name,
        region,
        officeName,
        phone == null || phone.isBlank() ? null : phone.strip(),
        roles == null ? Set.of() : roles.stream().map(Role::valueOf).collect(Collectors.toSet()));
  }
}
