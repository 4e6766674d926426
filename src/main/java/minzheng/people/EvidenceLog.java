package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The facts about persons and households, never overwritten: a correction says that it had been
 * otherwise all along, a succession that it is otherwise from a day on.
 */
@Service
public class EvidenceLog {
  private static final String ORDER = " ORDER BY kind, detail, valid_from, id";

  private final JdbcClient jdbc;
  private final Persons persons;
  private final Households households;
  private final EvidenceRows rows;
  private final Audit audit;

  EvidenceLog(
      JdbcClient jdbc, Persons persons, Households households, EvidenceRows rows, Audit audit) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.households = households;
    this.rows = rows;
    this.audit = audit;
  }

  /** Whom a fact concerns. */
  public sealed interface Subject {
    record OfPerson(long id) implements Subject {}

    record OfHousehold(long id) implements Subject {}

    static Subject person(long id) {
      return new OfPerson(id);
    }

    static Subject household(long id) {
      return new OfHousehold(id);
    }
  }

  /**
   * A fact as typed.
   *
   * @param detail which one of its kind; null or empty where there is no choice
   * @param value texts by the names of {@link EvidenceKind#fields()}
   * @param to last day, or null while it lasts
   * @param source where it comes from; required
   */
  public record Entry(
      EvidenceKind kind,
      String detail,
      Map<String, String> value,
      LocalDate from,
      LocalDate to,
      String source) {
    public static Entry of(
        EvidenceKind kind,
        String detail,
        Map<String, String> value,
        LocalDate from,
        String source) {
      return new Entry(kind, detail, value, from, null, source);
    }

    /** All that is wrong with what was typed, field by field. */
    public List<RuleViolation> problems() {
      var problems = new ArrayList<>(kind.problems(detail, value));
      try {
        DatedRows.checkRange(from, to);
      } catch (RuleViolation wrong) {
        problems.add(wrong);
      }
      if (source == null || source.isBlank())
        problems.add(new RuleViolation("source", "请填写依据或来源。"));
      return problems;
    }

    Entry checked() {
      DatedRows.checkRange(from, to);
      return new Entry(
          kind,
          kind.checkedDetail(detail),
          kind.checked(value),
          from,
          to,
          DatedRows.required("source", source, "请填写依据或来源。"));
    }
  }

  /**
   * Records a new fact.
   *
   * @return the row's id
   * @throws RuleViolation when one of its kind is recorded for one of the days: correct or succeed
   *     that one
   */
  @Transactional
  public long record(Subject subject, Entry typed) {
    Entry e = typed.checked();
    return rows.insert(place(subject, e), subject, e, null, null);
  }

  /**
   * States how it is from a day on, whatever is recorded: the same value changes nothing, another
   * value succeeds the one in force, or corrects it when it began on the very day.
   *
   * @return the row that holds on the day
   */
  @Transactional
  public long declare(Subject subject, Entry typed) {
    Entry e = typed.checked();
    Optional<Evidence> held =
        current(subject).stream()
            .filter(x -> x.kind() == e.kind() && x.detail().equals(e.detail()) && x.on(e.from()))
            .findFirst();
    if (held.isEmpty()) return record(subject, e);
    Evidence old = held.get();
    if (old.value().equals(e.value())) return old.id();
    return old.validFrom().equals(e.from())
        ? correct(old.id(), e, "重新申报")
        : succeed(old.id(), e.from(), e.value(), e.source(), "重新申报");
  }

  /** Replaces a row that had been wrong. Kind and detail stay. */
  @Transactional
  public long correct(long id, Entry typed, String reason) {
    Evidence old = get(id);
    Entry e =
        new Entry(old.kind(), old.detail(), typed.value(), typed.from(), typed.to(), typed.source())
            .checked();
    String why = DatedRows.required("reason", reason, "请填写更正原因。");
    String region = keptIn(old, place(subject(old), e));
    rows.supersede(id);
    return rows.insert(region, subject(old), e, why, old);
  }

  /**
   * It is otherwise from a day on: the row in force gives way to one that ends the day before, and
   * the new value follows it.
   */
  @Transactional
  public long succeed(
      long id, LocalDate from, Map<String, String> value, String source, String reason) {
    Evidence old = get(id);
    if (from == null || !from.isAfter(old.validFrom()))
      throw new RuleViolation("validFrom", "变更日期应晚于原记录的开始日期 " + old.validFrom() + "；如原记录有误，请使用更正。");
    if (old.validTo() != null && from.isAfter(old.validTo()))
      throw new RuleViolation("validFrom", "原记录已于 " + old.validTo() + " 结束，请新增记录。");
    Entry next = new Entry(old.kind(), old.detail(), value, from, old.validTo(), source).checked();
    String region = endWith(old, from.minusDays(1), reason);
    return rows.insert(region, subject(old), next, reason, old);
  }

  /** The fact ends: the last day on which it still holds. */
  @Transactional
  public void end(long id, LocalDate lastDay, String reason) {
    Evidence old = get(id);
    String why = DatedRows.required("reason", reason, "请填写结束原因。");
    if (lastDay == null) throw new RuleViolation("validTo", "请填写最后一日。");
    if (lastDay.isBefore(old.validFrom()))
      throw new RuleViolation("validTo", "结束日期不能早于开始日期 " + old.validFrom() + "。");
    endWith(old, lastDay, why);
  }

  /** The row should never have been there; it stays visible as what was once held true. */
  @Transactional
  public void annul(long id, String reason) {
    Evidence old = get(id);
    String why = DatedRows.required("reason", reason, "请填写撤销原因。");
    rows.supersede(id);
    audit.write("撤销", "证据", id, old.region(), why, EvidenceRows.described(old), null);
  }

  private String endWith(Evidence old, LocalDate lastDay, String why) {
    Entry ended =
        new Entry(old.kind(), old.detail(), old.value(), old.validFrom(), lastDay, old.source());
    String region = keptIn(old, place(subject(old), ended));
    rows.supersede(old.id());
    rows.insert(region, subject(old), ended, why, old);
    return region;
  }

  /** A successor stays in the area of its predecessor, unless that is another office's. */
  private static String keptIn(Evidence old, String place) {
    String own = Scope.region();
    return own == null || old.region().startsWith(own) ? old.region() : place;
  }

  /** Checks that the subject is there and of the right sort; the area the row is kept in. */
  private String place(Subject subject, Entry e) {
    boolean person = subject instanceof Subject.OfPerson;
    if (person != e.kind().personal())
      throw new RuleViolation(
          "kind", "“" + e.kind().label() + "”应登记在" + (person ? "家庭" : "个人") + "名下。");
    return switch (subject) {
      case Subject.OfHousehold(long id) -> households.get(id).region();
      case Subject.OfPerson(long id) -> {
        Person p = persons.get(id);
        if (e.from().isBefore(p.birthDate()))
          throw new RuleViolation("validFrom", "开始日期不能早于出生日期 " + p.birthDate() + "。");
        yield DatedRows.regionFor(p);
      }
    };
  }

  private static Subject subject(Evidence e) {
    return e.personId() == null ? Subject.household(e.householdId()) : Subject.person(e.personId());
  }

  /** A row as known now. */
  @Transactional(readOnly = true)
  public Evidence get(long id) {
    return jdbc.sql(EvidenceRows.SELECT + "WHERE id = ? AND superseded_at IS NULL")
        .param(id)
        .query(rows::map)
        .optional()
        .orElseThrow(() -> new NotFound("证据"));
  }

  /** All that is held true now, whatever its days. */
  @Transactional(readOnly = true)
  public List<Evidence> current(Subject subject) {
    return history(subject).stream().filter(e -> e.supersededAt() == null).toList();
  }

  /** Every row ever recorded, superseded ones too; by kind, then by first day. */
  @Transactional(readOnly = true)
  public List<Evidence> history(Subject subject) {
    return OncePerPage.ask(() -> read(subject), "evidence", subject);
  }

  private List<Evidence> read(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson(long id) ->
          jdbc.sql(EvidenceRows.SELECT + "WHERE person_id = ?" + ORDER)
              .param(id)
              .query(rows::map)
              .list();
      case Subject.OfHousehold(long id) ->
          jdbc.sql(EvidenceRows.SELECT + "WHERE household_id = ?" + ORDER)
              .param(id)
              .query(rows::map)
              .list();
    };
  }

  /** What holds on the day, as known now. */
  @Transactional(readOnly = true)
  public List<Evidence> asOf(Subject subject, LocalDate day) {
    return asOf(subject, day, null);
  }

  /** What held on the day, as it was known at that time; null: as known now. */
  @Transactional(readOnly = true)
  public List<Evidence> asOf(Subject subject, LocalDate day, Instant knownAt) {
    return history(subject).stream().filter(e -> holds(e, day, knownAt)).toList();
  }

  /** What held on the day of several persons, as known at that time (null: now), in one query. */
  @Transactional(readOnly = true)
  public List<Evidence> ofPersons(Collection<Long> personIds, LocalDate day, Instant knownAt) {
    if (personIds.isEmpty()) return List.of();
    return OncePerPage.ask(
            () ->
                jdbc.sql(EvidenceRows.SELECT + "WHERE person_id = ANY (?)" + ORDER)
                    .param(personIds.toArray(Long[]::new))
                    .query(rows::map)
                    .list(),
            "evidence of",
            personIds)
        .stream()
        .filter(e -> holds(e, day, knownAt))
        .toList();
  }

  private static boolean holds(Evidence e, LocalDate day, Instant knownAt) {
    return AsOf.known(e.recordedAt(), e.supersededAt(), knownAt) && e.on(day);
  }
}
