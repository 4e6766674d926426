package minzheng.subsidy.oldage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.payments.MonthRule;
import minzheng.people.DocType;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.standards.StandardBook;
import minzheng.standards.Standards;
import minzheng.subsidy.MassDeterminations;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.oldage.Candidates.Candidate;
import minzheng.subsidy.rules.AgeBand;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is entitled among those who are old enough: determined by the one interpreter and kept with
 * the sheet, as in a case. What is not known is never taken as met: such a person is on the list as
 * 待核.
 */
@Component
class Finder {
  static final String PROGRAMME = "OLD_AGE";

  /** Class of START_MONTH for somebody who grows into the next band. */
  private static final String NEXT_BAND = "OLD_AGE/BAND";

  private static final int STEP = 200;
  private static final int STREET_DIGITS = 9;

  private final Candidates candidates;
  private final Persons persons;
  private final FamilyFacts facts;
  private final Programmes programmes;
  private final Standards standards;
  private final MassDeterminations determinations;
  private final ItemStore items;

  Finder(
      Candidates candidates,
      Persons persons,
      FamilyFacts facts,
      Programmes programmes,
      Standards standards,
      MassDeterminations determinations,
      ItemStore items) {
    this.candidates = candidates;
    this.persons = persons;
    this.facts = facts;
    this.programmes = programmes;
    this.standards = standards;
    this.determinations = determinations;
    this.items = items;
  }

  /** What one start of the search holds: the books as they are now, read once. */
  record Work(
      Round round,
      Candidates.Search search,
      Sheets sheets,
      StandardBook book,
      Map<String, AgeBand> bands,
      long candidates,
      int withoutStatus) {}

  /**
   * What a step came to.
   *
   * @param seen persons looked at
   * @param over nobody is left
   */
  record Batch(String lastRegion, long lastPerson, int seen, int notEligible, boolean over) {}

  /**
   * @throws RuleViolation when no version of the programme that pays by age is in force
   */
  @Transactional(readOnly = true)
  public Work begin(Round round) {
    var rules = programmes.book();
    var area = new RegionCode(round.region());
    var version =
        rules
            .version(PROGRAMME, area, round.lawDay())
            .orElseThrow(
                () -> new RuleViolation(null, "适用日 " + round.lawDay() + " 没有生效的高龄津贴项目版本。"));
    var bands = AgeBand.of(version.programme());
    if (bands.isEmpty()) throw new RuleViolation(null, "高龄津贴的项目版本没有按年龄定额，不能查找名单。");
    var book = standards.book();
    var amounts = new HashMap<String, Money>();
    var byClass = new HashMap<String, AgeBand>();
    for (AgeBand band : bands) {
      byClass.put(band.category(), band);
      book.find(PROGRAMME, band.category(), round.region(), round.lawDay())
          .ifPresent(value -> amounts.put(band.category(), Money.of(value.value())));
    }
    var search = new Candidates.Search(PROGRAMME, round.region(), round.lawDay(), bands, amounts);
    return new Work(
        round,
        search,
        new Sheets(rules, book),
        book,
        byClass,
        candidates.count(search),
        candidates.withoutStatus(search));
  }

  /** The next persons of the area, in the transaction of a step. */
  Batch next(Work work, String afterRegion, long afterPerson) {
    var found = candidates.next(work.search(), afterRegion, afterPerson, STEP);
    if (found.isEmpty()) return new Batch(afterRegion, afterPerson, 0, 0, true);
    var files = persons.all(found.stream().map(Candidate::id).toList());
    var known = facts.alone(files.values(), work.round().lawDay());
    var looked = new ArrayList<Found>();
    int not = 0;
    for (Candidate candidate : found) {
      Found one = look(work, candidate, files.get(candidate.id()), known.get(candidate.id()));
      if (one == null) not++;
      else looked.add(one);
    }
    var made =
        looked.stream()
            .filter(f -> f.sheet() != null)
            .map(
                f ->
                    new MassDeterminations.Made(
                        null,
                        f.of().id(),
                        f.of().region(),
                        FamilyFacts.ref(f.of().id()),
                        f.on(),
                        f.sheet()))
            .toList();
    var sheets = determinations.keepAll(PROGRAMME, work.round().region(), made);
    var kept = new HashMap<Long, MassDeterminations.Kept>();
    for (int i = 0; i < made.size(); i++) kept.put(made.get(i).personId(), sheets.get(i));
    items.insert(work.round(), looked, kept);
    Candidate last = found.getLast();
    return new Batch(last.region(), last.id(), found.size(), not, found.size() < STEP);
  }

