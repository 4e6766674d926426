package minzheng.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.security.CurrentUser;
import minzheng.web.TodoSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 待办: the cases that wait for a person, or for anybody of the person's office. */
@Component
class CaseTodos implements TodoSource {
  private final JdbcClient jdbc;
  private final CaseList list;
  private final CaseTypes types;

  CaseTodos(JdbcClient jdbc, CaseList list, CaseTypes types) {
    this.jdbc = jdbc;
    this.list = list;
    this.types = types;
  }

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    var params = new HashMap<String, Object>();
    return jdbc.sql("SELECT count(*) FROM case_file f WHERE " + condition(user, box, params))
        .params(params)
        .query(Long.class)
        .single();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    var params = new HashMap<String, Object>();
    return jdbc
        .sql(
            "SELECT f.* FROM case_file f WHERE "
                + condition(user, box, params)
                + " ORDER BY f.due_key, f.id LIMIT "
                + limit)
        .params(params)
        .query(CaseStore::view)
        .list()
        .stream()
        .map(file -> todo(list.row(file, user), box))
        .toList();
  }

  private static Todo todo(CaseList.Row row, Box box) {
    CaseView file = row.file();
    String who = file.members() > 1 ? row.name() + " 等 %d 人".formatted(file.members()) : row.name();
    String task =
        box == Box.HANDED_OVER || row.state().doing() == null
            ? row.state().label()
            : row.state().doing();
    return new Todo(who, row.typeTitle(), task, row.url(), file.number(), file.dueOn(), row.left());
  }

  private String condition(CurrentUser user, Box box, Map<String, Object> params) {
    params.put("me", user.accountId());
    return switch (box) {
      case MINE -> "f.assignee_id = :me AND f.turn_role IS NOT NULL";
      // one look for each of the few open cases, not all that a worker ever did
      case HANDED_OVER ->
          """
          f.outcome IS NULL AND f.assignee_id IS DISTINCT FROM :me
            AND (SELECT true FROM case_step s WHERE s.case_id = f.id AND s.actor_id = :me
                 AND s.role IS NOT NULL LIMIT 1)
          """;
      case OFFICE -> office(user, params);
    };
  }

  /** Nobody's yet, of a duty the user holds at an office that lies in the user's area. */
  private String office(CurrentUser user, Map<String, Object> params) {
    params.put("roles", user.roles().stream().map(Enum::name).toArray(String[]::new));
    params.put("region", user.region());
    // the city bureau takes only what lies at its own level; see Desk.admits
    String offices =
        user.region().length() >= 6 ? "f.turn_office ^@ :region" : "f.turn_office = :region";
    var kinds = new ArrayList<String>();
    var states = new ArrayList<String>();
    var actions = new ArrayList<String>();
    for (CaseType type : types.all())
      for (State state : type.procedure().states())
        for (String action : barring(type.procedure(), state)) {
          kinds.add(type.code());
          states.add(state.code());
          actions.add(action);
        }
    params.put("kinds", kinds.toArray(String[]::new));
    params.put("states", states.toArray(String[]::new));
    params.put("actions", actions.toArray(String[]::new));
    return "f.assignee_id IS NULL AND f.turn_role = ANY (:roles) AND "
        + offices
        + """
         AND NOT EXISTS (
          SELECT FROM unnest(:kinds::text[], :states::text[], :actions::text[]) AS b (kind, state, action)
          JOIN case_step s ON s.case_id = f.id AND s.action = b.action AND s.actor_id = :me
          WHERE b.kind = f.type AND b.state = f.state)
        """;
  }

  /** Actions that keep whoever did one of them from every step ahead of a state. */
  private static List<String> barring(Procedure procedure, State state) {
    List<String> barring = null;
    for (Transition step : procedure.from(state.code())) {
      if (!step.ahead() || step.role() != null) continue;
      if (barring == null) barring = new ArrayList<>(step.notBy());
      else barring.retainAll(step.notBy());
    }
    return barring == null ? List.of() : barring;
  }
}
