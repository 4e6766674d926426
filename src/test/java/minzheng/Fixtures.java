package minzheng;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** People at their desks, for tests of every module: real accounts of the tests' database. */
@TestComponent
public class Fixtures {
  public static final String JINJIANG = "510104";
  public static final String QINGYANG = "510105";
  public static final String CITY = "5101";

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final String SURNAMES = "林王何赵孙郭罗秦蒋邓彭曹沈韩唐冯于董程袁";

  /** As many as share no factor with the number of surnames, so that no two people are alike. */
  private static final List<String> NAMES =
      List.of(
          ("晓燕 志远 文清 丽娟 建平 思敏 海涛 静 立群 雨欣 明辉 强 国庆 文博 雪梅 伟 颖 佳 俊杰 慧 春梅 永强 淑华"
                  + " 世杰 玉兰 凯 宏 秋菊 新民 红霞 德明 艳 大勇 桂英 学军 婷 向东")
              .split(" "));

  private final Accounts accounts;
  private final Regions regions;

  Fixtures(Accounts accounts, Regions regions) {
    this.accounts = accounts;
    this.regions = regions;
  }

  /** A new account with these duties for an area; use it with {@code .with(user(…))}. */
  public CurrentUser user(String region, Role first, Role... more) {
    int n = NEXT.incrementAndGet();
    String name = SURNAMES.charAt(n % SURNAMES.length()) + NAMES.get(n * 7 % NAMES.size());
    String office =
        regions.find(region).map(Region::name).orElse(region)
            + (region.length() > 6 ? "便民服务中心" : "民政局");
    return named(name, office, region, first, more);
  }

  /** The same with a name and office that can stand on a paper. */
  public CurrentUser named(String name, String office, String region, Role first, Role... more) {
    String username = "t" + NEXT.incrementAndGet() + "." + first.name().toLowerCase();
    var roles = new java.util.HashSet<>(Set.of(more));
    roles.add(first);
    accounts.create(new Accounts.Entry(username, name, region, office, null, roles), "demo", false);
    return accounts.loadUserByUsername(username);
  }

  /** Somebody at work, signed in, within the own area. */
  public static <T> T as(CurrentUser user, Supplier<T> work) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    try {
      return Scope.callAs(user.region(), work);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  public static void run(CurrentUser user, Runnable work) {
    as(
        user,
        () -> {
          work.run();
          return null;
        });
  }
}
