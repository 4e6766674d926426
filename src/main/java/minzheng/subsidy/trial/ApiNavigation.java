package minzheng.subsidy.trial;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/**
 * The clients' place in the navigation, apart from their guarded pages: everybody's frame asks it.
 */
@Component
class ApiNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(Section.TOOLS, 20, "配置", "/config/standards", "settings")
            .child(60, "接口客户端", "/config/api-clients", Role.SYSTEM_ADMIN));
  }
}
