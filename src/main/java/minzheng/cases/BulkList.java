package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Labelled;
import minzheng.web.Paging;
import minzheng.web.Slice;
import minzheng.web.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a bulk decision holds: its cases, their count and money, and the steps they could take. */
@Service
class BulkList {
  private final JdbcClient jdbc;
  private final CaseTypes types;
  private final CaseList cases;

  BulkList(JdbcClient jdbc, CaseTypes types, CaseList cases) {
    this.jdbc = jdbc;
    this.types = types;
    this.cases = cases;
  }

  /** How a case of the decision stands. */
  enum Standing implements Labelled {
    WAITS("待办理", Tone.NOW, "r.outcome IS NULL AND r.refusal IS NULL"),
    BARRED("不能办理", Tone.WARN, "r.outcome IS NULL AND r.refusal IS NOT NULL"),
    DONE("已办理", Tone.OK, "r.outcome = 'DONE'"),
    REFUSED("未办理", Tone.BAD, "r.outcome = 'REFUSED'");

    private final String label;
    private final Tone tone;
    private final String condition;

    Standing(String label, Tone tone, String condition) {
      this.label = label;
      this.tone = tone;
      this.condition = condition;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public Tone tone() {
      return tone;
    }
  }

  /**
   * A case of the decision.
   *
   * @param reason what stands against it, or stood when its turn came
   */
  public record Row(CaseList.Row of, Standing standing, String reason) {}

  /**
   * How many cases of a programme stand how, with their monthly sum.
   *
   * @param code of the {@link CaseType}
   */
  public record Sum(String code, String title, Standing standing, long cases, Money amount) {}

  /** A step that some of the cases can take by their state, and how many. */
  public record Choice(String action, String label, boolean opinion, long cases) {}

  @Transactional(readOnly = true)
  Slice<Row> page(long id, String standing, Paging paging, CurrentUser user) {
    var found =
        Keyset.of(jdbc, sql(standing))
            .param("id", id)
            .order("n", Column.number("n"))
            .order("number", Column.text("number"), Column.number("n"));
    return found.fetch(paging, (rs, i) -> row(rs, user)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(long id, String standing, CurrentUser user, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(sql(standing) + " ORDER BY r.n")
            .param("id", id)
            .query((rs, i) -> row(rs, user))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  @Transactional(readOnly = true)
  List<Sum> sums(long id) {
    return jdbc
        .sql(
            """
            SELECT f.type, CASE %s END AS standing, count(*) AS cases, coalesce(sum(f.amount), 0) AS amount
            FROM bulk_decision_row r JOIN case_file f ON f.id = r.case_id
            WHERE r.decision_id = ? GROUP BY 1, 2
            """
                .formatted(cases()))
        .param(id)
        .query(
            (rs, i) ->
                new Sum(
                    rs.getString("type"),
                    types.get(rs.getString("type")).title(),
                    Standing.valueOf(rs.getString("standing")),
                    rs.getLong("cases"),
                    Money.of(rs.getBigDecimal("amount"))))
        .list()
        .stream()
        .sorted(java.util.Comparator.comparing(Sum::title).thenComparing(Sum::standing))
        .toList();
  }

  /** The steps ahead that the person's duties cover for at least one of the cases. */
  @Transactional(readOnly = true)
  List<Choice> choices(long id, CurrentUser user) {
    Map<String, Choice> choices = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT f.type, f.state, count(*) AS cases
            FROM bulk_decision_row r JOIN case_file f ON f.id = r.case_id
            WHERE r.decision_id = ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
            """)
        .param(id)
        .query(
            rs -> {
              var procedure = types.get(rs.getString("type")).procedure();
              State state = procedure.state(rs.getString("state")).orElseThrow();
              for (Transition step : procedure.from(state.code())) {
                Role role = MoveRules.role(state, step);
                if (!BulkDecisions.suits(procedure, step) || !user.has(role)) continue;
                var one =
                    new Choice(step.action(), step.label(), step.opinion(), rs.getLong("cases"));
                choices.merge(
                    step.action(),
                    one,
                    (a, b) ->
                        new Choice(
                            a.action(),
                            a.label(),
                            a.opinion() || b.opinion(),
                            a.cases() + b.cases()));
              }
            });
    return new ArrayList<>(choices.values());
  }

  private static String cases() {
    var text = new StringBuilder();
    for (Standing s : Standing.values())
      text.append("WHEN ").append(s.condition).append(" THEN '").append(s.name()).append("' ");
    return text.toString();
  }

  private static String sql(String standing) {
    String condition = "";
    for (Standing s : Standing.values())
      if (s.name().equals(standing)) condition = " AND " + s.condition;
    return """
    SELECT f.*, r.n, CASE %s END AS standing, coalesce(r.reason, r.refusal) AS against
    FROM bulk_decision_row r JOIN case_file f ON f.id = r.case_id
    WHERE r.decision_id = :id\
    """
            .formatted(cases())
        + condition;
  }

  private Row row(ResultSet rs, CurrentUser user) throws SQLException {
    return new Row(
        cases.row(CaseStore.view(rs, 0), user),
        Standing.valueOf(rs.getString("standing")),
        rs.getString("against"));
  }
}
