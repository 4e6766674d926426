package minzheng.standards;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Navigation;
import minzheng.web.TodoSource;
import org.springframework.stereotype.Component;

/** The module's place in navigation and to-do list: drafts that wait for another person. */
@Component
class StandardsDesk implements Navigation, TodoSource {
  private final StandardRegister register;

  StandardsDesk(StandardRegister register) {
    this.register = register;
  }

  @Override
  public List<Item> items() {
    return List.of(
        Item.of(Section.TOOLS, 20, "配置", "/config/standards", "settings")
            .child(10, "标准", "/config/standards"));
  }

  @Override
  public long count(CurrentUser user, Box box) {
    return waiting(user, box).size();
  }

  @Override
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    Map<String, String> names =
        register.codes().stream().collect(Collectors.toMap(StandardCode::code, StandardCode::name));
    return waiting(user, box).stream()
        .limit(limit)
        .map(
            batch ->
                new Todo(
                    names.get(batch.first().code()),
                    "标准 · 自 " + batch.first().from() + " 起",
                    "核对并发布（录入：" + batch.draftedName() + "）",
                    "/config/standards/drafts/" + batch.batch(),
                    null,
                    null,
                    null))
        .toList();
  }

  private List<StandardBatch> waiting(CurrentUser user, Box box) {
    if (box != Box.MINE || !user.has(Role.STANDARDS_ADMIN)) return List.of();
    return register.drafts().stream()
        .filter(row -> row.submittedAt() != null && row.draftedBy() != user.accountId())
        .map(StandardRow::batch)
        .distinct()
        .map(register::batch)
        .toList();
  }
}
