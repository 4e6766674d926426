package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.people.EvidenceLog.Subject;
import minzheng.people.PersonPanel.Action;
import minzheng.people.PersonPanel.Happening;
import minzheng.people.PersonPanel.Panel;
import minzheng.people.PersonPanel.Place;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.web.Fact;
import minzheng.web.Tab;
import minzheng.web.TimelineEvent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All about one person on one page: what the register knows and what each desk contributes. */
@Component
class PersonPage {
  private static final String ALL = "全部";
  private static final String OWN = "人员与家庭";

  private final PersonFiles files;
  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;
  private final Designations designations;
  private final Regions regions;
  private final Audit audit;
  private final ObjectProvider<PersonPanel> panels;
  private final ObjectProvider<PersonSecret> secrets;
  private final ObjectProvider<KnownFacts> facts;
  private final Planning planning;

  PersonPage(
      PersonFiles files,
      Households households,
      Persons persons,
      EvidenceLog evidence,
      Designations designations,
      Regions regions,
      Audit audit,
      ObjectProvider<PersonPanel> panels,
      ObjectProvider<PersonSecret> secrets,
      ObjectProvider<KnownFacts> facts,
      Planning planning) {
    this.files = files;
    this.households = households;
    this.persons = persons;
    this.evidence = evidence;
    this.designations = designations;
    this.regions = regions;
    this.audit = audit;
    this.panels = panels;
    this.secrets = secrets;
    this.facts = facts;
    this.planning = planning;
  }

  /** The page's content. */
  public record View(
      Person person,
      boolean revealed,
      List<Fact> identity,
      List<Designation> current,
      List<Designation> designations,
      HomeCard home,
      List<Evidence> evidence,
      List<Panel> wide,
      List<Panel> left,
      List<Panel> right,
      List<String> notes,
      List<Action> actions,
      List<TimelineEvent> events,
      List<Tab> desks,
      List<KnownFacts.Fact> cases) {}

  /**
   * The household card.
   *
   * @param elsewhere name of the district whose household it is, when it is not open; else null
   */
  public record HomeCard(
      Household household, List<MemberLine> lines, Money income, int changes, String elsewhere) {}

  /** One member of the household card; the person is null when the file is not open. */
  public record MemberLine(Member member, Person person, Money income, String note) {}

  /** Opens the page, logged as a look into the file. */
  @Transactional
  View open(long id, String desk, LocalDate today, CurrentUser user) {
    planning.once();
    return view(files.open(id), false, desk, today, user);
  }

  /** The page with everything unmasked, logged with the reason. */
  @Transactional
  View reveal(
      long id,
      PersonFiles.Reason reason,
      String note,
      String caseNumber,
      LocalDate today,
      CurrentUser user) {
    return view(files.reveal(id, reason, note, caseNumber), true, ALL, today, user);
  }

  private View view(
      Person person, boolean revealed, String desk, LocalDate today, CurrentUser user) {
    var held = designations.of(person.id());
    var known = evidence.current(Subject.person(person.id()));
    var member = households.ofPerson(person.id());
    var contributed = panels.orderedStream().toList();
    var happenings = happenings(held, known, member);
    contributed.forEach(p -> happenings.addAll(p.timeline(person)));
    var desks = happenings.stream().map(Happening::desk).distinct().sorted().toList();
    return new View(
        person,
        revealed,
        identity(person, revealed, today),
        held.stream().filter(d -> d.on(today)).toList(),
        held,
        home(member, today),
        known.stream().filter(e -> e.on(today)).toList(),
        panels(contributed, Place.WIDE, person, today, user),
        panels(contributed, Place.LEFT, person, today, user),
        panels(contributed, Place.RIGHT, person, today, user),
        notes(contributed, person, today, user),
        contributed.stream().flatMap(p -> p.actions(person, user).stream()).toList(),
        events(happenings, desk),
        tabs(person.id(), desks, desk),
        cases(person.id()));
  }

  /** Cases a look at the masked parts may be for. */
  @Transactional(readOnly = true)
  List<KnownFacts.Fact> cases(long personId) {
    return facts.orderedStream().flatMap(f -> f.about(personId).stream()).toList();
  }

  private List<Fact> identity(Person person, boolean revealed, LocalDate today) {
    var list = new ArrayList<Fact>();
    list.add(new Fact("性别", person.sex().label()));
    list.add(new Fact("年龄", person.age(today) + " 岁"));
    String type = person.docType() == DocType.ID ? "身份证号" : person.docType().label();
    if (person.docNumber() == null) list.add(new Fact("证件", person.docType().label()));
    else list.add(Fact.code(type, revealed ? person.docNumber() : person.maskedNumber()));
    if (person.phone() != null)
      list.add(Fact.code("手机", revealed ? person.phone() : person.maskedPhone()));
    String area = regions.path(person.region());
    boolean full = revealed && person.address() != null;
    list.add(new Fact("住址", full ? area + " " + person.address() : area));
    if (revealed) {
      list.add(new Fact("出生日期", person.birthDate().toString()));
      for (var secret : secrets.orderedStream().toList())
        secret.of(person.id()).forEach(s -> list.add(Fact.code(s.label(), s.value())));
    }
    if (person.hukou() != null && !person.hukou().equals(person.region()))
      list.add(new Fact("户籍", regions.path(person.hukou())));
    return list;
  }

