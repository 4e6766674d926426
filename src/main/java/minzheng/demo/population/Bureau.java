package minzheng.demo.population;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import minzheng.jurisdiction.Region;
import minzheng.security.Role;

/**
 * The staff: in each district as many accounts as its work needs, for the whole city one of each
 * further duty. The username is the area's code and the duty: {@code 510104.caseworker3}.
 */
final class Bureau {
  /** How many accounts hold a duty in one district. */
  private static final Map<Role, Integer> DESKS =
      new TreeMap<>(
          Map.of(Role.CASEWORKER, 8, Role.REVIEWER, 2, Role.APPROVER, 2, Role.FINANCE, 2));

  private static final Set<Role> CITY =
      Set.of(Role.SUPERVISOR, Role.STANDARDS_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR);

  private static final String SURNAMES = "林王何赵孙郭杨刘罗陈唐谢周吴冯蒋邓彭曹许";
  private static final String GIVEN = "晓燕志远文清丽娟建平思敏海涛雨欣明辉立群";

  /** An account that works on cases. */
  record Officer(long id, String name, String office, String region) {}

  private final Map<String, List<Officer>> holders = new HashMap<>();

  /** Opens the accounts that are not there yet, all with the same password. */
  static Bureau open(
      Connection connection,
      List<Region> districts,
      String city,
      String passwordHash,
      String stamp,
      SplittableRandom lot)
      throws SQLException {
    var bureau = new Bureau();
    try (var account =
            connection.prepareStatement(
                """
                INSERT INTO account (username, name, password_hash, region, office_name, created_at)
                VALUES (?, ?, ?, ?, ?, ?::timestamptz)
                ON CONFLICT (lower(username)) DO UPDATE SET username = EXCLUDED.username
                RETURNING id, name
                """);
        var role =
            connection.prepareStatement(
                "INSERT INTO account_role VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      for (Region district : districts)
        for (var desk : DESKS.entrySet())
          for (int i = 1; i <= desk.getValue(); i++) {
            String duty = desk.getKey().name().toLowerCase(java.util.Locale.ROOT);
            String username = district.code() + "." + duty + (i == 1 ? "" : i);
            String office = district.name() + "民政局";
            account.setString(1, username);
            account.setString(2, name(lot));
            account.setString(3, passwordHash);
            account.setString(4, district.code());
            account.setString(5, office);
            account.setString(6, stamp);
            bureau.add(account, role, desk.getKey(), district.code(), office);
          }
      for (Role duty : CITY.stream().sorted().toList()) {
        account.setString(
            1, city + "." + duty.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        account.setString(2, name(lot));
        account.setString(3, passwordHash);
        account.setString(4, city);
        account.setString(5, "成都市民政局");
        account.setString(6, stamp);
        bureau.add(account, role, duty, city, "成都市民政局");
      }
    }
    return bureau;
  }

  private void add(
      java.sql.PreparedStatement account,
      java.sql.PreparedStatement roles,
      Role duty,
      String region,
      String office)
      throws SQLException {
    var row = account.executeQuery();
    row.next();
    roles.setLong(1, row.getLong(1));
    roles.setString(2, duty.name());
    roles.executeUpdate();
    holders
        .computeIfAbsent(duty + region, k -> new ArrayList<>())
        .add(new Officer(row.getLong(1), row.getString(2), office, region));
  }

  private static String name(SplittableRandom lot) {
    int at = lot.nextInt(GIVEN.length() / 2) * 2;
    return SURNAMES.charAt(lot.nextInt(SURNAMES.length())) + GIVEN.substring(at, at + 2);
  }

  /** Those who hold a duty in a district, at least two of caseworkers. */
  List<Officer> holding(Role duty, String district) {
    return holders.get(duty + district);
  }
}
