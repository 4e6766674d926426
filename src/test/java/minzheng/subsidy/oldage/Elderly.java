package minzheng.subsidy.oldage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Designations;
import minzheng.people.DocType;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;

/** Old people of a street that no other test has, and the desk that looks for them. */
class Elderly {
  private static final List<String> DISTRICTS =
      List.of("510116", "510106", "510108", "510112", "510113", "510115");
  private static final AtomicInteger NEXT = new AtomicInteger();

  final String street;
  final String district;
  final CurrentUser maker;
  final CurrentUser approver;
  private final Tools tools;

  /** What the product offers. */
  record Tools(
      Fixtures fixtures,
      Regions regions,
      Persons persons,
      Designations designations,
      Entitlements entitlements,
      Rounds rounds,
      JobsForTests jobs) {}

  Elderly(Tools tools) {
    this.tools = tools;
    List<Region> streets =
        DISTRICTS.stream().flatMap(d -> tools.regions().children(d).stream()).toList();
    street = streets.get(NEXT.getAndIncrement()).code();
    district = street.substring(0, 6);
    maker = tools.fixtures().user(street, Role.CASEWORKER);
    approver = tools.fixtures().user(district, Role.APPROVER);
  }

  /** The same account with another duty from now on. */
  CurrentUser becomes(CurrentUser who, Role role, Accounts accounts) {
    var admin = tools.fixtures().user(district, Role.SYSTEM_ADMIN);
    var account = accounts.get(who.accountId(), admin);
    accounts.change(
        account.id(),
        account.version(),
        new Accounts.Entry(
            account.username(),
            account.name(),
            account.region(),
            account.officeName(),
            null,
            Set.of(role)),
        admin);
    return accounts.loadUserByUsername(account.username());
  }

  /** Somebody with a card and a telephone, registered where the person lives. */
  long person(String name, LocalDate birth) {
    return person(name, birth, street, street);
  }

  long person(String name, LocalDate birth, String region, String hukou) {
    return Fixtures.as(
        maker,
        () ->
            tools
                .persons()
                .register(
                    new PersonEntry(
                        DocType.ID,
                        FreshIds.of(birth, Sex.F),
                        name,
                        Sex.F,
                        birth,
                        hukou,
                        region,
                        "13800001111",
                        null)));
  }

  /** Somebody whose day of birth no document proves. */
  long withoutDocument(String name, LocalDate birth) {
    return Fixtures.as(
        maker,
        () ->
            tools
                .persons()
                .register(
                    new PersonEntry(
                        DocType.NONE, null, name, Sex.F, birth, street, street, null, null)));
  }

  void recognised(long person, String code) {
    Fixtures.run(
        maker,
        () ->
            tools
                .designations()
                .grant(person, street, code, code, LocalDate.of(2020, 1, 1), null, "DB-测试"));
  }

  /** Pays somebody already. */
  long paid(long person, String monthly, LocalDate decided) {
    return Fixtures.as(
        maker,
        () ->
            tools
                .entitlements()
                .grant(
                    new Entitlements.Grant(
                        street,
                        Finder.PROGRAMME,
                        Subject.person(person),
                        person,
                        java.time.YearMonth.from(decided).plusMonths(1),
                        null,
                        new Terms(Money.of(monthly), 1, Map.of("round", "移交")),
                        new Cause("handover:" + person, decided, "移交"))));
  }

  /** A round of the street whose search is over. */
  Round found(LocalDate lawDay) {
    Round round = Fixtures.as(maker, () -> tools.rounds().open(street, lawDay, null, maker));
    tools.jobs().done(round.findJob());
    return Fixtures.as(maker, () -> tools.rounds().get(round.id()));
  }

  Round get(Round round) {
    return Fixtures.as(maker, () -> tools.rounds().get(round.id()));
  }
}
