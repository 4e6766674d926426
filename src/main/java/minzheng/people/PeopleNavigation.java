package minzheng.people;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 一人一档 at the top of the navigation. */
@Component
class PeopleNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(
            Section.START,
            10,
            "一人一档",
            "/people",
            "user-search",
            Role.CASEWORKER,
            Role.REVIEWER,
            Role.APPROVER,
            Role.FINANCE,
            Role.SUPERVISOR));
  }
}
