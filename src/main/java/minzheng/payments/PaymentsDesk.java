package minzheng.payments;

import java.util.ArrayList;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Navigation;
import minzheng.web.TodoSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the finance desk contributes to the frame: its entries and what waits for a person. */
@Component
class PaymentsDesk implements Navigation, TodoSource {
  private final JdbcClient jdbc;
  private final ProgrammeNames programmes;

  PaymentsDesk(JdbcClient jdbc, ProgrammeNames programmes) {
    this.jdbc = jdbc;
    this.programmes = programmes;
  }

  @Override
  public List<Item> items() {
    return List.of(
        Item.of(
                Section.DESKS,
                70,
                "发放",
                "/payments",
                "cash",
                Role.FINANCE,
                Role.APPROVER,
                Role.SUPERVISOR)
            .child(10, "退回处理", "/payments/returns")
            .child(20, "补发与追回", "/payments/adjustments")
            .child(30, "发放文书", "/documents/papers", Role.FINANCE),
        Item.of(Section.DESKS, 71, "退回款项", "/payments/returns", "receipt-refund", Role.CASEWORKER));
  }

  /** Runs whose next step this person may do, and returned money by programme. */
  private static final String WAITING =
      """
      SELECT r.id, r.number, r.programme, to_char(r.month, 'YYYY-MM') AS month, r.line_rows AS rows,
             CASE r.state WHEN 'DRAFT' THEN '核对' WHEN 'CHECKED' THEN '审批' ELSE '送银行' END AS task
      FROM run r
      WHERE r.prepared AND (
        :finance AND (r.state = 'DRAFT' AND r.made_by <> :account OR r.state = 'APPROVED')
        OR r.state = 'CHECKED' AND :account NOT IN (r.made_by, r.checked_by))
      """;

  private static final String RETURNED =
      """
      SELECT l.programme, count(*) AS rows FROM bank_line l
      WHERE l.state = 'RETURNED' AND l.handling = 'WAITING' GROUP BY 1
      """;

  private record Waiting(
      long id, String number, String programme, String month, int rows, String task) {}

  private record Returned(String programme, int rows) {}

  @Override
  @Transactional(readOnly = true)
  public long count(CurrentUser user, Box box) {
    return box == Box.MINE
        ? runs(user, 1000).size()
        : box == Box.OFFICE ? returned(user).size() : 0;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Todo> list(CurrentUser user, Box box, int limit) {
    var todos = new ArrayList<Todo>();
    if (box == Box.MINE)
      for (var w : runs(user, limit))
        todos.add(
            new Todo(
                programmes.title(w.programme()) + " " + w.month() + "，" + w.rows() + " 笔",
                "发放批次",
                w.task(),
                "/payments/runs/" + w.id(),
                w.number(),
                null,
                null));
    if (box == Box.OFFICE)
      for (var r : returned(user))
        todos.add(
            new Todo(
                programmes.title(r.programme()) + "，" + r.rows() + " 笔",
                "银行退回",
                "核实账户",
                "/payments/returns?handling=WAITING&programme=" + r.programme(),
                null,
                null,
                null));
    return todos;
  }

  private List<Waiting> runs(CurrentUser user, int limit) {
    boolean finance = user.has(Role.FINANCE);
    if (!finance && !user.has(Role.APPROVER)) return List.of();
    return jdbc.sql(WAITING + " ORDER BY r.month, r.id LIMIT :limit")
        .param("finance", finance)
        .param("account", user.accountId())
        .param("limit", limit)
        .query(Waiting.class)
        .list();
  }

  private List<Returned> returned(CurrentUser user) {
    if (!user.has(Role.FINANCE) && !user.has(Role.CASEWORKER)) return List.of();
    return jdbc.sql(RETURNED).query(Returned.class).list();
  }
}