  /**
   * Somebody who belongs on the list, or into its 待核.
   *
   * @param reachedOn the birthday of the band
   * @param on the law's day of the determination
   * @param cause null: entitled
   * @param sheet null: nothing was determined
   */
  record Found(
      Candidate of,
      ItemKind kind,
      LocalDate reachedOn,
      int age,
      ListCause cause,
      String note,
      LocalDate on,
      Sheets.Sheet sheet,
      YearMonth first) {}

  /** Null for somebody who is not entitled, or whose change is another matter. */
  private static Found look(Work work, Candidate c, Person file, Facts facts) {
    LocalDate day = work.round().lawDay();
    LocalDate reached = file.birthDate().plusYears(work.bands().get(c.band()).from());
    int age = Ages.years(file.birthDate(), day);
    ItemKind kind = c.entitlement() == null ? ItemKind.NEW : ItemKind.CHANGE;
    LocalDate on = kind == ItemKind.NEW ? day : reached;
    if (kind == ItemKind.CHANGE && ofTheSameBand(work, c, reached)) return null;
    ListCause unknown = unknown(c, file, facts);
    if (unknown != null)
      return new Found(c, kind, reached, age, unknown, note(c, unknown), on, null, null);
    Sheets.Sheet sheet;
    try {
      sheet = work.sheets().freeze(facts, on, PROGRAMME, FamilyFacts.ref(c.id()), List.of());
    } catch (RuleViolation noVersion) {
      return new Found(
          c, kind, reached, age, ListCause.NO_STANDARD, noVersion.getMessage(), on, null, null);
    }
    Result result = sheet.result();
    if (result.outcome() == Outcome.NOT_ELIGIBLE) return null;
    if (result.outcome() != Outcome.ELIGIBLE)
      return new Found(
          c,
          kind,
          reached,
          age,
          result.outcome() == Outcome.UNKNOWN ? ListCause.FACTS : ListCause.NO_STANDARD,
          null,
          on,
          null,
          null);
    if (kind == ItemKind.CHANGE && result.amount().amount().compareTo(c.before()) <= 0) return null;
    ListCause removed = c.removed() == null ? null : ListCause.REMOVED_BEFORE;
    return new Found(
        c,
        kind,
        reached,
        age,
        removed,
        note(c, removed),
        on,
        sheet,
        first(work, c, kind, result, reached));
  }

  /**
   * Paid less although the band was reached before the decision or by the band's own former value:
   * then the standard rose, which is decided with the standard and not here.
   */
  private static boolean ofTheSameBand(Work work, Candidate c, LocalDate reached) {
    LocalDate decided = c.decidedOn().isBefore(reached) ? reached : c.decidedOn();
    return work.book()
        .find(PROGRAMME, c.band(), c.region(), decided)
        .map(value -> Money.of(value.value()).amount().compareTo(c.before()) == 0)
        .orElse(false);
  }

  private static ListCause unknown(Candidate c, Person file, Facts facts) {
    if (file.docType() == DocType.NONE) return ListCause.NO_DOCUMENT;
    if (facts.members().getFirst().hukou() == null) return ListCause.NO_HUKOU;
    if (c.region().length() < STREET_DIGITS) return ListCause.NO_STREET;
    return c.openCase() != null ? ListCause.OPEN_CASE : null;
  }

  private static String note(Candidate c, ListCause cause) {
    if (cause == ListCause.OPEN_CASE) return c.openCase();
    if (cause != ListCause.REMOVED_BEFORE) return null;
    String text = c.removed();
    for (ListCause reason : ListCause.removals())
      text = text.replace("：" + reason.name(), "：" + reason.label());
    return text;
  }

  private static YearMonth first(
      Work work, Candidate c, ItemKind kind, Result result, LocalDate reached) {
    if (kind == ItemKind.NEW) return result.firstMonth();
    String rule =
        work.book()
            .find("START_MONTH", NEXT_BAND, c.region(), reached)
            .or(() -> work.book().find("START_MONTH", c.region(), reached))
            .orElseThrow(() -> new RuleViolation(null, "没有“起发月份规则”的标准，请先发布。"))
            .word();
    YearMonth from = MonthRule.valueOf(rule).first(reached);
    YearMonth begun = YearMonth.from(c.firstMonth());
    return from.isBefore(begun) ? begun : from;
  }
}
