package minzheng.subsidy.desk;

import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Display;
import minzheng.web.HomePanel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The desk's cards on the home page: a new application, and drafts. */
@Configuration(proxyBeanMethods = false)
class HomePanels {
  @Bean
  @Order(5)
  HomePanel newApplication() {
    return new HomePanel() {
      @Override
      public Place place() {
        return Place.SIDE;
      }

      @Override
      public Lines content(CurrentUser user) {
        if (!user.has(Role.CASEWORKER)) return null;
        return new Lines("新申请", List.of(), "已建档的自动带出");
      }

      @Override
      public String template() {
        return "subsidy/home :: application";
      }
    };
  }

  @Bean
  @Order(10)
  HomePanel drafts(Intakes intakes, Display display) {
    return new HomePanel() {
      @Override
      public Place place() {
        return Place.MAIN;
      }

      @Override
      public Lines content(CurrentUser user) {
        if (!user.has(Role.CASEWORKER)) return null;
        var lines =
            intakes.drafts(user).stream()
                .map(
                    d ->
                        new Line(
                            d.name() + " · " + d.label(),
                            "/subsidy/intake/" + d.id(),
                            null,
                            null,
                            display.recent(d.updatedAt())))
                .toList();
        return new Lines("草稿", lines, "没有草稿。收件登记时可以随时保存，从这里继续。");
      }
    };
  }
}
