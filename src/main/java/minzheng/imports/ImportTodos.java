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

  /**
   * Nobody has to claim a submitted table: it is the task of every reviewer who did not make it.
   */
  private static final String WAITING =
      """
      FROM sheet_import
      WHERE :clerk AND state = 'CHECKED' AND made_by = :me AND fresh > 0
         OR :reviewer AND state = 'SUBMITTED' AND made_by <> :me
      """;

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    return concerns(user, box)
        ? waiting("SELECT count(*) ", "", user).query(Long.class).single()
        : 0;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    if (!concerns(user, box)) return List.of();
    return waiting("SELECT * ", " ORDER BY id LIMIT " + limit, user)
        .query(SheetImport::of)
        .list()
        .stream()
        .map(i -> new Todo(i.name(), "批量导入", task(i), i.url(), null, null, null))
        .toList();
  }

  private static String task(SheetImport table) {
    return table.state() == SheetImport.State.CHECKED ? "提交复核" : "复核";
  }

  private static boolean concerns(CurrentUser user, Box box) {
    return box == Box.MINE && (user.has(Role.CASEWORKER) || user.has(Role.REVIEWER));
  }

  private JdbcClient.StatementSpec waiting(String select, String end, CurrentUser user) {
    return jdbc.sql(select + WAITING + end)
        .param("me", user.accountId())
        .param("clerk", user.has(Role.CASEWORKER))
        .param("reviewer", user.has(Role.REVIEWER));
  }
}
