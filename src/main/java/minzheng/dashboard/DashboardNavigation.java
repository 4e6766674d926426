package minzheng.dashboard;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 统计, for all who handle cases or payments and those who supervise them. */
@Component
class DashboardNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(
            Section.TOOLS,
            10,
            "统计",
            "/dashboard",
            "chart-bar",
            Role.CASEWORKER,
            Role.REVIEWER,
            Role.APPROVER,
            Role.FINANCE,
            Role.SUPERVISOR));
  }
}
