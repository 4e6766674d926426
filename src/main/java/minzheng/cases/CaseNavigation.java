package minzheng.cases;

import java.util.List;
import minzheng.security.Role;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 公示 below 社会救助, whose desk brings 案件 itself. */
@Component
class CaseNavigation implements Navigation {
  @Override
  public List<Item> items() {
    Role[] readers = {Role.CASEWORKER, Role.REVIEWER, Role.APPROVER, Role.SUPERVISOR};
    return List.of(
        Item.of(Section.DESKS, 10, "社会救助", "/cases", "heart-handshake", readers)
            .child(30, "公示", "/cases/notices", readers)
            .child(40, "交接与代办", "/cases/hand-overs", Role.SUPERVISOR));
  }
}
