package minzheng.web;

import java.util.List;
import minzheng.security.Role;
import org.springframework.stereotype.Component;

/** Pages of the module below, which cannot name this one: divisions, offices, calendar. */
@Component
class JurisdictionPages implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(Section.TOOLS, 20, "配置", "/config/standards", "settings")
            .child(40, "工作日历", "/config/calendar")
            .child(50, "区划与机构", "/config/regions", Role.SYSTEM_ADMIN));
  }
}
