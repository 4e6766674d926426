package minzheng.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looking into files: every look is logged (个人信息保护法 51), unmasking with its reason. */
@Service
class PersonFiles {
  /** How many persons the search page offers again. */
  private static final int LAST = 10;

  private final JdbcClient jdbc;
  private final Persons persons;
  private final Audit audit;
  private final Clock clock;

  PersonFiles(JdbcClient jdbc, Persons persons, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.audit = audit;
    this.clock = clock;
  }

  /** Why somebody needs to see the masked parts. */
  enum Reason {
    COUNTER("本人在窗口，核对证件"),
    CONTACT("联系本人"),
    VISIT("入户走访"),
    OTHER("其他（须说明）");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Opens a file for somebody to read. */
  @Transactional
  public Person open(long id) {
    Person person = persons.get(id);
    audit.write("查看", "人员", id, person.region());
    long account = Audit.actor().accountId();
    if (account == 0) return person;
    jdbc.sql(
            """
            WITH seen AS (
              INSERT INTO person_view (account_id, region, person_id, viewed_at)
              VALUES (:account, :region, :person, :now)
              ON CONFLICT (account_id, person_id) DO UPDATE SET viewed_at = excluded.viewed_at)
            DELETE FROM person_view WHERE account_id = :account AND person_id <> :person
              AND viewed_at < (SELECT viewed_at FROM person_view WHERE account_id = :account
                               ORDER BY viewed_at DESC OFFSET :last LIMIT 1)
            """)
        .param("account", account)
        .param("region", Scope.region())
        .param("person", id)
        .param("now", Timestamp.from(clock.instant()))
        .param("last", LAST - 1)
        .update();
    return person;
  }

  /** Reads one part of a file; logged like the whole. */
  @Transactional
  public Person look(String part, long id) {
    Person person = persons.get(id);
    audit.write("查看", part, id, person.region());
    return person;
  }

  /** The persons the current account looked at last. */
  @Transactional(readOnly = true)
  public List<Person> lastViewed() {
    return jdbc.sql(
            PersonRow.SELECT
                + """
                JOIN person_view v ON v.person_id = p.id
                WHERE v.account_id = ? ORDER BY v.viewed_at DESC LIMIT ?
                """)
        .params(Audit.actor().accountId(), LAST)
        .query(PersonRow::map)
        .list();
  }

  /**
   * Logs that the masked parts are shown.
   *
   * @param note required for {@link Reason#OTHER}
   * @param caseNumber the case it is for, or null
   */
  @Transactional
  public Person reveal(long id, Reason reason, String note, String caseNumber) {
    if (reason == null) throw new RuleViolation("reason", "请选择用途。");
    boolean noted = note != null && !note.isBlank();
    if (reason == Reason.OTHER && !noted) throw new RuleViolation("note", "请说明用途。");
    Person person = persons.get(id);
    audit.write(
        "显示敏感信息",
        "人员",
        id,
        person.region(),
        reason.label() + (noted ? "：" + note.strip() : ""),
        null,
        caseNumber == null || caseNumber.isBlank() ? null : Map.of("case", caseNumber));
    return person;
  }
}
