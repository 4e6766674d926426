package minzheng.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.people.PersonSearch.Shape;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.SearchSource;
import minzheng.web.Tone;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** People in the search box at the top of every page. */
@Component
@Order(10)
class PersonSearchSource implements SearchSource {
  private final PersonSearch search;
  private final Regions regions;
  private final Clock clock;

  PersonSearchSource(PersonSearch search, Regions regions, Clock clock) {
    this.search = search;
    this.regions = regions;
    this.clock = clock;
  }

  @Override
  public String title() {
    return "人员";
  }

  @Override
  public List<Hit> find(String text, CurrentUser user, int limit) {
    if (!readsFiles(user)) return List.of();
    LocalDate today = LocalDate.now(clock);
    var found = search.search(text, null, limit);
    return found.persons().stream()
        .map(
            p ->
                new Hit(
                    p.name(),
                    "/people/" + p.id(),
                    "%s %d 岁 %s %s"
                        .formatted(
                            p.sex().label(),
                            p.age(today),
                            p.maskedNumber(),
                            regions.path(p.region())),
                    p.deathDate() == null ? null : "已死亡",
                    Tone.PLAIN,
                    found.shape() == Shape.DOCUMENT))
        .toList();
  }

  static boolean readsFiles(CurrentUser user) {
    return user.has(Role.CASEWORKER)
        || user.has(Role.REVIEWER)
        || user.has(Role.APPROVER)
        || user.has(Role.FINANCE)
        || user.has(Role.SUPERVISOR);
  }
}
