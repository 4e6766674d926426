package minzheng.subsidy.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.people.Designation;
import minzheng.people.Designations;
import minzheng.people.Evidence;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.Household;
import minzheng.people.Households;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.SpendingKind;
import minzheng.subsidy.rules.Member;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register's evidence about a household as the facts of the rules: what held on the law's day,
 * as known at a moment. What is not recorded stays unknown.
 */
@Component
public class FamilyFacts {
  /** Adults sign the authorisation for the check; of age is 18 (民法典 第十七条). */
  static final int OF_AGE = 18;

  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;
  private final Designations designations;

  FamilyFacts(
      Households households, Persons persons, EvidenceLog evidence, Designations designations) {
    this.households = households;
    this.persons = persons;
    this.evidence = evidence;
    this.designations = designations;
  }

  /** By what a member is called in facts and determinations. */
  public static String ref(long personId) {
    return "p" + personId;
  }

  /** The person behind a {@link #ref}. */
  public static long personId(String ref) {
    return Long.parseLong(ref.substring(1));
  }

  /**
   * @param day the law's day
   * @param knownAt null: as known now
   * @param signed persons who signed the authorisation for the economic check
   */
  @Transactional(readOnly = true)
  public Facts of(long householdId, LocalDate day, Instant knownAt, Set<Long> signed) {
    Household household = households.get(householdId);
    var memberships = households.members(householdId, day, knownAt);
    List<Long> ids = memberships.stream().map(minzheng.people.Member::personId).toList();
    Map<Long, Person> files = persons.all(ids);
    Map<Long, List<Evidence>> byPerson =
        evidence.ofPersons(ids, day, knownAt).stream()
            .collect(Collectors.groupingBy(Evidence::personId));
    Map<Long, List<Designation>> status =
        designations.of(ids, day, knownAt).stream()
            .collect(Collectors.groupingBy(Designation::personId));
    var own = evidence.asOf(EvidenceLog.Subject.household(householdId), day, knownAt);
    var sources = new HashMap<String, String>();
    var members = new ArrayList<Member>();
    boolean authorised = true;
    for (var membership : memberships) {
      long id = membership.personId();
      Person file = files.get(id);
      List<Evidence> known = byPerson.getOrDefault(id, List.of());
      members.add(
          member(
              file,
              Facts.Relation.valueOf(membership.relation().name()),
              known,
              status.getOrDefault(id, List.of()),
              members.size(),
              sources));
      if (Ages.reached(file.birthDate(), OF_AGE, day) && !signed.contains(id)) authorised = false;
    }
    return new Facts(
        household.region(),
        amount(own, EvidenceKind.SAVINGS, "household.savings", sources),
        vehicles(own, sources),
        authorised,
        spending(own, sources),
        members,
        sources);
  }

  /**
   * The facts of many persons, each as a household of one: for programmes that look at the person
   * and at what the person receives, such as 高龄津贴. Three queries for all of them.
   *
   * @return by person; a household registration that nobody recorded stays null
   */
  @Transactional(readOnly = true)
  public Map<Long, Facts> alone(Collection<Person> files, LocalDate day) {
    List<Long> ids = files.stream().map(Person::id).toList();
    Map<Long, List<Evidence>> byPerson =
        evidence.ofPersons(ids, day, null).stream()
            .collect(Collectors.groupingBy(Evidence::personId));
    Map<Long, List<Designation>> status =
        designations.of(ids, day, null).stream()
            .collect(Collectors.groupingBy(Designation::personId));
    var facts = new HashMap<Long, Facts>();
    for (Person file : files) {
      var sources = new HashMap<String, String>();
      Member member =
          member(
              file,
              Facts.Relation.HEAD,
              byPerson.getOrDefault(file.id(), List.of()),
              status.getOrDefault(file.id(), List.of()),
              0,
              sources);
      facts.put(
          file.id(), new Facts(file.region(), null, null, null, null, List.of(member), sources));
    }
    return facts;
  }

