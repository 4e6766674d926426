package minzheng.security;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import minzheng.kernel.Acting;
import minzheng.kernel.Actor;
import minzheng.kernel.Masking;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * The signed-in member of staff as kept in the session. A change of roles or area ends the
 * account's sessions, so this never grows stale.
 */
public final class CurrentUser implements UserDetails, Acting, CredentialsContainer {
  private static final long serialVersionUID = 1;

  private final long accountId;
  private final String username;
  private final String name;
  private final String region;
  private final String officeName;
  private final Set<Role> roles;
  private final boolean mustChange;
  private final boolean enabled;
  private final boolean locked;
  private String passwordHash;

  CurrentUser(
      long accountId,
      String username,
      String name,
      String region,
      String officeName,
      Set<Role> roles,
      boolean mustChange,
      boolean enabled,
      boolean locked,
      String passwordHash) {
    this.accountId = accountId;
    this.username = username;
    this.name = name;
    this.region = region;
    this.officeName = officeName;
    this.roles = Set.copyOf(roles);
    this.mustChange = mustChange;
    this.enabled = enabled;
    this.locked = locked;
    this.passwordHash = passwordHash;
  }

  public long accountId() {
    return accountId;
  }

  public String name() {
    return name;
  }

  /** The prefix of what the user may see, such as 510104. */
  public String region() {
    return region;
  }

  public String officeName() {
    return officeName;
  }

  public Set<Role> roles() {
    return roles;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /**
   * Whether cases are this person's work. Others who open one, to pay or to audit, see what
   * explains the money and no papers, checks or visits.
   */
  public boolean worksOnCases() {
    return has(Role.CASEWORKER) || has(Role.REVIEWER) || has(Role.APPROVER) || has(Role.SUPERVISOR);
  }

  /** Whoever does not handle the money reads names in its lists masked. */
  public String nameShown(String name) {
    boolean handles =
        has(Role.CASEWORKER) || has(Role.REVIEWER) || has(Role.APPROVER) || has(Role.FINANCE);
    return handles ? name : Masking.name(name);
  }

  /** The words on the page, such as 经办人、审核人. */
  public String roleLabels() {
    return Role.labels(roles);
  }

  /** The password was set by somebody else: only the page to change it opens. */
  public boolean mustChange() {
    return mustChange;
  }

  @Override
  public Actor actor() {
    return new Actor(accountId, username, name, region, officeName);
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return roles.stream().map(r -> new SimpleGrantedAuthority("ROLE_" + r)).toList();
  }

  @Override
  public String getUsername() {
    return username;
  }

  @Override
  public String getPassword() {
    return passwordHash;
  }

  @Override
  public void eraseCredentials() {
    passwordHash = null;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public boolean isAccountNonLocked() {
    return !locked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurrentUser user && user.accountId == accountId;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(accountId);
  }

  @Override
  public String toString() {
    return username + List.copyOf(roles);
  }
}
