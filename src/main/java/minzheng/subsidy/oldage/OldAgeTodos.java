package minzheng.subsidy.oldage;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.TodoSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists and proposals that wait for an approver. Nobody has to claim them: they are the task of
 * every approver of the area who did not make them.
 */
@Component
class OldAgeTodos implements TodoSource {
  private static final String ROUNDS =
      """
      FROM old_age_round
      WHERE state = 'SUBMITTED' AND made_by <> :me AND submitted_by IS DISTINCT FROM :me
      """;

  private static final String PROPOSALS =
      """
      FROM life_suspension s JOIN entitlement e ON e.id = s.entitlement_id
      JOIN person p ON p.id = e.subject_id
      WHERE s.state = 'PROPOSED' AND s.proposed_by <> :me
      """;

  private final JdbcClient jdbc;
  private final Regions regions;

  OldAgeTodos(JdbcClient jdbc, Regions regions) {
    this.jdbc = jdbc;
    this.regions = regions;
  }

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    if (!concerns(user, box)) return 0;
    return sql(
            "SELECT (SELECT count(*) " + ROUNDS + ") + (SELECT count(*) " + PROPOSALS + ")", user)
        .query(Long.class)
        .single();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    if (!concerns(user, box)) return List.of();
    var rounds = sql("SELECT * " + ROUNDS + " ORDER BY id LIMIT " + limit, user).query(Round::of);
    var proposals =
        sql("SELECT s.*, p.name " + PROPOSALS + " ORDER BY s.id LIMIT " + limit, user)
            .query((rs, i) -> Map.entry(rs.getString("name"), Suspension.of(rs, i)));
    return Stream.concat(
            rounds.list().stream().map(this::todo),
            proposals.list().stream().map(p -> todo(p.getKey(), p.getValue())))
        .limit(limit)
        .toList();
  }

  private Todo todo(Round round) {
    return new Todo(
        regions.path(round.region()),
        "高龄津贴 · 免申即享名单",
        "确认名单（提交：" + round.submittedByName() + "）",
        round.url(),
        round.number(),
        null,
        null);
  }

  private static Todo todo(String name, Suspension proposal) {
    return new Todo(
        name,
        "高龄津贴 · 生存认证",
        "决定" + proposal.kind().label() + "（提请：" + proposal.proposer() + "）",
        "/subsidy/old-age/life/" + proposal.entitlement(),
        null,
        null,
        null);
  }

  private static boolean concerns(CurrentUser user, Box box) {
    return box == Box.MINE && user.has(Role.APPROVER);
  }

  private JdbcClient.StatementSpec sql(String text, CurrentUser user) {
    return jdbc.sql(text).param("me", user.accountId());
  }
}
