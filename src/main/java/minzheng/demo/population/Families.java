package minzheng.demo.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import minzheng.demo.population.Residents.Person;
import minzheng.demo.population.Residents.Place;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Member;
import minzheng.subsidy.rules.Result;

/**
 * Draws families with the evidence their application rests on. What they earn is drawn again until
 * the interpreter finds what is wanted; the facts are those that the register's evidence would
 * give.
 */
final class Families {
  private static final String DECLARED = "本人申报";
  private static final int OF_AGE = 18; // 民法典 第十七条: signs the authorisation
  private static final int DRAWS = 200;

  /** Sizes of twenty families: 1.85 on average, as in the seeds' figures. */
  private static final String SIZES = "12121212123121312324";

  private static final List<Facts.Disability.Category> SEVERE =
      List.of(
          Facts.Disability.Category.PHYSICAL,
          Facts.Disability.Category.VISUAL,
          Facts.Disability.Category.INTELLECTUAL,
          Facts.Disability.Category.MENTAL);

  /** A member with what was declared. */
  private record Kin(
      Person person,
      Facts.Relation relation,
      Facts.Disability disability,
      boolean ill,
      Facts.Study study) {}

  /** A family that applies. */
  record Family(
      long id,
      Place place,
      String programme,
      LocalDate applied,
      List<Person> members,
      List<Long> signed,
      Facts facts,
      String subject) {
    Person head() {
      return members.getFirst();
    }
  }

  private final SplittableRandom lot;
  private final Residents residents;
  private final Sheets sheets;
  private final LocalDate today;
  private final CopyRows.Table households;
  private final CopyRows.Table memberships;
  private final CopyRows.Table evidence;
  private long next;
  private int drawn;

  Families(
      SplittableRandom lot,
      Residents residents,
      Sheets sheets,
      LocalDate today,
      CopyRows copy,
      long next) {
    this.lot = lot;
    this.residents = residents;
    this.sheets = sheets;
    this.today = today;
    this.next = next;
    households =
        copy.into(
            "household",
            "id, region, address, opened_on, created_at, created_by, changed_at, changed_by");
    memberships =
        copy.into(
            "household_member",
            "region, household_id, person_id, relation, valid_from, recorded_at, recorded_by");
    evidence =
        copy.into(
            "evidence",
            "region, person_id, household_id, kind, detail, value, valid_from, source, recorded_at,"
                + " recorded_by");
  }

  /**
   * A family whose application for the programme has the outcome wanted.
   *
   * @param eligible what the interpreter shall find
   */
  Family draw(String programme, LocalDate applied, boolean eligible) {
    Place place = residents.place();
    String address = residents.address(place);
    boolean single = programme.equals("DIBAO_SINGLE");
    int size = single ? 2 : SIZES.charAt(drawn++ % SIZES.length()) - '0';
    List<Kin> kin = single ? pair(place, address) : kin(place, address, size);
    long id = next++;
    for (int i = 0; i < DRAWS; i++) {
      int savings = lot.nextInt(121) * 100;
      int[] incomes = incomes(programme, kin.size(), eligible);
      Facts facts = facts(place, kin, incomes, savings);
      String subject = single ? FamilyFacts.ref(kin.getFirst().person().id()) : Result.HOUSEHOLD;
      if (sheets.determine(facts, applied, programme, subject).eligible() != eligible) continue;
      var family =
          new Family(
              id,
              place,
              programme,
              applied,
              kin.stream().map(Kin::person).toList(),
              kin.stream()
                  .map(Kin::person)
                  .filter(p -> Ages.reached(p.birth(), OF_AGE, applied))
                  .map(Person::id)
                  .toList(),
              facts,
              subject);
      enter(family, kin, incomes, savings, address);
      return family;
    }
    throw new IllegalStateException(
        "No family of " + programme + " in " + place + " on " + applied);
  }

  private List<Kin> kin(Place place, String address, int size) {
    boolean old = size == 1 ? lot.nextInt(4) == 0 : lot.nextInt(20) == 0;
    int age = old ? 80 + lot.nextInt(10) : 32 + lot.nextInt(46);
    var kin = new ArrayList<Kin>();
    Person head = residents.enter(place, null, age, address);
    kin.add(member(head, Facts.Relation.HEAD));
    for (int i = 1; i < size; i++) {
      boolean spouse = i == 1 && lot.nextInt(3) > 0;
      Person next =
          spouse
              ? residents.enter(place, null, Math.max(25, age - lot.nextInt(7)), address)
              : residents.enter(
                  place, head.surname(), Math.max(6, age - 22 - lot.nextInt(13)), address);
      kin.add(member(next, spouse ? Facts.Relation.SPOUSE : Facts.Relation.CHILD));
    }
    return kin;
  }

  private Kin member(Person person, Facts.Relation relation) {
    var disability =
        lot.nextInt(8) == 0
            ? new Facts.Disability(SEVERE.get(lot.nextInt(SEVERE.size())), 1 + lot.nextInt(4))
            : null;
    int age = today.getYear() - person.birth().getYear();
    Facts.Study study =
        relation != Facts.Relation.CHILD || age < 12 || age > 22
            ? Facts.Study.NONE
            : age < 16 ? Facts.Study.COMPULSORY : Facts.Study.HIGH;
    return new Kin(person, relation, disability, lot.nextInt(12) == 0, study);
  }

