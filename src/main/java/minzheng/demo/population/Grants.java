package minzheng.demo.population;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import minzheng.demo.population.Residents.Person;
import minzheng.payments.MonthRule;
import minzheng.standards.StandardBook;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.RulesJson;

/** What the population is paid: status, account and entitlement, as an approval writes them. */
final class Grants {
  private static final List<String> BANKS = List.of("中国农业银行", "中国邮政储蓄银行", "成都银行", "中国工商银行");

  private final SplittableRandom lot;
  private final StandardBook standards;
  private final CopyRows.Table accounts;
  private final CopyRows.Table entitlements;
  private final CopyRows.Table amounts;
  private final CopyRows.Table changes;
  private final CopyRows.Table designations;
  private long next;

  Grants(SplittableRandom lot, StandardBook standards, CopyRows copy, long next) {
    this.lot = lot;
    this.standards = standards;
    this.next = next;
    accounts =
        copy.into(
            "payee_account",
            "region, person_id, bank, account, holder, state, valid_from, recorded_at,"
                + " recorded_by");
    entitlements =
        copy.into(
            "entitlement",
            "id, region, programme, subject_kind, subject_id, payee_id, first_month, created_at");
    amounts =
        copy.into(
            "entitlement_amount",
            "region, entitlement_id, from_month, amount, persons, basis, cause_id, decided_on,"
                + " recorded_at");
    changes =
        copy.into(
            "entitlement_change",
            "region, entitlement_id, kind, month, amount, cause_id, decided_on, reason,"
                + " recorded_at, recorded_by");
    designations =
        copy.into(
            "designation",
            "region, person_id, code, title, valid_from, cause, recorded_at, recorded_by");
  }

  /** Why something is granted, as it stands in every row of it. */
  record Decision(String cause, LocalDate on, String reason, String number, String sheet) {}

  void recognise(Person person, String code, String title, Decision decision) {
    designations.row(
        person.place().code(),
        person.id(),
        code,
        title,
        decision.on(),
        decision.number(),
        decision.on() + " 17:00+08",
        Population.MAKER);
  }

  void account(Person person, LocalDate from) {
    accounts.row(
        person.place().code(),
        person.id(),
        BANKS.get(lot.nextInt(BANKS.size())),
        "6228%015d".formatted(lot.nextLong(1_000_000_000_000_000L)),
        person.name(),
        "VERIFIED",
        from,
        from + " 09:40+08",
        Population.MAKER);
  }

  /**
   * Begins paying what the interpreter found.
   *
   * @param first null: the month that the area's rule gives for the day of the decision
   * @return the entitlement's id
   */
  long pay(
      String programme,
      String kind,
      long subject,
      Person payee,
      YearMonth first,
      Result result,
      Decision decision) {
    String region = payee.place().code();
    YearMonth from = first == null ? firstMonth(programme, region, decision.on()) : first;
    String stamp = decision.on() + " 17:00+08";
    long id = next++;
    entitlements.row(id, region, programme, kind, subject, payee.id(), from.atDay(1), stamp);
    amounts.row(
        region,
        id,
        from.atDay(1),
        result.amount().amount(),
        result.persons(),
        basis(result, decision),
        decision.cause(),
        decision.on(),
        stamp);
    changes.row(
        region,
        id,
        "GRANT",
        from.atDay(1),
        result.amount().amount(),
        decision.cause(),
        decision.on(),
        decision.reason(),
        stamp,
        Population.MAKER);
    return id;
  }

  private YearMonth firstMonth(String programme, String region, LocalDate decided) {
    String rule =
        standards
            .find("START_MONTH", programme, region, decided)
            .or(() -> standards.find("START_MONTH", region, decided))
            .orElseThrow()
            .word();
    return MonthRule.valueOf(rule).first(decided);
  }

  private static String basis(Result result, Decision decision) {
    var lines = result.lines();
    var basis = new TreeMap<String, Object>();
    basis.put("case", decision.number());
    if (decision.sheet() != null) basis.put("determination", decision.sheet());
    basis.put("formula", lines.isEmpty() ? "" : lines.getLast().formula());
    basis.put(
        "standards",
        result.standards().stream()
            .map(s -> s.code() + " " + s.region() + " " + s.value() + " " + s.document())
            .distinct()
            .toList());
    return RulesJson.MAPPER.writeValueAsString(basis);
  }
}
