package minzheng.imports;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 批量导入 among the tools. */
@Component
class ImportNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(
            Section.TOOLS, 35, "批量导入", "/imports", "table-import", Role.CASEWORKER, Role.REVIEWER));
  }
}
