package minzheng.dashboard;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minzheng.payments.PaymentFigures;
import minzheng.security.CurrentUser;
import minzheng.web.Option;
import minzheng.web.TodoSource;
import org.springframework.stereotype.Component;

/** Corrections of closed months that wait for another supervisor of the city. */
@Component
class DashboardTodos implements TodoSource {
  private final Restatements restatements;
  private final PaymentFigures payments;

  DashboardTodos(Restatements restatements, PaymentFigures payments) {
    this.restatements = restatements;
    this.payments = payments;
  }

  @Override
  public long count(CurrentUser user, Box box) {
    return waiting(user, box).size();
  }

  @Override
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    var waiting = waiting(user, box);
    if (waiting.isEmpty()) return List.of();
    Map<String, String> titles =
        payments.programmeOptions().stream()
            .collect(Collectors.toMap(Option::value, Option::label));
    return waiting.stream().limit(limit).map(open -> todo(open, titles)).toList();
  }

  private static Todo todo(Restatements.Open open, Map<String, String> titles) {
    return new Todo(
        titles.getOrDefault(open.programme(), open.programme()) + " " + open.yearMonth(),
        "月度数据 · 更正",
        "确认更正（提出：" + open.proposedName() + "）",
        "/dashboard/months/" + open.programme() + "/" + open.yearMonth(),
        null,
        null,
        null);
  }

  private List<Restatements.Open> waiting(CurrentUser user, Box box) {
    return box == Box.MINE && restatements.may(user) ? restatements.waitingFor(user) : List.of();
  }
}
