package minzheng.subsidy.precheck;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minzheng.kernel.OncePerPage;
import minzheng.people.Designation;
import minzheng.people.Designations;
import minzheng.people.Household;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.Persons;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.desk.MissingFacts;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every built programme for a family and its members, by the evidence as known today. The
 * authorisation of the economic check is not asked for: it is signed with the application.
 */
@Service
class Prechecks {
  private final FamilyFacts families;
  private final Households households;
  private final Persons persons;
  private final Designations designations;
  private final Determinations determinations;
  private final Programmes programmes;
  private final Clock clock;

  Prechecks(
      FamilyFacts families,
      Households households,
      Persons persons,
      Designations designations,
      Determinations determinations,
      Programmes programmes,
      Clock clock) {
    this.families = families;
    this.households = households;
    this.persons = persons;
    this.designations = designations;
    this.determinations = determinations;
    this.programmes = programmes;
    this.clock = clock;
  }

  /**
   * One programme for the family or one member.
   *
   * @param personId whom it is for; for a family's programme the head, who applies
   * @param who the member's name, or 全家
   * @param missing facts that are not recorded, in words
   * @param held whether the status is recognised already
   * @param startUrl where an application begins, or null for a programme this desk does not take in
   */
  record Row(
      long personId,
      boolean household,
      String who,
      Result result,
      List<String> missing,
      boolean held,
      String startUrl) {

    /** Found eligible and not yet received: perhaps overlooked. */
    public boolean overlooked() {
      return result.eligible() && !held;
    }

    /** Why, in one line. */
    public String why() {
      return switch (result.outcome()) {
        case ELIGIBLE ->
            result.amount() == null || result.amount().isZero()
                ? "按现有证据符合条件"
                : "%s 元（%s）".formatted(result.amount().format(), result.period().label());
        case NOT_ELIGIBLE ->
            result.reasons().stream().map(r -> r.label()).collect(Collectors.joining("；"));
        case UNKNOWN -> "缺：" + String.join("；", missing);
        case NO_STANDARD -> "当地在这一天没有适用的标准";
      };
    }
  }

  /** A family's pre-check. */
  record View(Household household, LocalDate on, List<String> members, List<Row> rows) {
    public long overlooked() {
      return rows.stream().filter(Row::overlooked).count();
    }
  }

  /** The household a person belongs to today, when its file is open to the office. */
  @Transactional(readOnly = true)
  public Optional<Long> householdOf(long personId) {
    return households
        .of(personId, LocalDate.now(clock))
        .map(Member::householdId)
        .filter(id -> households.find(id).isPresent());
  }

  @Transactional(readOnly = true)
  public View of(long householdId) {
    return OncePerPage.ask(() -> look(householdId), "precheck", householdId);
  }

  private View look(long householdId) {
    LocalDate today = LocalDate.now(clock);
    Household household = households.get(householdId);
    var members = households.members(householdId, today);
    if (members.isEmpty()) return new View(household, today, List.of(), List.of());
    var ids = members.stream().map(Member::personId).toList();
    var files = persons.all(ids);
    var names = ids.stream().map(id -> files.get(id).name()).toList();
    Map<Long, Set<String>> held = held(ids, today);
    var rows = new ArrayList<Row>();
    for (Result result : determinations.preview(facts(householdId, today), today, built()))
      rows.add(row(result, ids, names, held));
    return new View(household, today, names, List.copyOf(rows));
  }

  private Facts facts(long householdId, LocalDate today) {
    Facts known = families.of(householdId, today, null, Set.of());
    return new Facts(
        known.region(),
        known.savings(),
        known.vehicles(),
        null,
        known.rigidSpending(),
        known.members(),
        known.sources());
  }

  /** Codes with a published version, in the order of the law. */
  private List<String> built() {
    var codes = programmes.book().codes();
    return Arrays.stream(ProgrammeCode.values()).map(Enum::name).filter(codes::contains).toList();
  }

  private Map<Long, Set<String>> held(List<Long> ids, LocalDate today) {
    var held = new HashMap<Long, Set<String>>();
    for (Designation d : designations.of(ids, today, null))
      held.computeIfAbsent(d.personId(), id -> new java.util.HashSet<>()).add(d.code());
    return held;
  }

  private static Row row(
      Result result, List<Long> ids, List<String> names, Map<Long, Set<String>> held) {
    boolean family = result.subject().equals(Result.HOUSEHOLD);
    long person = family ? ids.getFirst() : FamilyFacts.personId(result.subject());
    String start =
        ProgrammeKind.all().stream().anyMatch(k -> k.name().equals(result.programme()))
            ? "/subsidy/intake?programme=" + result.programme() + "&person=" + person
            : null;
    return new Row(
        person,
        family,
        family ? "全家" : names.get(ids.indexOf(person)),
        result,
        result.outcome() == Outcome.UNKNOWN
            ? MissingFacts.named(result.missing(), names)
            : List.of(),
        held.getOrDefault(person, Set.of()).contains(result.programme()),
        start);
  }
}
