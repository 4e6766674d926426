package minzheng.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.PersonName;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register of persons. An office sees whoever lives in its area and whoever it has taken up;
 * everybody else only through {@link #known} by an exact document number.
 */
@Service
public class Persons {
  private static final String TYPE = "人员";

  private final JdbcClient jdbc;
  private final PersonRules rules;
  private final Audit audit;
  private final Clock clock;

  Persons(JdbcClient jdbc, PersonRules rules, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
  }

  /** All that is wrong with the entry, field by field; empty when it can be registered. */
  public List<RuleViolation> problems(PersonEntry entry) {
    return rules.check(entry, LocalDate.now(clock)).problems();
  }

  /**
   * Registers a person.
   *
   * @return the id
   * @throws RuleViolation on the field that is wrong, or when the document is already registered
   *     anywhere in the city
   */
  @Transactional
  public long register(PersonEntry typed) {
    PersonEntry e = rules.check(typed, LocalDate.now(clock)).orThrow();
    known(e.docType(), e.docNumber())
        .ifPresent(
            known -> {
              throw alreadyRegistered(known.inScope());
            });
    try {
      long id =
          bind(
                  """
                  INSERT INTO person (region, doc_type, doc_number, name, initials, sex, birth_date,
                    hukou, phone, address, created_at, created_by, changed_at, changed_by)
                  VALUES (:region, :docType, :docNumber, :name, :initials, :sex, :birthDate,
                    :hukou, :phone, :address, :now, :by, :now, :by)
                  RETURNING id
                  """,
                  e)
              .query(Long.class)
              .single();
      audit.write("登记", TYPE, id, e.region(), null, null, values(e));
      return id;
    } catch (DuplicateKeyException desksAtTheSameMoment) {
      throw alreadyRegistered(false);
    }
  }

  /**
   * Corrects what was typed. Everything that hangs on the person stays.
   *
   * @param version of the record that was edited
   * @throws StaleEdit when somebody else saved in between
   */
  @Transactional
  public void correct(long id, int version, PersonEntry typed, String reason) {
    Person before = get(id);
    if (before.version() != version)
      throw new StaleEdit(before.changedBy(), before.changedAt(), clock);
    PersonEntry e = rules.check(typed, LocalDate.now(clock)).orThrow();
    var old = values(PersonEntry.of(before));
    var now = values(e);
    if (old.equals(now)) return;
    try {
      int rows =
          bind(
                  """
                  UPDATE person SET region = :region, doc_type = :docType, doc_number = :docNumber,
                    name = :name, initials = :initials, sex = :sex, birth_date = :birthDate,
                    hukou = :hukou, phone = :phone, address = :address,
                    changed_at = :now, changed_by = :by, version = version + 1
                  WHERE id = :id AND version = :version
                  """,
                  e)
              .param("id", id)
              .param("version", version)
              .update();
      if (rows != 1) {
        Person winner = get(id);
        throw new StaleEdit(winner.changedBy(), winner.changedAt(), clock);
      }
    } catch (DuplicateKeyException otherPerson) {
      throw new RuleViolation("docNumber", "这个证件号码属于另一份档案，请核对号码；如确为同一人，请报市局合并。");
    }
    var same = old.keySet().stream().filter(k -> Objects.equals(old.get(k), now.get(k))).toList();
    old.keySet().removeAll(same);
    now.keySet().removeAll(same);
    audit.write("修改", TYPE, id, e.region(), reason, old, now);
  }

  /**
   * A person whose file is open to the current office. Not logged: for the work of other modules.
   *
   * @throws NotFound when there is none
   */
  @Transactional(readOnly = true)
  public Person get(long id) {
    return find(id).orElseThrow(() -> new NotFound(TYPE));
  }

  /** As {@link #get}, empty when there is none. */
  @Transactional(readOnly = true)
  public Optional<Person> find(long id) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(PersonRow.SELECT + "WHERE p.id = ?")
                .param(id)
                .query(PersonRow::map)
                .optional(),
        "person",
        id);
  }

  /** Those of the ids whose file is open, by id. */
  @Transactional(readOnly = true)
  public Map<Long, Person> all(List<Long> ids) {
    return OncePerPage.ask(() -> read(ids), "persons", ids);
  }

  private Map<Long, Person> read(List<Long> ids) {
    var found = new LinkedHashMap<Long, Person>();
    jdbc.sql(PersonRow.SELECT + "WHERE p.id = ANY (?) ORDER BY p.id")
        .param(ids.toArray(Long[]::new))
        .query(PersonRow::map)
        .list()
        .forEach(person -> found.put(person.id(), person));
    return found;
  }

  /** By exact document within the open files. */
  @Transactional(readOnly = true)
  public Optional<Person> find(DocType type, String docNumber) {
    if (docNumber == null) return Optional.empty();
    return jdbc.sql(PersonRow.SELECT + "WHERE p.doc_number = ? AND p.doc_type = ?")
        .params(docNumber, type.name())
        .query(PersonRow::map)
        .optional();
  }

  /** Open files of the same name and birth date: perhaps the same person with other papers. */
  @Transactional(readOnly = true)
  public List<Person> similar(String name, LocalDate birthDate) {
    if (name == null || birthDate == null) return List.of();
    return jdbc.sql(
            PersonRow.SELECT
                + """
                WHERE p.id IN (SELECT person_id FROM name_part WHERE suffix = :name)
                  AND p.name = :name AND p.birth_date = :birth ORDER BY p.id LIMIT 5
                """)
        .param("name", PersonName.normalize(name))
        .param("birth", birthDate)
        .query(PersonRow::map)
        .list();
  }

  /** Whether the document is registered anywhere in the city, and the little one may know then. */
  @Transactional
  public Optional<Known> known(DocType type, String docNumber) {
    if (docNumber == null) return Optional.empty();
    return jdbc.sql("SELECT * FROM person_known(?, ?)")
        .params(type.name(), docNumber)
        .query(Known.class)
        .optional();
  }

  /**
   * As {@link #known}, asked by a person at a desk: logged with the reason when the file belongs to
   * other offices only.
   */
  @Transactional
  public Optional<Known> lookUp(DocType type, String docNumber, String reason) {
    var known = known(type, docNumber);
    if (known.isPresent() && !known.get().inScope()) {
      audit.write(
          "跨区查询", TYPE, null, Scope.region(), reason, null, Map.of("document", mask(docNumber)));
    }
    return known;
  }

  /**
   * Opens the file of a person registered elsewhere to the current office.
   *
   * @param reason why the office is concerned; required
   * @return the person's id
   */
  @Transactional
  public long takeUp(DocType type, String docNumber, String reason) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写调取档案的理由。");
    Long id =
        jdbc.sql("SELECT person_take_up(?, ?, ?, ?)")
            .params(type.name(), docNumber, Scope.region(), Timestamp.from(clock.instant()))
            .query(Long.class)
            .optional()
            .orElseThrow(() -> new NotFound(TYPE));
    audit.write("调取档案", TYPE, id, Scope.region(), reason.strip(), null, null);
    return id;
  }

  /** Opens the file of a person the current office sees to another area's office. */
  @Transactional
  public void handOver(long id, String region, String reason) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写移交档案的理由。");
    Person person = get(id);
    if (open(id, region, "HANDED_OVER"))
      audit.write("移交档案", TYPE, id, person.region(), reason.strip(), null, Map.of("to", region));
  }

  /** Opens the file to the area of a household the person joins. */
  boolean open(long id, String region, String cause) {
    return jdbc.sql("SELECT person_open(?, ?, ?, ?)")
        .params(id, region, cause, Timestamp.from(clock.instant()))
        .query(Boolean.class)
        .single();
  }

  private JdbcClient.StatementSpec bind(String sql, PersonEntry e) {
    return jdbc.sql(sql)
        .param("region", e.region())
        .param("docType", e.docType().name())
        .param("docNumber", e.docNumber())
        .param("name", e.name())
        .param("initials", Initials.of(e.name()).toArray(String[]::new))
        .param("sex", e.sex().name())
        .param("birthDate", e.birthDate())
        .param("hukou", e.hukou())
        .param("phone", e.phone())
        .param("address", e.address())
        .param("now", Timestamp.from(clock.instant()))
        .param("by", Audit.actor().name());
  }

  private static Map<String, Object> values(PersonEntry e) {
    var values = new LinkedHashMap<String, Object>();
    values.put("docType", e.docType());
    values.put("docNumber", e.docNumber());
    values.put("name", e.name());
    values.put("sex", e.sex());
    values.put("birthDate", e.birthDate());
    values.put("hukou", e.hukou());
    values.put("region", e.region());
    values.put("phone", e.phone());
    values.put("address", e.address());
    return values;
  }

  private static RuleViolation alreadyRegistered(boolean inScope) {
    return new RuleViolation(
        "docNumber", inScope ? "该证件号码已登记，请打开已有档案，不要重复登记。" : "该证件号码已由其他区县登记，请填写理由调取档案，不要重复登记。");
  }

  private static String mask(String docNumber) {
    return minzheng.kernel.Masking.idNumber(docNumber);
  }
}
