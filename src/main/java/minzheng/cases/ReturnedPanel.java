package minzheng.cases;

import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.HomePanel;
import minzheng.web.Tone;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 退回给我: cases whose latest step sent them back to the person, with the reason. */
@Component
@Order(20)
class ReturnedPanel implements HomePanel {
  private static final int SHOWN = 5;

  private final JdbcClient jdbc;
  private final CaseTypes types;
  private final Display display;

  ReturnedPanel(JdbcClient jdbc, CaseTypes types, Display display) {
    this.jdbc = jdbc;
    this.types = types;
    this.display = display;
  }

  private record Back(CaseView file, String actor, String office, String opinion, String at) {}

  @Override
  public Place place() {
    return Place.SIDE;
  }

  @Override
  @Transactional(readOnly = true)
  public Lines content(CurrentUser user) {
    var back = returned(user);
    if (back.isEmpty()) return null;
    var lines =
        back.stream()
            .limit(SHOWN)
            .map(
                b ->
                    new Line(
                        b.file().title() + " · " + types.get(b.file().type()).title(),
                        types.get(b.file().type()).url(b.file().id()),
                        null,
                        b.office() + " " + b.actor() + "：" + b.opinion(),
                        b.at(),
                        types.state(b.file()).label(),
                        Tone.WARN))
            .toList();
    return new Lines("退回给我", (long) back.size(), null, null, lines, null);
  }

  private List<Back> returned(CurrentUser user) {
    return jdbc
        .sql(
            """
            SELECT f.*, s.actor, s.office, s.opinion, s.from_state AS back_from,
                   s.action AS back_action, s.recorded_at
            FROM case_file f
            JOIN LATERAL (SELECT * FROM case_step s WHERE s.case_id = f.id AND s.role IS NOT NULL
                          ORDER BY s.seq DESC LIMIT 1) s ON true
            WHERE f.assignee_id = ? AND f.turn_role IS NOT NULL AND s.actor_id <> f.assignee_id
              AND s.from_state IS NOT NULL
            ORDER BY s.recorded_at DESC
            """)
        .param(user.accountId())
        .query(
            (rs, i) -> {
              CaseView file = CaseStore.view(rs, i);
              boolean sentBack =
                  types
                      .get(file.type())
                      .procedure()
                      .find(rs.getString("back_from"), rs.getString("back_action"))
                      .filter(t -> t.kind() == Transition.Kind.BACK)
                      .isPresent();
              return sentBack
                  ? new Back(
                      file,
                      rs.getString("actor"),
                      rs.getString("office"),
                      rs.getString("opinion"),
                      display.recent(rs.getTimestamp("recorded_at").toInstant()))
                  : null;
            })
        .list()
        .stream()
        .filter(b -> b != null)
        .toList();
  }
}
