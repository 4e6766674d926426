package minzheng.subsidy.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RegionCode;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.RecentNumbers;
import minzheng.web.TodoSource;
import org.springframework.stereotype.Component;

/**
 * For the caseworkers of a district or street: families who were not looked at in time, and
 * findings from which nobody has made a case.
 */
@Component
class ReviewTodos implements TodoSource {
  /** A day makes families overdue; what is noted at this node shows at once. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final ReviewList list;
  private final RecentNumbers numbers;
  private final Regions regions;

  ReviewTodos(ReviewList list, RecentNumbers numbers, Regions regions) {
    this.list = list;
    this.numbers = numbers;
    this.regions = regions;
  }

  record Overdue(String area) {}

  private record Changed(String area) {}

  @Override
  public long count(CurrentUser user, Box box) {
    return list(user, box, Integer.MAX_VALUE).size();
  }

  @Override
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    String area = user.region();
    if (box != Box.MINE
        || !user.has(Role.CASEWORKER)
        || area.length() < RegionCode.Level.DISTRICT.digits()) return List.of();
    long overdue =
        numbers.of(new Overdue(area), KEPT, () -> list.hasStandards(area) ? list.overdue(area) : 0);
    long changed = numbers.of(new Changed(area), () -> list.changed(area));
    var todos = new ArrayList<Todo>();
    if (overdue > 0) todos.add(todo(area, overdue + " 户到期未核查", "OVERDUE"));
    if (changed > 0) todos.add(todo(area, changed + " 户核查有变化，请办理变更", "CHANGED"));
    return todos.stream().limit(limit).toList();
  }

  private Todo todo(String area, String task, String state) {
    return new Todo(
        regions.path(area),
        "低保 · 定期核查",
        task,
        ReviewsController.LIST + "?state=" + state,
        null,
        null,
        null);
  }
}
