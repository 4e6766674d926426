package minzheng.imports;

import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.TodoSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tables that wait: checked ones for who handed them in, submitted ones for another reviewer. */
@Component
class ImportTodos implements TodoSource {
  private final JdbcClient jdbc;

  ImportTodos(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    String waits = condition(user, box);
    if (waits == null) return 0;
    return jdbc.sql("SELECT count(*) FROM sheet_import WHERE " + waits)
        .param("me", user.accountId())
        .query(Long.class)
        .single();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    String waits = condition(user, box);
    if (waits == null) return List.of();
    String task = box == Box.MINE ? "提交复核" : "复核";
    return jdbc
        .sql("SELECT * FROM sheet_import WHERE " + waits + " ORDER BY id LIMIT " + limit)
        .param("me", user.accountId())
        .query(SheetImport::of)
        .list()
        .stream()
        .map(i -> new Todo(i.name(), "批量导入", task, i.url(), null, null, null))
        .toList();
  }

  private static String condition(CurrentUser user, Box box) {
    return switch (box) {
      case MINE ->
          user.has(Role.CASEWORKER) ? "made_by = :me AND state = 'CHECKED' AND fresh > 0" : null;
      case OFFICE -> user.has(Role.REVIEWER) ? "made_by <> :me AND state = 'SUBMITTED'" : null;
      case HANDED_OVER -> null;
    };
  }
}
