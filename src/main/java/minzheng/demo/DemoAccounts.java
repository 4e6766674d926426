package minzheng.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import minzheng.security.Accounts;
import minzheng.security.Role;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The accounts shown on the sign-in page of a demo city. All have the password {@code demo}. */
@Component
@Profile("demo")
@Order(1)
public class DemoAccounts implements ApplicationRunner {
  static final String PASSWORD = "demo";

  /** A street of 锦江区, for the two accounts that see no more than their street. */
  static final String STREET = "510104017";

  private final Accounts accounts;

  DemoAccounts(Accounts accounts) {
    this.accounts = accounts;
  }

  /** One demo account as the sign-in page lists it. */
  public record DemoAccount(
      String username, String name, String region, String office, Set<Role> roles) {
    public String roleLabel() {
      return roles.iterator().next().label();
    }
  }

  @Override
  public void run(ApplicationArguments args) {
    for (DemoAccount a : all())
      if (!accounts.exists(a.username()))
        accounts.create(
            new Accounts.Entry(a.username(), a.name(), a.region(), a.office(), null, a.roles()),
            PASSWORD,
            false);
  }

  /** All demo accounts, district by district. */
  public static List<DemoAccount> all() {
    var all = new ArrayList<DemoAccount>();
    district(all, "jinjiang", "510104", "锦江区民政局", "林晓燕 王凯 何志远 赵文清 孙丽娟 郭建平");
    district(all, "qingyang", "510105", "青羊区民政局", "杨思敏 刘海涛 罗静 陈立群 唐雨欣 谢明辉");
    all.add(account("jinjiang.street", "周丽", STREET, "锦官驿街道便民服务中心", Role.CASEWORKER));
    all.add(account("jinjiang.street2", "吴强", STREET, "锦官驿街道便民服务中心", Role.CASEWORKER));
    String bureau = "成都市民政局";
    all.add(account("city.supervisor", "冯建国", "5101", bureau, Role.SUPERVISOR));
    all.add(account("city.standards", "蒋文博", "5101", bureau, Role.STANDARDS_ADMIN));
    all.add(account("city.standards2", "邓雪梅", "5101", bureau, Role.STANDARDS_ADMIN));
    all.add(account("city.admin", "彭伟", "5101", bureau, Role.SYSTEM_ADMIN));
    all.add(account("city.auditor", "曹颖", "5101", bureau, Role.AUDITOR));
    return all;
  }

  private static void district(
      List<DemoAccount> all, String key, String region, String office, String six) {
    String[] names = six.split(" ");
    all.add(account(key + ".caseworker", names[0], region, office, Role.CASEWORKER));
    all.add(account(key + ".caseworker2", names[1], region, office, Role.CASEWORKER));
    all.add(account(key + ".reviewer", names[2], region, office, Role.REVIEWER));
    all.add(account(key + ".approver", names[3], region, office, Role.APPROVER));
    all.add(account(key + ".finance", names[4], region, office, Role.FINANCE));
    all.add(account(key + ".finance2", names[5], region, office, Role.FINANCE));
  }

  private static DemoAccount account(
      String username, String name, String region, String office, Role role) {
    return new DemoAccount(username, name, region, office, Set.of(role));
  }
}
