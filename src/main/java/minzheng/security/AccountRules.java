package minzheng.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.kernel.RuleViolation;

/** What an account must and must not be, and what the trail keeps of it. */
final class AccountRules {
  private AccountRules() {}

  static void check(Accounts.Entry entry) {
    var problems = problems(entry);
    if (!problems.isEmpty()) throw problems.getFirst();
  }

  /** Offices separate these duties (三员分立); maker and checker never meet in one account. */
  static List<RuleViolation> problems(Accounts.Entry entry) {
    var problems = new ArrayList<RuleViolation>();
    if (entry.username() == null || !entry.username().strip().matches("[a-z][a-z0-9._-]{2,40}"))
      problems.add(new RuleViolation("username", "登录名用 3 到 41 位小写字母、数字、点或横线，以字母开头。"));
    if (blank(entry.name())) problems.add(new RuleViolation("name", "请填写姓名。"));
    if (blank(entry.region())) problems.add(new RuleViolation("region", "请选择数据范围。"));
    if (blank(entry.officeName())) problems.add(new RuleViolation("officeName", "请填写所在单位。"));
    var roles = entry.roles();
    if (roles == null || roles.isEmpty()) {
      problems.add(new RuleViolation("roles", "至少选择一项职责。"));
      return problems;
    }
    for (Role alone : new Role[] {Role.AUDITOR, Role.SYSTEM_ADMIN})
      if (roles.contains(alone) && roles.size() > 1)
        problems.add(new RuleViolation("roles", alone.label() + "不能兼任其他职责，请另开账号。"));
    if (roles.contains(Role.CASEWORKER) && roles.contains(Role.APPROVER))
      problems.add(new RuleViolation("roles", "经办人与审批人不能由同一账号兼任。"));
    return problems;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  static Map<String, ?> facts(Accounts.Entry e) {
    return facts(e.name(), e.region(), e.officeName(), e.phone(), e.roles());
  }

  static Map<String, ?> facts(Account a) {
    return facts(a.name(), a.region(), a.officeName(), a.phone(), a.roles());
  }

  private static Map<String, ?> facts(
      String name, String region, String office, String phone, Set<Role> roles) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", name);
    facts.put("region", region);
    facts.put("office", office);
    facts.put("phone", phone);
    facts.put("roles", roles.stream().sorted().toList());
    return facts;
  }
}
