package minzheng.subsidy.change;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.Money;
import minzheng.subsidy.change.Change.Kind;
import minzheng.subsidy.change.Change.Proposal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Change cases and hearings as rows. */
@Service
class ChangeStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  ChangeStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void insert(Change c) {
    jdbc.sql(
            """
            INSERT INTO subsidy_change (case_id, region, source_case, entitlement_id, reason,
                                        event_on, note, ends)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            c.caseId(),
            c.region(),
            c.sourceCase(),
            c.entitlementId(),
            c.reason().name(),
            c.eventOn(),
            c.note(),
            c.ends())
        .update();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void propose(long caseId, Proposal p) {
    jdbc.sql(
            """
            UPDATE subsidy_change SET kind = ?, before_amount = ?, after_amount = ?, persons = ?
            WHERE case_id = ?
            """)
        .params(p.kind().name(), p.before().amount(), p.after().amount(), p.persons(), caseId)
        .update();
  }

  @Transactional(readOnly = true)
  public Optional<Change> find(long caseId) {
    return jdbc.sql("SELECT * FROM subsidy_change WHERE case_id = ?")
        .param(caseId)
        .query(ChangeStore::map)
        .optional();
  }

  /** All of what is paid, the latest first. */
  @Transactional(readOnly = true)
  public List<Change> of(long entitlementId) {
    return jdbc.sql("SELECT * FROM subsidy_change WHERE entitlement_id = ? ORDER BY case_id DESC")
        .param(entitlementId)
        .query(ChangeStore::map)
        .list();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void hear(Change c, Hearing h, long account) {
    jdbc.sql(
            """
            INSERT INTO hearing (region, case_id, heard_on, person, manner, agrees, said,
                                 recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            c.region(),
            c.caseId(),
            h.heardOn(),
            h.person(),
            h.manner().name(),
            h.agrees(),
            h.said(),
            account,
            Timestamp.from(clock.instant()))
        .update();
  }

  /** Every hearing of a case, oldest first. */
  @Transactional(readOnly = true)
  public List<Hearing> hearings(long caseId) {
    return jdbc.sql(
            """
            SELECT h.*, a.name AS recorder FROM hearing h JOIN account a ON a.id = h.recorded_by
            WHERE case_id = ? ORDER BY h.id
            """)
        .param(caseId)
        .query(
            (row, i) ->
                new Hearing(
                    row.getObject("heard_on", LocalDate.class),
                    row.getString("person"),
                    Hearing.Manner.valueOf(row.getString("manner")),
                    row.getBoolean("agrees"),
                    row.getString("said"),
                    row.getString("recorder"),
                    row.getTimestamp("recorded_at").toInstant()))
        .list();
  }

  private static Change map(ResultSet row, int number) throws SQLException {
    String kind = row.getString("kind");
    return new Change(
        row.getLong("case_id"),
        row.getString("region"),
        row.getLong("source_case"),
        row.getLong("entitlement_id"),
        ChangeReason.valueOf(row.getString("reason")),
        row.getObject("event_on", LocalDate.class),
        row.getString("note"),
        row.getBoolean("ends"),
        kind == null
            ? null
            : new Proposal(
                Kind.valueOf(kind),
                money(row.getBigDecimal("before_amount")),
                money(row.getBigDecimal("after_amount")),
                row.getInt("persons")));
  }

  private static Money money(BigDecimal amount) {
    return Money.of(amount);
  }
}
