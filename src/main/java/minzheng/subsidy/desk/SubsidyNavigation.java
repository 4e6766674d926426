package minzheng.subsidy.desk;

import static minzheng.security.Role.APPROVER;
import static minzheng.security.Role.CASEWORKER;
import static minzheng.security.Role.REVIEWER;
import static minzheng.security.Role.SUPERVISOR;

import java.util.List;
import minzheng.web.Navigation;
import org.springframework.stereotype.Component;

/** 社会救助 in the navigation. */
@Component
class SubsidyNavigation implements Navigation {
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
            .child(10, "收件登记", "/subsidy/intake", "Alt+N", CASEWORKER)
            .child(20, "案件", "/cases")
            .child(60, "高龄津贴名单", "/subsidy/old-age")
            .child(65, "按新标准重算", "/subsidy/reassessments")
            .child(67, "定期核查", "/subsidy/reviews")
            .child(70, "生存认证", "/subsidy/old-age/life"));
  }
}
