package minzheng.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * An account as the pages show it.
 *
 * @param region the prefix of what its person may see
 * @param lockedUntil end of a lock after wrong passwords, possibly past; or null
 * @param version guards against a stale edit
 * @param changedBy who changed it last, or null
 */
public record Account(
    long id,
    String username,
    String name,
    String region,
    String officeName,
    String phone,
    boolean enabled,
    boolean mustChange,
    Instant lockedUntil,
    Instant lastSignIn,
    int version,
    String changedBy,
    Instant changedAt,
    Set<Role> roles) {

  public boolean lockedAt(Instant now) {
    return lockedUntil != null && lockedUntil.isAfter(now);
  }

  public String roleLabels() {
    return Role.labels(roles);
  }

  /** From {@code account.*} and {@code role_names}, a comma-separated text. */
  public static Account of(ResultSet rs) throws SQLException {
    var roles = EnumSet.noneOf(Role.class);
    for (String role : rs.getString("role_names").split(","))
      if (!role.isEmpty()) roles.add(Role.valueOf(role));
    return new Account(
        rs.getLong("id"),
        rs.getString("username"),
        rs.getString("name"),
        rs.getString("region"),
        rs.getString("office_name"),
        rs.getString("phone"),
        rs.getBoolean("enabled"),
        rs.getBoolean("must_change"),
        instant(rs.getTimestamp("locked_until")),
        instant(rs.getTimestamp("last_sign_in")),
        rs.getInt("version"),
        rs.getString("changed_by"),
        instant(rs.getTimestamp("changed_at")),
        roles);
  }

  private static Instant instant(Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
