package minzheng.payments;

import java.util.Set;
import minzheng.kernel.Masking;
import minzheng.security.CurrentUser;
import minzheng.security.Role;

/** What a person may read of names: those who handle payments in full, others masked. */
record Viewer(boolean full) {
  private static final Set<Role> HANDLING =
      Set.of(Role.FINANCE, Role.APPROVER, Role.CASEWORKER, Role.REVIEWER);

  static Viewer of(CurrentUser user) {
    return new Viewer(user.roles().stream().anyMatch(HANDLING::contains));
  }

  String name(String name) {
    return full ? name : Masking.name(name);
  }
}
