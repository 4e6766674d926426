package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.OncePerPage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has happened to a case: its timeline, which only grows, and the pauses of its clock. */
@Component
class CaseHistory {
  private final JdbcClient jdbc;
  private final Audit audit;

  CaseHistory(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** Adds a row, with its twin in the audit trail, which also knows from where. */
  void append(CaseView file, CaseStep step) {
    jdbc.sql(
            """
            INSERT INTO case_step (region, case_id, seq, action, label, from_state, to_state,
              actor_id, actor, role, office, opinion, effective_on, reason, due_on, recorded_at)
            VALUES (:region, :id, (SELECT coalesce(max(seq), 0) + 1 FROM case_step WHERE case_id = :id),
              :action, :label, :from, :to,
              :actorId, :actor, :role, :office, :opinion, :day, :reason, :due, :now)
            """)
        .param("region", file.region())
        .param("id", file.id())
        .param("action", step.action())
        .param("label", step.label())
        .param("from", step.from())
        .param("to", step.to())
        .param("actorId", step.actorId())
        .param("actor", step.actor())
        .param("role", step.role())
        .param("office", step.office())
        .param("opinion", step.opinion())
        .param("day", step.effectiveOn())
        .param("reason", step.reason())
        .param("due", step.dueOn())
        .param("now", Timestamp.from(step.recordedAt()))
        .update();
    audit.write(
        step.label(),
        "案件",
        file.number(),
        file.region(),
        step.opinion(),
        step.from() == null ? null : Map.of("state", step.from()),
        Map.of("state", step.to(), "effectiveOn", step.effectiveOn().toString()));
  }

  /** The timeline, oldest first. */
  List<CaseStep> steps(long id) {
    return OncePerPage.ask(
        () ->
            jdbc.sql("SELECT * FROM case_step WHERE case_id = ? ORDER BY seq")
                .param(id)
                .query(CaseHistory::step)
                .list(),
        "steps",
        id);
  }

  void pause(CaseView file, String cause, LocalDate from) {
    jdbc.sql("INSERT INTO case_pause (region, case_id, cause, from_on) VALUES (?, ?, ?, ?)")
        .params(file.region(), file.id(), cause, from)
        .update();
  }

  void resume(long id, LocalDate to) {
    jdbc.sql("UPDATE case_pause SET to_on = ? WHERE case_id = ? AND to_on IS NULL")
        .params(to, id)
        .update();
  }

  List<Pause> pauses(long id) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    "SELECT cause, from_on, to_on FROM case_pause WHERE case_id = ? ORDER BY"
                        + " from_on, id")
                .param(id)
                .query(
                    (rs, i) ->
                        new Pause(
                            rs.getString("cause"),
                            CaseStore.date(rs, "from_on"),
                            CaseStore.date(rs, "to_on")))
                .list(),
        "pauses",
        id);
  }

  private static CaseStep step(ResultSet rs, int row) throws SQLException {
    return new CaseStep(
        rs.getInt("seq"),
        rs.getString("action"),
        rs.getString("label"),
        rs.getString("from_state"),
        rs.getString("to_state"),
        rs.getObject("actor_id", Long.class),
        rs.getString("actor"),
        rs.getString("role"),
        rs.getString("office"),
        rs.getString("opinion"),
        CaseStore.date(rs, "effective_on"),
        rs.getString("reason"),
        CaseStore.date(rs, "due_on"),
        rs.getTimestamp("recorded_at").toInstant());
  }
}
