package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.kernel.OncePerPage;
import minzheng.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of a case. */
@Component
class CaseStore {
  private final JdbcClient jdbc;

  CaseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<CaseView> find(long id) {
    return OncePerPage.ask(
        () ->
            jdbc.sql("SELECT * FROM case_file WHERE id = ?")
                .param(id)
                .query(CaseStore::view)
                .optional(),
        "case",
        id);
  }

  /** The case, held until the end of the transaction. */
  Optional<CaseView> lock(long id) {
    return jdbc.sql("SELECT * FROM case_file WHERE id = ? FOR UPDATE")
        .param(id)
        .query(CaseStore::view)
        .optional();
  }

  Optional<CaseView> byNumber(String number) {
    return jdbc.sql("SELECT * FROM case_file WHERE number = ?")
        .param(number)
        .query(CaseStore::view)
        .optional();
  }

  Optional<CaseView> byIntake(String key) {
    return jdbc.sql("SELECT * FROM case_file WHERE intake_key = ?")
        .param(key)
        .query(CaseStore::view)
        .optional();
  }

  List<CaseView> byIds(Collection<Long> ids) {
    if (ids.isEmpty()) return List.of();
    return jdbc.sql("SELECT * FROM case_file WHERE id IN (:ids) ORDER BY id")
        .param("ids", ids)
        .query(CaseStore::view)
        .list();
  }

