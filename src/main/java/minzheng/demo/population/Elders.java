package minzheng.demo.population;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import minzheng.demo.population.Residents.Person;
import minzheng.kernel.Ages;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.subsidy.rules.Result;

/**
 * Who receives the old-age allowance: found by age from the register and handed over from the
 * system before, so without a case. The amount is what the interpreter finds for the age and
 * status, asked once for each district, since it depends on nothing else.
 */
final class Elders {
  private static final String CODE = ProgrammeKind.OLD_AGE.name();
  private static final String HANDED_OVER = "系统启用前已享受，按名册移交";
  private static final int MONTHS_BACK = 59;

  private final SplittableRandom lot;
  private final Sheets sheets;
  private final Grants grants;
  private final LocalDate today;
  private final Map<String, Result> found = new HashMap<>();

  Elders(SplittableRandom lot, Sheets sheets, Grants grants, LocalDate today) {
    this.lot = lot;
    this.sheets = sheets;
    this.grants = grants;
    this.today = today;
  }

  /** One in 33 is a hundred or older; the rest are in their nineties, most of them early. */
  int age() {
    return lot.nextInt(33) == 0
        ? 100 + Math.min(lot.nextInt(9), lot.nextInt(9))
        : 90 + Math.min(lot.nextInt(10), lot.nextInt(10));
  }

  /**
   * Pays a person.
   *
   * @param since not before this day
   * @param received programmes on which the right rests, for the younger ones
   * @return whether there is a right at all
   */
  boolean pay(Person person, LocalDate since, Set<String> received) {
    int age = today.getYear() - person.birth().getYear();
    if (!Ages.reached(person.birth(), age, today)) age--;
    Result result = found(person, age, received);
    if (!result.eligible()) return false;
    LocalDate birthday = person.birth().plusYears(age / 10 * 10); // a band of ages begins there
    LocalDate from = birthday.isBefore(since) ? since : birthday;
    LocalDate earliest = today.minusMonths(MONTHS_BACK);
    LocalDate on = from.isBefore(earliest) ? earliest : from;
    var decision =
        new Grants.Decision("handover:OLD_AGE:" + person.id(), on, HANDED_OVER, "名册移交", null);
    grants.recognise(person, CODE, ProgrammeKind.OLD_AGE.label(), decision);
    grants.pay(
        CODE, "PERSON", person.id(), person, YearMonth.from(on).plusMonths(1), result, decision);
    return true;
  }

  private Result found(Person person, int age, Set<String> received) {
    String key = person.place().district() + "/" + age / 10 + "/" + received;
    return found.computeIfAbsent(
        key,
        k ->
            sheets.determine(
                Families.alone(person.place(), person, Map.of(), received),
                today,
                CODE,
                FamilyFacts.ref(person.id())));
  }
}
