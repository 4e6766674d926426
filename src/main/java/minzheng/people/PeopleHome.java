package minzheng.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.web.HomePanel;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 最近查看 on the home page. */
@Component
@Order(40)
class PeopleHome implements HomePanel {
  private static final int SHOWN = 5;

  private final PersonFiles files;
  private final Clock clock;

  PeopleHome(PersonFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  @Override
  public Place place() {
    return Place.SIDE;
  }

  @Override
  public Lines content(CurrentUser user) {
    if (!PersonSearchSource.readsFiles(user)) return null;
    LocalDate today = LocalDate.now(clock);
    List<Line> lines =
        files.lastViewed().stream()
            .limit(SHOWN)
            .map(
                p ->
                    new Line(
                        p.name(),
                        "/people/" + p.id(),
                        p.sex().label() + " " + p.age(today) + " 岁",
                        null,
                        null))
            .toList();
    return new Lines("最近查看", null, "查找人员", "/people", lines, "打开过的档案会列在这里。");
  }
}
