package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.web.HomePanel;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 交接与代办, for both sides: until the hand-over's last day, and while somebody acts for another. */
@Component
@Order(25)
class HandOverPanel implements HomePanel {
  private final JdbcClient jdbc;
  private final Delegations delegations;
  private final Clock clock;

  HandOverPanel(JdbcClient jdbc, Delegations delegations, Clock clock) {
    this.jdbc = jdbc;
    this.delegations = delegations;
    this.clock = clock;
  }

  private record Moved(String fromName, LocalDate deadline, long cases) {}

  @Override
  public Place place() {
    return Place.SIDE;
  }

  @Override
  @Transactional(readOnly = true)
  public Lines content(CurrentUser user) {
    var lines = new ArrayList<Line>();
    for (var d : delegations.of(user.accountId()))
      lines.add(
          new Line(
              d.toId() == user.accountId()
                  ? "代%s办理".formatted(d.fromName())
                  : "由%s代办".formatted(d.toName()),
              "/cases?open=yes&who=me",
              null,
              "%s 至 %s：%s".formatted(d.fromOn(), d.toOn(), d.reason()),
              null));
    for (Moved m : moved(user.accountId()))
      lines.add(
          new Line(
              "接收%s的案件 %d 件".formatted(m.fromName(), m.cases()),
              "/cases?open=yes&who=me",
              null,
              "交接期限 " + m.deadline(),
              null));
    for (Moved m : left(user.accountId()))
      lines.add(
          new Line(
              "交出案件 %d 件".formatted(m.cases()),
              "/cases?open=yes&who=me",
              null,
              "交接期限 " + m.deadline(),
              null));
    return lines.isEmpty() ? null : new Lines("交接与代办", lines, null);
  }

  private List<Moved> moved(long account) {
    return jdbc.sql(
            """
            SELECT h.from_name, h.deadline, count(*) AS cases
            FROM hand_over_item i JOIN hand_over h ON h.id = i.hand_over_id
            WHERE i.to_id = ? AND i.state = 'DONE' AND h.deadline >= ?
            GROUP BY h.id ORDER BY h.deadline, h.id
            """)
        .params(account, LocalDate.now(clock))
        .query(Moved.class)
        .list();
  }

  private List<Moved> left(long account) {
    return jdbc.sql(
            """
            SELECT from_name, deadline, cases FROM hand_over WHERE from_id = ? AND deadline >= ?
            ORDER BY deadline, id
            """)
        .params(account, LocalDate.now(clock))
        .query(Moved.class)
        .list();
  }
}
