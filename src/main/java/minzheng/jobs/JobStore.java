package minzheng.jobs;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import minzheng.kernel.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The rows of jobs as their runs write them: each write only by the start that is in force. */
@Component
class JobStore {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  JobStore(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A start that may write.
   *
   * @param failures since the last step that went well
   */
  record Begun(
      String kind, String params, String checkpoint, int attempt, int failures, Actor by) {}

  /** Takes the job over; empty when there is nothing left to do. */
  @Transactional
  public Optional<Begun> begin(long id) {
    jdbc.sql(
            """
            UPDATE job SET state = 'CANCELLED', finished_at = ?
            WHERE id = ? AND state IN ('QUEUED', 'RUNNING') AND cancel_at IS NOT NULL
            """)
        .params(now(), id)
        .update();
    return jdbc.sql(
            """
            UPDATE job j SET state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, ?)
            FROM account a
            WHERE j.id = ? AND j.state IN ('QUEUED', 'RUNNING') AND a.id = j.started_by
            RETURNING j.kind, j.params, j.checkpoint, j.attempt, j.failures, j.started_by, a.username,
                      j.started_by_name, a.region, j.office
            """)
        .params(now(), id)
        .query(
            (rs, i) ->
                new Begun(
                    rs.getString("kind"),
                    rs.getString("params"),
                    rs.getString("checkpoint"),
                    rs.getInt("attempt"),
                    rs.getInt("failures"),
                    new Actor(
                        rs.getLong("started_by"),
                        rs.getString("username"),
                        rs.getString("started_by_name"),
                        rs.getString("region"),
                        rs.getString("office"))))
        .optional();
  }

  @Transactional
  public void total(long id, int attempt, long rows) {
    kept(
        jdbc.sql("UPDATE job SET total = ? WHERE id = ? AND attempt = ?")
            .params(rows, id, attempt));
  }

  @Transactional
  public JobRun.Mark step(long id, int attempt, Supplier<JobRun.Mark> work) {
    mayGoOn(id, attempt);
    var mark = work.get();
    kept(
        jdbc.sql(
                """
                UPDATE job SET done = ?, checkpoint = ?::jsonb, failures = 0
                WHERE id = ? AND attempt = ? AND state = 'RUNNING'
                """)
            .params(mark.done(), write(mark.checkpoint()), id, attempt));
    return mark;
  }

  @Transactional
  public void progress(long id, int attempt, long done) {
    mayGoOn(id, attempt);
    kept(
        jdbc.sql("UPDATE job SET done = ? WHERE id = ? AND attempt = ? AND state = 'RUNNING'")
            .params(done, id, attempt));
  }

  @Transactional
  public void result(long id, int attempt, String sentence, String url) {
    kept(
        jdbc.sql("UPDATE job SET result = ?, url = coalesce(?, url) WHERE id = ? AND attempt = ?")
            .params(sentence, url, id, attempt));
  }

  /** Ends the job, if this start is still the one in force. */
  @Transactional
  public void end(long id, int attempt, JobState state, String error) {
    int ended =
        jdbc.sql(
                """
                UPDATE job SET state = :state, error = :error, finished_at = :now,
                  done = CASE WHEN :state = 'DONE' THEN coalesce(total, done) ELSE done END
                WHERE id = :id AND attempt = :attempt AND state = 'RUNNING'
                """)
            .param("state", state.name())
            .param("error", error)
            .param("now", now())
            .param("id", id)
            .param("attempt", attempt)
            .update();
    if (ended == 1) events.publishEvent(new JobEnded(id, state));
  }

  /** Counts a failure that may pass. */
  @Transactional
  public void failed(long id, int attempt) {
    jdbc.sql("UPDATE job SET failures = failures + 1 WHERE id = ? AND attempt = ?")
        .params(id, attempt)
        .update();
  }

  <C> C read(String text, Class<C> type) {
    return json.readValue(text, type);
  }

  String write(Object value) {
    return json.writeValueAsString(value);
  }

  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private void mayGoOn(long id, int attempt) {
    record Now(int attempt, String state, boolean cancelled) {}
    var now =
        jdbc.sql("SELECT attempt, state, cancel_at IS NOT NULL AS cancelled FROM job WHERE id = ?")
            .param(id)
            .query(Now.class)
            .single();
    if (now.attempt() != attempt || !now.state().equals("RUNNING"))
      throw new Interrupted(Interrupted.Cause.SUPERSEDED);
    if (now.cancelled()) throw new Interrupted(Interrupted.Cause.CANCELLED);
  }

  private static void kept(JdbcClient.StatementSpec update) {
    if (update.update() == 0) throw new Interrupted(Interrupted.Cause.SUPERSEDED);
  }
}