  List<CaseView> ofPerson(long personId) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    """
                    SELECT f.* FROM case_person p JOIN case_file f ON f.id = p.case_id
                    WHERE p.person_id = ? ORDER BY f.opened_on DESC, f.id DESC
                    """)
                .param(personId)
                .query(CaseStore::view)
                .list(),
        "cases of person",
        personId);
  }

  List<CaseView> ofHousehold(long householdId) {
    return jdbc.sql(
            "SELECT * FROM case_file WHERE household_id = ? ORDER BY opened_on DESC, id DESC")
        .param(householdId)
        .query(CaseStore::view)
        .list();
  }

  /** Draws the lock of a form's key, so that a second submit waits for the first. */
  void lockIntake(String key) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 70))")
        .param(key)
        .query((rs, i) -> "")
        .single();
  }

  long insert(NewCase wanted, String number, Standing s, Actor actor, LocalDate law, Instant now) {
    long id =
        jdbc.sql(
                """
                INSERT INTO case_file (region, number, type, title, person_id, household_id,
                  members, state, law_day, opened_on, entered_on, last_effective, limit_class,
                  intake_key, created_by, created_at)
                VALUES (:region, :number, :type, :title, :person, :household,
                  :members, :state, :law, :day, :day, :day, :class, :key, :by, :now)
                RETURNING id
                """)
            .param("region", wanted.region())
            .param("number", number)
            .param("type", wanted.type())
            .param("title", wanted.title())
            .param("person", wanted.applicantId())
            .param("household", wanted.householdId())
            .param("members", Math.max(1, wanted.persons().size()))
            .param("state", s.state())
            .param("law", law)
            .param("day", s.enteredOn())
            .param("class", s.limitClass())
            .param("key", wanted.intakeKey())
            .param("by", actor.accountId() == 0 ? null : actor.accountId())
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single();
    save(id, s);
    involve(id, wanted.region(), wanted.persons());
    return id;
  }

  void involve(long id, String region, Collection<Long> persons) {
    for (Long person : persons)
      jdbc.sql("INSERT INTO case_person VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
          .params(region, id, person)
          .update();
  }

  void save(long id, Standing s) {
    jdbc.sql(
            """
            UPDATE case_file SET state = :state, entered_on = :entered, last_effective = :last,
              step_days = :stepDays, step_unit = :stepUnit, step_due = :stepDue,
              step_provisional = :stepProvisional, limit_class = :class, total_from = :totalFrom,
              total_days = :totalDays, total_unit = :totalUnit, total_due = :totalDue,
              total_provisional = :totalProvisional, total_to = :totalTo, paused = :paused,
              turn_role = :role, turn_office = :office, assignee_id = :assignee,
              assignee_name = :assigneeName, outcome = :outcome, decided_on = :decided,
              version = version + 1
            WHERE id = :id
            """)
        .param("id", id)
        .param("state", s.state())
        .param("entered", s.enteredOn())
        .param("last", s.lastEffective())
        .param("stepDays", s.step().days())
        .param("stepUnit", name(s.step().unit()))
        .param("stepDue", s.step().on())
        .param("stepProvisional", s.step().provisional())
        .param("class", s.limitClass())
        .param("totalFrom", s.totalFrom())
        .param("totalDays", s.total().days())
        .param("totalUnit", name(s.total().unit()))
        .param("totalDue", s.total().on())
        .param("totalProvisional", s.total().provisional())
        .param("totalTo", s.totalTo())
        .param("paused", s.paused())
        .param("role", name(s.turnRole()))
        .param("office", s.turnOffice())
        .param("assignee", s.handler() == null ? null : s.handler().id())
        .param("assigneeName", s.handler() == null ? null : s.handler().name())
        .param("outcome", name(s.outcome()))
        .param("decided", s.decidedOn())
        .update();
  }

  void handler(long id, Standing.Handler handler) {
    jdbc.sql(
            "UPDATE case_file SET assignee_id = ?, assignee_name = ?, version = version + 1 WHERE"
                + " id = ?")
        .params(handler == null ? null : handler.id(), handler == null ? null : handler.name(), id)
        .update();
  }

  void propose(long id, int members, Money amount) {
    jdbc.sql("UPDATE case_file SET members = ?, amount = ? WHERE id = ?")
        .params(members, amount == null ? null : amount.amount(), id)
        .update();
  }

  void dues(long id, Due step, Due total) {
    jdbc.sql(
            """
            UPDATE case_file SET step_due = ?, step_provisional = ?, total_due = ?,
              total_provisional = ?, version = version + 1 WHERE id = ?
            """)
        .params(step.on(), step.provisional(), total.on(), total.provisional(), id)
        .update();
  }

  /** Cases whose limits may move when the calendar changes from a day on. */
  List<CaseView> runningBeyond(LocalDate day) {
    return jdbc.sql(
            """
            SELECT * FROM case_file
            WHERE step_due >= :day OR total_to IS NULL AND total_due >= :day
               OR step_provisional OR total_to IS NULL AND total_provisional
            ORDER BY id FOR UPDATE
            """)
        .param("day", day)
        .query(CaseStore::view)
        .list();
  }

  static CaseView view(ResultSet rs, int row) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    return new CaseView(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("number"),
        rs.getString("type"),
        rs.getString("title"),
        rs.getObject("person_id", Long.class),
        rs.getObject("household_id", Long.class),
        rs.getInt("members"),
        amount == null ? null : Money.of(amount),
        rs.getString("state"),
        date(rs, "law_day"),
        date(rs, "opened_on"),
        date(rs, "entered_on"),
        date(rs, "last_effective"),
        rs.getObject("step_days", Integer.class),
        value(DayUnit.class, rs.getString("step_unit")),
        date(rs, "step_due"),
        rs.getBoolean("step_provisional"),
        rs.getString("limit_class"),
        date(rs, "total_from"),
        rs.getObject("total_days", Integer.class),
        value(DayUnit.class, rs.getString("total_unit")),
        date(rs, "total_due"),
        rs.getBoolean("total_provisional"),
        date(rs, "total_to"),
        rs.getBoolean("paused"),
        date(rs, "due_on"),
        value(Role.class, rs.getString("turn_role")),
        rs.getString("turn_office"),
        rs.getObject("assignee_id", Long.class),
        rs.getString("assignee_name"),
        value(Outcome.class, rs.getString("outcome")),
        date(rs, "decided_on"),
        rs.getInt("version"));
  }

  static LocalDate date(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, LocalDate.class);
  }

  private static <E extends Enum<E>> E value(Class<E> type, String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }
}
