package minzheng.subsidy.oldage;

import static minzheng.security.Role.APPROVER;
import static minzheng.security.Role.CASEWORKER;
import static minzheng.security.Role.REVIEWER;
import static minzheng.security.Role.SUPERVISOR;

import java.util.List;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** The lists of the old-age allowance under 社会救助. */
@Component
class OldAgeNavigation implements Navigation {
  @Override
  public List<Item> items() {
    return List.of(
        Item.of(
                Section.DESKS,
                10,
                "社会救助",
                "/cases",
                "heart-handshake",
                CASEWORKER,
                REVIEWER,
                APPROVER,
                SUPERVISOR)
            .child(60, "高龄津贴名单", "/subsidy/old-age")
            .child(70, "生存认证", "/subsidy/old-age/life"));
  }
}