  private HomeCard home(List<Member> memberships, LocalDate today) {
    var current = memberships.stream().filter(m -> m.on(today)).findFirst().orElse(null);
    if (current == null) return null;
    var household = households.find(current.householdId()).orElse(null);
    if (household == null) {
      String district = current.region().substring(0, Math.min(6, current.region().length()));
      return new HomeCard(null, List.of(), null, 0, regions.name(district));
    }
    var members = households.members(household.id(), today);
    var lines = lines(members, today, null);
    Money income =
        lines.stream()
            .map(MemberLine::income)
            .filter(m -> m != null)
            .reduce(Money::plus)
            .orElse(null);
    return new HomeCard(household, lines, income, households.history(household.id()).size(), null);
  }

  /** Opens a household's page, logged as a look into the file. */
  @Transactional
  Household household(long id) {
    Household household = households.get(id);
    audit.write("查看", "家庭", id, household.region());
    return household;
  }

  /** 李桂芳户, or 家庭 where the head is not known. */
  static String caption(List<MemberLine> lines) {
    return lines.stream()
        .filter(l -> l.member().relation() == Relation.HEAD && l.person() != null)
        .map(l -> l.person().name() + "户")
        .findFirst()
        .orElse("家庭");
  }

  /** The members with their incomes as of the two days. */
  @Transactional(readOnly = true)
  List<MemberLine> lines(List<Member> members, LookBack day) {
    return lines(members, day.on(), day.knownAt());
  }

  /** Memberships with the persons they are about. */
  @Transactional(readOnly = true)
  List<MemberLine> changes(List<Member> history) {
    var known = persons.all(history.stream().map(Member::personId).distinct().toList());
    return history.stream()
        .map(m -> new MemberLine(m, known.get(m.personId()), null, null))
        .toList();
  }

  private List<MemberLine> lines(List<Member> members, LocalDate day, Instant knownAt) {
    var ids = members.stream().map(Member::personId).toList();
    Map<Long, Person> known = persons.all(ids);
    var facts = evidence.ofPersons(ids, day, knownAt);
    return members.stream()
        .map(
            m -> {
              var incomes =
                  facts.stream()
                      .filter(e -> e.kind() == EvidenceKind.INCOME && m.personId() == e.personId())
                      .toList();
              Money sum = incomes.stream().map(Evidence::amount).reduce(Money::plus).orElse(null);
              String note =
                  String.join(
                      "、",
                      incomes.stream()
                          .map(e -> e.text("note") != null ? e.text("note") : shortTitle(e))
                          .toList());
              return new MemberLine(m, known.get(m.personId()), sum, note);
            })
        .toList();
  }

  private static String shortTitle(Evidence e) {
    return e.kind().details().getOrDefault(e.detail(), "");
  }

  private static List<Panel> panels(
      List<PersonPanel> all, Place place, Person person, LocalDate today, CurrentUser user) {
    return all.stream()
        .filter(p -> p.place() == place)
        .map(p -> p.panel(person, today, user))
        .filter(p -> p != null)
        .toList();
  }

  private static List<String> notes(
      List<PersonPanel> all, Person person, LocalDate today, CurrentUser user) {
    return all.stream().map(p -> p.note(person, today, user)).filter(text -> text != null).toList();
  }

  private List<Happening> happenings(
      List<Designation> held, List<Evidence> known, List<Member> memberships) {
    var list = new ArrayList<Happening>();
    for (var d : held) {
      list.add(new Happening(d.validFrom(), "认定为" + d.title() + "（" + d.cause() + "）", "身份认定"));
      if (d.validTo() != null) list.add(new Happening(d.validTo(), d.title() + "到此日止", "身份认定"));
    }
    for (var e : known) list.add(new Happening(e.validFrom(), e.title() + "：" + e.words(), OWN));
    for (var m : memberships) {
      list.add(new Happening(m.validFrom(), "成为家庭成员（" + m.relation().label() + "）", OWN));
      if (m.validTo() != null)
        list.add(
            new Happening(
                m.validTo(), "退出家庭" + (m.reason() == null ? "" : "（" + m.reason() + "）"), OWN));
    }
    return list;
  }

  private static List<TimelineEvent> events(List<Happening> happenings, String desk) {
    return happenings.stream()
        .filter(h -> desk == null || desk.equals(ALL) || desk.equals(h.desk()))
        .sorted(Comparator.comparing(Happening::day).reversed())
        .map(h -> new TimelineEvent(h.day().toString(), null, h.text(), h.desk()))
        .toList();
  }

  private static List<Tab> tabs(long id, List<String> desks, String chosen) {
    Function<String, Tab> tab =
        desk -> new Tab(desk, "/people/" + id + "?desk=" + desk + "#timeline", desk.equals(chosen));
    var tabs = new ArrayList<Tab>();
    tabs.add(new Tab(ALL, "/people/" + id + "#timeline", chosen == null || chosen.equals(ALL)));
    desks.forEach(desk -> tabs.add(tab.apply(desk)));
    return tabs;
  }
}