  /** A severely disabled person without income, and somebody of the family who earns. */
  private List<Kin> pair(Place place, String address) {
    var disability =
        new Facts.Disability(SEVERE.get(lot.nextInt(SEVERE.size())), 1 + lot.nextInt(2));
    Person head = residents.enter(place, null, 24 + lot.nextInt(50), address);
    Person other = residents.enter(place, null, 26 + lot.nextInt(40), address);
    return List.of(
        new Kin(head, Facts.Relation.HEAD, disability, false, Facts.Study.NONE),
        new Kin(other, Facts.Relation.SPOUSE, null, false, Facts.Study.NONE));
  }

  /** Monthly, in yuan, one for each member. */
  private int[] incomes(String programme, int size, boolean eligible) {
    int[] incomes = new int[size];
    int perHead =
        !eligible
            ? 1_500 + lot.nextInt(100) * 10
            : switch (programme) {
              case "DIBAO" -> lot.nextInt(64) * 10;
              case "LOW_INCOME" -> 960 + lot.nextInt(42) * 10;
              default -> 690 + lot.nextInt(36) * 10;
            };
    incomes[programme.equals("DIBAO_SINGLE") ? 1 : 0] = perHead * size;
    return incomes;
  }

  private static Facts facts(Place place, List<Kin> kin, int[] incomes, int savings) {
    var sources = new HashMap<String, String>();
    var members = new ArrayList<Member>();
    for (int i = 0; i < kin.size(); i++) {
      Kin k = kin.get(i);
      String path = "household.members[" + i + "].";
      sources.put(path + "monthlyIncome", DECLARED);
      if (k.disability() != null) sources.put(path + "disability", DECLARED);
      members.add(
          Member.of(
                  FamilyFacts.ref(k.person().id()),
                  k.relation(),
                  k.person().female() ? Sex.F : Sex.M,
                  k.person().birth())
              .name(k.person().name())
              .hukou(place.code())
              .incomes(
                  incomes[i] == 0
                      ? List.of()
                      : List.of(
                          new Facts.Income(
                              Facts.IncomeKind.WAGE, Money.of(incomes[i] + ".00"), 1, null)))
              .disability(k.disability())
              .seriousIllness(k.ill())
              .study(k.study())
              .receives(Set.of())
              .build());
    }
    sources.put("household.savings", DECLARED);
    sources.put("household.vehicles", DECLARED);
    return new Facts(place.code(), Money.of(savings + ".00"), 0, true, null, members, sources);
  }

  private void enter(Family f, List<Kin> kin, int[] incomes, int savings, String address) {
    String region = f.place().code();
    String stamp = f.applied() + " 09:30+08";
    households.row(
        f.id(), region, address, f.applied(), stamp, Population.MAKER, stamp, Population.MAKER);
    for (int i = 0; i < kin.size(); i++) {
      Kin k = kin.get(i);
      memberships.row(
          region,
          f.id(),
          k.person().id(),
          k.relation().name(),
          f.applied(),
          stamp,
          Population.MAKER);
      known(f, k.person(), "INCOME", incomes[i] == 0 ? "NONE" : "WAGE", amount(incomes[i]));
      if (k.disability() != null)
        known(
            f,
            k.person(),
            "DISABILITY",
            "",
            "{\"category\": \"%s\", \"grade\": \"%d\"}"
                .formatted(k.disability().category(), k.disability().grade()));
      if (k.ill()) known(f, k.person(), "SERIOUS_ILLNESS", "", "{\"yes\": \"true\"}");
      if (k.study() != Facts.Study.NONE)
        known(f, k.person(), "STUDY", "", "{\"stage\": \"" + k.study() + "\"}");
    }
    known(f, null, "SAVINGS", "", amount(savings));
    known(f, null, "VEHICLES", "", "{\"count\": \"0\"}");
  }

  private void known(Family f, Person person, String kind, String detail, String value) {
    evidence.row(
        f.place().code(),
        person == null ? null : person.id(),
        person == null ? f.id() : null,
        kind,
        detail,
        value,
        f.applied(),
        DECLARED,
        f.applied() + " 09:30+08",
        Population.MAKER);
  }

  private static String amount(int yuan) {
    return "{\"amount\": \"" + yuan + ".00\"}";
  }

  /** The elders of a family on the day, who have an allowance of their own. */
  static List<Person> elders(Family family, int age, LocalDate on) {
    return family.members().stream().filter(p -> Ages.reached(p.birth(), age, on)).toList();
  }

  /** Used for facts of somebody alone, whose allowance depends on age and status only. */
  static Facts alone(
      Place place, Person person, Map<String, String> sources, Set<String> receives) {
    return new Facts(
        place.code(),
        null,
        null,
        null,
        null,
        List.of(
            Member.of(
                    FamilyFacts.ref(person.id()),
                    Facts.Relation.HEAD,
                    person.female() ? Sex.F : Sex.M,
                    person.birth())
                .name(person.name())
                .hukou(place.code())
                .receives(receives)
                .build()),
        sources);
  }
}