  private static Member member(
      Person file,
      Facts.Relation relation,
      List<Evidence> known,
      List<Designation> status,
      int index,
      Map<String, String> sources) {
    String path = "household.members[" + index + "].";
    var member =
        Member.of(ref(file.id()), relation, file.sex(), file.birthDate())
            .name(file.name())
            .hukou(text(known, EvidenceKind.HUKOU, "region", file.hukou()))
            .incomes(incomes(known, path + "monthlyIncome", sources))
            .seriousIllness(yes(known, EvidenceKind.SERIOUS_ILLNESS, false))
            .study(Facts.Study.valueOf(text(known, EvidenceKind.STUDY, "stage", "NONE")))
            .away(Facts.Away.valueOf(text(known, EvidenceKind.AWAY, "reason", "NONE")))
            .childStatus(
                Facts.ChildStatus.valueOf(text(known, EvidenceKind.CHILD_STATUS, "status", "NONE")))
            .placement(
                Facts.Placement.valueOf(text(known, EvidenceKind.PLACEMENT, "placement", "FAMILY")))
            .bothParentsUnable(yes(known, EvidenceKind.BOTH_PARENTS_UNABLE, false))
            .workAble(yes(known, EvidenceKind.WORK_ABILITY, null))
            .hasAbleSupporter(yes(known, EvidenceKind.SUPPORTER, null))
            .livesInInstitution(yes(known, EvidenceKind.INSTITUTION, false))
            .abilityLevel(number(known, EvidenceKind.ABILITY, "level"))
            .selfCareFailed(number(known, EvidenceKind.SELF_CARE, "failed"))
            .workInjuryNursingFee(yes(known, EvidenceKind.WORK_INJURY_NURSING, false))
            .receives(receives(known, status));
    Integer refusals = number(known, EvidenceKind.JOB_REFUSALS, "times");
    if (refusals != null) member.jobRefusals(refusals);
    first(known, EvidenceKind.ELDER_NURSING).ifPresent(e -> member.elderNursingAmount(e.amount()));
    first(known, EvidenceKind.ELDER_CARE_BILL).ifPresent(e -> member.elderCareBill(e.amount()));
    first(known, EvidenceKind.DISABILITY)
        .ifPresent(
            e -> {
              sources.put(path + "disability", e.source());
              member.disability(
                  new Facts.Disability(
                      Facts.Disability.Category.valueOf(e.text("category")),
                      Integer.parseInt(e.text("grade"))));
            });
    return member.build();
  }

  /** No row at all is unknown; the row 无收入 is no income. */
  private static List<Facts.Income> incomes(
      List<Evidence> known, String path, Map<String, String> sources) {
    var rows = known.stream().filter(e -> e.kind() == EvidenceKind.INCOME).toList();
    if (rows.isEmpty()) return null;
    var from = new LinkedHashSet<String>();
    rows.forEach(e -> from.add(e.source()));
    sources.put(path, String.join("、", from));
    return rows.stream()
        .filter(e -> !e.detail().equals("NONE"))
        .map(
            e ->
                new Facts.Income(
                    Facts.IncomeKind.valueOf(e.detail()), e.amount(), 1, e.text("note")))
        .toList();
  }

  private static Set<String> receives(List<Evidence> known, List<Designation> status) {
    var codes = new LinkedHashSet<String>();
    for (Evidence e : known) if (e.kind() == EvidenceKind.RECEIVES) codes.add(e.detail());
    for (Designation d : status) codes.add(d.code());
    return codes;
  }

  private static Integer vehicles(List<Evidence> own, Map<String, String> sources) {
    var row = first(own, EvidenceKind.VEHICLES);
    row.ifPresent(e -> sources.put("household.vehicles", e.source()));
    return row.map(e -> Integer.valueOf(e.text("count"))).orElse(null);
  }

  private static Map<SpendingKind, Money> spending(
      List<Evidence> own, Map<String, String> sources) {
    var rows = own.stream().filter(e -> e.kind() == EvidenceKind.RIGID_SPENDING).toList();
    if (rows.isEmpty()) return null;
    var spent = new HashMap<SpendingKind, Money>();
    for (Evidence e : rows) {
      spent.put(SpendingKind.valueOf(e.detail()), e.amount());
      sources.put("household.rigidSpending12Months." + e.detail(), e.source());
    }
    return spent;
  }

  private static Money amount(
      List<Evidence> own, EvidenceKind kind, String path, Map<String, String> sources) {
    var row = first(own, kind);
    row.ifPresent(e -> sources.put(path, e.source()));
    return row.map(Evidence::amount).orElse(null);
  }

  private static java.util.Optional<Evidence> first(Collection<Evidence> rows, EvidenceKind kind) {
    return rows.stream().filter(e -> e.kind() == kind).findFirst();
  }

  private static String text(
      List<Evidence> rows, EvidenceKind kind, String field, String otherwise) {
    return first(rows, kind).map(e -> e.text(field)).orElse(otherwise);
  }

  private static Integer number(List<Evidence> rows, EvidenceKind kind, String field) {
    return first(rows, kind).map(e -> Integer.valueOf(e.text(field))).orElse(null);
  }

  private static Boolean yes(List<Evidence> rows, EvidenceKind kind, Boolean otherwise) {
    return first(rows, kind).map(e -> Boolean.valueOf(e.text("yes"))).orElse(otherwise);
  }
}
