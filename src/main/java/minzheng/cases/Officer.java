package minzheng.cases;

import java.util.Set;
import minzheng.kernel.Actor;
import minzheng.security.CurrentUser;
import minzheng.security.Role;

/** Who takes a step: a member of staff with duties, or the system when a day has come. */
record Officer(Actor actor, Set<Role> roles) {
  static final Officer SYSTEM = new Officer(new Actor(0, "system", "系统", "", "系统"), Set.of());

  static Officer of(CurrentUser user) {
    return new Officer(user.actor(), user.roles());
  }

  boolean isSystem() {
    return actor.accountId() == 0;
  }

  /** Whether the officer holds the duty at the office that has the turn for a case of this area. */
  boolean holds(Role role, Desk desk, String caseRegion) {
    return roles.contains(role) && desk.admits(actor.region(), caseRegion);
  }
}
