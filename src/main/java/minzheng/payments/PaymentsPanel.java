package minzheng.payments;

import java.time.LocalDate;
import java.util.List;
import minzheng.people.Person;
import minzheng.people.PersonPanel;
import minzheng.security.CurrentUser;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entitlements on the person page: the person's own, the household's, and those paid to them. */
@Component
@Order(40)
class PaymentsPanel implements PersonPanel {
  /** Each of the three ways by its own index; one condition with OR would read the whole table. */
  static final String CONCERNED =
      """
      WHERE e.id IN (
        SELECT id FROM entitlement WHERE payee_id = :person
        UNION SELECT id FROM entitlement WHERE subject_kind = 'PERSON' AND subject_id = :person
        UNION SELECT h.id FROM household_member m
              JOIN entitlement h ON h.subject_kind = 'HOUSEHOLD' AND h.subject_id = m.household_id
              WHERE m.person_id = :person AND m.superseded_at IS NULL)
      """;

  private final JdbcClient jdbc;
  private final ProgrammeNames programmes;

  PaymentsPanel(JdbcClient jdbc, ProgrammeNames programmes) {
    this.jdbc = jdbc;
    this.programmes = programmes;
  }

  @Override
  public Place place() {
    return Place.RIGHT;
  }

  @Override
  public Panel panel(Person person, LocalDate today, CurrentUser user) {
    var rows =
        jdbc.sql(
                Entitlement.SELECT + CONCERNED + " ORDER BY e.first_month DESC, e.id DESC LIMIT 50")
            .param("person", person.id())
            .query(Entitlement::of)
            .list();
    return new Panel(
        "发放待遇",
        List.of(
            Column.text("项目"),
            Column.number("每月（元）"),
            Column.text("自"),
            Column.text("至"),
            Column.text("状态")),
        rows.stream().map(e -> row(e, mayOpen(user))).toList(),
        "没有正在发放或曾经发放的待遇。");
  }

  private static boolean mayOpen(CurrentUser user) {
    return user.roles().stream().anyMatch(EntitlementController.READERS::contains);
  }

  private List<Cell> row(Entitlement e, boolean open) {
    String title = programmes.title(e.programme());
    return List.of(
        open ? Cell.link(title, "/payments/entitlements/" + e.id()) : Cell.of(title),
        Cell.of(e.monthly().format()),
        Cell.of(e.first().toString()),
        Cell.of(e.last() == null ? "—" : e.last().toString()),
        Cell.state(e.state().label(), e.state().tone()));
  }

  @Override
  public List<Happening> timeline(Person person) {
    return jdbc.sql(
            """
            SELECT c.decided_on, c.kind, e.programme, c.amount, to_char(c.month, 'YYYY-MM') AS month
            FROM entitlement_change c JOIN entitlement e ON e.id = c.entitlement_id
            """
                + CONCERNED
                + " ORDER BY c.id DESC LIMIT 50")
        .param("person", person.id())
        .query(
            (rs, i) -> {
              String month = rs.getString("month");
              return new Happening(
                  rs.getObject("decided_on", LocalDate.class),
                  programmes.title(rs.getString("programme"))
                      + " "
                      + EntitlementPage.word(rs.getString("kind"))
                      + (rs.getString("amount") == null ? "" : " " + rs.getString("amount") + " 元")
                      + (month == null ? "" : "，" + month),
                  "发放");
            })
        .list();
  }
}
