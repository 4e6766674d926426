package minzheng.payments;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Rows of runs and of what was done with them. */
@Component
class RunStore {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  RunStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  Run get(long id) {
    return jdbc.sql("SELECT * FROM run WHERE id = ?")
        .param(id)
        .query(Run::of)
        .optional()
        .orElseThrow(() -> new NotFound("发放批次"));
  }

  /** The run, locked; refused with who and when if it is not in the state any more. */
  Run lock(long id, RunState wanted) {
    Run run =
        jdbc.sql("SELECT * FROM run WHERE id = ? FOR UPDATE")
            .param(id)
            .query(Run::of)
            .optional()
            .orElseThrow(() -> new NotFound("发放批次"));
    expect(run, wanted);
    return run;
  }

  /** Refused with who and when if it is not in the state any more. */
  void expect(Run run, RunState wanted) {
    if (run.state() == wanted) return;
    var last = events(run.id()).getLast();
    throw new RuleViolation(
        null,
        "批次 %s 已由 %s 于 %s %s，现在是“%s”；请刷新页面后再看下一步"
            .formatted(
                run.number(), last.name(), time(last.at()), last.action(), run.state().label()));
  }

  Optional<Run> regular(String programme, YearMonth month, String area) {
    return jdbc.sql(
            """
            SELECT * FROM run WHERE programme = ? AND month = ? AND region = ?
              AND kind = 'REGULAR' AND state NOT IN ('DISCARDED', 'REFUSED')
            """)
        .params(programme, month.atDay(1), area)
        .query(Run::of)
        .optional();
  }

  /** The programmes with a right in that month, the one with most of them first. */
  List<String> owing(YearMonth month, String area) {
    return jdbc.sql(
            """
            SELECT programme FROM entitlement
            WHERE region >= :area AND region < :area || '~'
              AND first_month <= :month AND (last_month IS NULL OR last_month >= :month)
            GROUP BY programme ORDER BY count(*) DESC, programme
            """)
        .param("area", area)
        .param("month", month.atDay(1))
        .query(String.class)
        .list();
  }

  long insert(
      String programme, YearMonth month, String area, Run.Kind kind, String number, Actor by) {
    return jdbc.sql(
            """
            INSERT INTO run (region, number, programme, month, kind, made_by, made_by_name, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """)
        .params(area, number, programme, month.atDay(1), kind.name())
        .params(by.accountId(), by.name(), now())
        .query(Long.class)
        .single();
  }

  /** How many extra runs of the month there were: the next one's number. */
  int extras(String programme, YearMonth month, String area) {
    return jdbc.sql(
            "SELECT count(*) FROM run WHERE programme = ? AND month = ? AND region = ? AND kind ="
                + " 'EXTRA'")
        .params(programme, month.atDay(1), area)
        .query(Integer.class)
        .single();
  }

  /** Moves a locked run; {@code verb} is the column group of who did it. */
  void step(Run run, RunState to, String verb, Actor by) {
    jdbc.sql(
            "UPDATE run SET state = ?, %1$s_by = ?, %1$s_by_name = ?, %1$s_at = ? WHERE id = ?"
                .formatted(verb))
        .params(to.name(), by.accountId(), by.name(), now(), run.id())
        .update();
  }

  void state(Run run, RunState to) {
    jdbc.sql("UPDATE run SET state = ? WHERE id = ?").params(to.name(), run.id()).update();
  }

  /** The fingerprint of all lines: what was checked is what was approved and sent. */
  void hash(Run run) {
    jdbc.sql(
            """
            UPDATE run SET hash = (
              SELECT encode(sha256(convert_to(coalesce(string_agg(
                       concat_ws('|', reference, payee_name, bank, account, holder, amount), E'\\n' ORDER BY seq), ''),
                       'UTF8')), 'hex')
              FROM bank_line WHERE run_id = run.id)
            WHERE id = ?
            """)
        .param(run.id())
        .update();
  }

  void bank(Run run, String bank) {
    jdbc.sql("UPDATE run SET bank = ? WHERE id = ?").params(bank, run.id()).update();
  }

  /** The draft is made anew, by whoever asked for it. */
  void unprepare(Run run, Actor by) {
    jdbc.sql(
            "UPDATE run SET prepared = false, made_by = ?, made_by_name = ?, made_at = ? WHERE id ="
                + " ?")
        .params(by.accountId(), by.name(), now(), run.id())
        .update();
  }

  /** A line of a run's history. */
  record Event(Instant at, String name, String action, String note) {}

  @Transactional(readOnly = true)
  List<Event> events(long run) {
    return jdbc.sql("SELECT * FROM run_event WHERE run_id = ? ORDER BY id")
        .param(run)
        .query(
            (rs, i) ->
                new Event(
                    Run.instant(rs, "at"),
                    rs.getString("by_name"),
                    rs.getString("action"),
                    rs.getString("note")))
        .list();
  }

  void event(Run run, String action, String note, Actor by) {
    jdbc.sql(
            """
            INSERT INTO run_event (region, run_id, at, by_id, by_name, action, note, figures)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """)
        .param(run.area())
        .param(run.id())
        .param(now())
        .param(by.accountId())
        .param(by.name())
        .param(action)
        .param(note)
        .param(
            json.writeValueAsString(
                Map.of("rows", run.lines().rows(), "total", run.lines().total().toString())))
        .update();
  }

  /** After answers and re-issues: back to partly returned, or reconciled when nothing is open. */
  void refresh(long id) {
    jdbc.sql(
            """
            UPDATE run SET state = s.state, reconciled_at = CASE WHEN s.state = 'RECONCILED' THEN ? END
            FROM (SELECT CASE WHEN bool_or(l.state = 'RETURNED') THEN 'PARTLY_RETURNED'
                              WHEN bool_or(l.state IN ('PENDING', 'SENT')) THEN 'SENT'
                              ELSE 'RECONCILED' END AS state
                  FROM bank_line l WHERE l.run_id = ?) s
            WHERE id = ? AND run.state IN ('SENT', 'PARTLY_RETURNED', 'RECONCILED') AND run.state <> s.state
            """)
        .params(now(), id, id)
        .update();
  }

  java.time.OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  String time(Instant at) {
    return DateTimeFormatter.ofPattern("MM-dd HH:mm").format(at.atZone(clock.getZone()));
  }
}
