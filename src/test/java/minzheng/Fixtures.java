package minzheng;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.boot.test.context.TestComponent;

/** People at their desks, for tests of every module: real accounts of the tests' database. */
@TestComponent
public class Fixtures {
  public static final String JINJIANG = "510104";
  public static final String QINGYANG = "510105";
  public static final String CITY = "5101";

  private static final AtomicInteger NEXT = new AtomicInteger();
  private final Accounts accounts;

  Fixtures(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A new account with these duties for an area; use it with {@code .with(user(…))}. */
  public CurrentUser user(String region, Role first, Role... more) {
    int number = NEXT.incrementAndGet();
    return named("测" + (char) ('一' + number), "测试单位" + region, region, first, more);
  }

  /** The same with a name and office that can stand on a paper. */
  public CurrentUser named(String name, String office, String region, Role first, Role... more) {
    String username = "t" + NEXT.incrementAndGet() + "." + first.name().toLowerCase();
    var roles = new java.util.HashSet<>(Set.of(more));
    roles.add(first);
    accounts.create(new Accounts.Entry(username, name, region, office, null, roles), "demo", false);
    return accounts.loadUserByUsername(username);
  }
}
