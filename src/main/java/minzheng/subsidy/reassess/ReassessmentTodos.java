package minzheng.subsidy.reassess;

import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.web.TodoSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists that wait for an approver who did not make them; and for the caseworkers of a district the
 * published standards by which nobody was determined again.
 */
@Component
class ReassessmentTodos implements TodoSource {
  private static final String WAITING =
      """
      FROM reassessment
      WHERE state = 'SUBMITTED' AND made_by <> :me AND submitted_by IS DISTINCT FROM :me
      """;

  private final JdbcClient jdbc;
  private final DueReassessments due;
  private final Standards standards;
  private final Regions regions;

  ReassessmentTodos(JdbcClient jdbc, DueReassessments due, Standards standards, Regions regions) {
    this.jdbc = jdbc;
    this.due = due;
    this.standards = standards;
    this.regions = regions;
  }

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    if (box != Box.MINE) return 0;
    long waiting =
        user.has(Role.APPROVER)
            ? jdbc.sql("SELECT count(*) " + WAITING)
                .param("me", user.accountId())
                .query(Long.class)
                .single()
            : 0;
    return waiting + (user.has(Role.CASEWORKER) ? due.of(user).size() : 0);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    if (box != Box.MINE) return List.of();
    var todos = new ArrayList<Todo>();
    if (user.has(Role.APPROVER))
      jdbc.sql("SELECT * " + WAITING + " ORDER BY id LIMIT " + limit)
          .param("me", user.accountId())
          .query(Reassessment::of)
          .list()
          .forEach(list -> todos.add(todo(list)));
    if (user.has(Role.CASEWORKER)) {
      var open = due.of(user);
      var terms = open.isEmpty() ? null : standards.terms();
      for (var one : open)
        todos.add(
            new Todo(
                regions.path(user.region()),
                one.programme().label() + " · 按新标准重算",
                terms.code(one.standard().code())
                    + "自 "
                    + one.standard().from()
                    + " 起调整，"
                    + (one.left() == null
                        ? "请重算发放金额"
                        : "上次重算后又有 " + one.left() + " 户（人）按原标准认定或变更，请再次重算"),
                one.url(),
                null,
                null,
                null));
    }
    return todos.stream().limit(limit).toList();
  }

  private Todo todo(Reassessment list) {
    return new Todo(
        regions.path(list.region()),
        ReassessmentsController.label(list.programme()) + " · 按新标准重算",
        "确认名单（提交：" + list.submittedByName() + "）",
        list.url(),
        list.number(),
        null,
        null);
  }
}
