package minzheng.subsidy.reassess;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import minzheng.people.Households;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Operator;
import minzheng.standards.StandardDraft;
import minzheng.standards.StandardDrafts;
import minzheng.subsidy.Determination;
import minzheng.subsidy.DeterminationRequest;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Member;

/** A street of a suburb that no other test has: families who are paid, and standards of its own. */
class RaisedStreet {
  private static final Map<String, AtomicInteger> NEXT = new ConcurrentHashMap<>();

  final String district;
  final String street;
  final CurrentUser maker;
  final CurrentUser approver;
  private final Tools tools;

  /** What the product offers. */
  record Tools(
      Fixtures fixtures,
      Regions regions,
      Persons persons,
      Households households,
      Determinations determinations,
      Entitlements entitlements,
      StandardDrafts drafts,
      Reassessments reassessments,
      JobsForTests jobs) {}

  RaisedStreet(Tools tools, String district) {
    this.tools = tools;
    this.district = district;
    List<Region> streets = tools.regions().children(district);
    int next = NEXT.computeIfAbsent(district, d -> new AtomicInteger()).getAndIncrement();
    street = streets.get(next).code();
    maker = tools.fixtures().user(street, Role.CASEWORKER);
    approver = tools.fixtures().user(district, Role.APPROVER);
  }

  /** A standard of the street alone, drafted by one person and published by another. */
  void standard(String code, String personClass, String value, String from, String to) {
    CurrentUser drafter = tools.fixtures().user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    CurrentUser publisher = tools.fixtures().user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    var draft =
        new StandardDraft(
            code,
            personClass,
            List.of(street),
            LocalDate.parse(from),
            to == null ? null : LocalDate.parse(to),
            false,
            value,
            code.equals("DIBAO_UPLIFT") ? "× DIBAO_STANDARD" : "CNY/person/month",
            code.equals("DIBAO_STANDARD") ? Operator.LT : null,
            "测试〔2026〕1号",
            null);
    long batch = Fixtures.as(drafter, () -> tools.drafts().draft(drafter.actor(), draft));
    Fixtures.run(drafter, () -> tools.drafts().submit(drafter.actor(), batch, 0));
    Fixtures.run(publisher, () -> tools.drafts().publish(publisher.actor(), batch, 1));
  }

  /** Who applied, and what they live on. */
  record Family(long household, long head, Facts facts) {}

  /** A family of so many adults, of whom the first earns. */
  Family family(int size, String wage) {
    return family("何秀英", size, wage);
  }

  Family family(String name, int size, String wage) {
    return Fixtures.as(
        maker,
        () -> {
          LocalDate birth = LocalDate.of(1980, 1, 1);
          long head = person(name, birth);
          long household =
              tools.households().open(street, "某街 1 号", LocalDate.of(2018, 1, 1), head);
          var members = new java.util.ArrayList<Member>();
          for (int i = 0; i < size; i++)
            members.add(
                Member.of(
                        "p" + (i == 0 ? head : -i),
                        i == 0 ? Relation.HEAD : Relation.SIBLING,
                        Sex.F,
                        birth)
                    .hukou(street)
                    .income(IncomeKind.WAGE, i == 0 ? wage : "0.00")
                    .build());
          return new Family(household, head, Facts.of(street, Money.ZERO, 0, members));
        });
  }

  long person(String name, LocalDate birth) {
    return Fixtures.as(
        maker,
        () ->
            tools.persons().register(PersonEntry.holder(FreshIds.of(birth, Sex.F), name, street)));
  }

  Determination sheet(Family family, Facts facts, LocalDate on) {
    return Fixtures.as(
        maker,
        () ->
            tools
                .determinations()
                .freeze(
                    DeterminationRequest.household(facts, on, "DIBAO", family.household(), null)));
  }

  /** Paid by a sheet of the day, from the next month on. */
  long paid(Family family, LocalDate on) {
    return paid(family, sheet(family, family.facts(), on), null);
  }

  /**
   * @param monthly null: what the sheet says
   */
  long paid(Family family, Determination sheet, String monthly) {
    Money amount = monthly == null ? sheet.result().amount() : Money.of(monthly);
    return Fixtures.as(
        maker,
        () ->
            tools
                .entitlements()
                .grant(
                    new Entitlements.Grant(
                        street,
                        "DIBAO",
                        Subject.household(family.household()),
                        family.head(),
                        YearMonth.from(sheet.on()).plusMonths(1),
                        null,
                        terms(sheet, amount),
                        new Cause("case:" + family.household(), sheet.on(), "同意认定"))));
  }

  static Terms terms(Determination sheet, Money amount) {
    return new Terms(
        amount,
        sheet.result().persons(),
        Sheets.basis("case", "DB-测试", sheet.number(), sheet.result()));
  }

  /** A list of the street that is found. */
  Reassessment found(String programme, String from) {
    var begun =
        Fixtures.as(
            maker,
            () ->
                tools.reassessments().open(street, programme, LocalDate.parse(from), null, maker));
    tools.jobs().done(begun.findJob());
    return get(begun);
  }

  Reassessment get(Reassessment list) {
    return Fixtures.as(maker, () -> tools.reassessments().get(list.id()));
  }

  void submitted(Reassessment list) {
    Fixtures.run(maker, () -> tools.reassessments().submit(list.id(), maker));
  }

  /** Confirmed with what the page shows, and done. */
  Reassessment applied(Reassessment list, int rows, String money) {
    submitted(list);
    var confirmed =
        Fixtures.as(
            approver,
            () -> tools.reassessments().confirm(list.id(), rows, Money.of(money), approver));
    tools.jobs().done(confirmed.grantJob());
    return get(list);
  }

  Map<String, Money> due(long entitlement, String... months) {
    var due = new java.util.LinkedHashMap<String, Money>();
    for (String month : months)
      due.put(
          month,
          Fixtures.as(maker, () -> tools.entitlements().due(entitlement, YearMonth.parse(month))));
    return due;
  }
}
