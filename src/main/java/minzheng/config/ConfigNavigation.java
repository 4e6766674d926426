package minzheng.config;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 配置 for the system administrator, 审计 for the auditor. */
@Component
class ConfigNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(Section.TOOLS, 20, "配置", "/config/accounts", "settings", Role.SYSTEM_ADMIN)
            .child(10, "账号", "/config/accounts"),
        Item.of(Section.TOOLS, 30, "审计", "/audit", "history", Role.AUDITOR));
  }
}
