package minzheng.subsidy.reassess;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minzheng.kernel.Money;
import minzheng.payments.MassAdjustments;
import minzheng.payments.Subject;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.standards.StandardBook;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.KeptSheets;
import minzheng.subsidy.KeptSheets.Kept;
import minzheng.subsidy.MassDeterminations;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.reassess.Recipients.Paid;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Period;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What everybody is due by the standards as published now, by the one interpreter. The facts are
 * those of the sheet the amount rests on: a standard changes amounts, a change of the family is
 * decided in a case. Listed is who gets more and whose present amount the sheet explains; everybody
 * else is shown with what stands against it.
 */
@Component
class Reassessor {
  private static final int STEP = 500;

  private final Recipients recipients;
  private final KeptSheets sheets;
  private final Persons persons;
  private final FamilyFacts register;
  private final Programmes programmes;
  private final Standards standards;
  private final MassAdjustments adjustments;
  private final MassDeterminations determinations;
  private final ReassessmentItems items;

  Reassessor(
      Recipients recipients,
      KeptSheets sheets,
      Persons persons,
      FamilyFacts register,
      Programmes programmes,
      Standards standards,
      MassAdjustments adjustments,
      MassDeterminations determinations,
      ReassessmentItems items) {
    this.recipients = recipients;
    this.sheets = sheets;
    this.persons = persons;
    this.register = register;
    this.programmes = programmes;
    this.standards = standards;
    this.adjustments = adjustments;
    this.determinations = determinations;
    this.items = items;
  }

  /** What one start of the search holds: the books as they are now, read once. */
  record Work(
      Reassessment list,
      Sheets now,
      StandardBook book,
      Map<String, List<LocalDate>> later,
      Map<String, Set<YearMonth>> frozen,
      long recipients) {}

  /**
   * What a step came to.
   *
   * @param over nobody is left
   */
  record Batch(String lastRegion, long lastId, int seen, int same, boolean over) {}

  @Transactional(readOnly = true)
  public Work begin(Reassessment list) {
    var book = standards.book();
    return new Work(
        list,
        new Sheets(programmes.book(), book),
        book,
        new HashMap<>(),
        new HashMap<>(),
        recipients.count(list));
  }

  /**
   * Some months of a right, as they are found.
   *
   * @param backMonths how many of them are frozen
   * @param paysNext whether the next month to be paid is among them
   */
  record Found(
      Paid of,
      Span span,
      LocalDate lawDay,
      ItemState state,
      Hindrance hindrance,
      Basis basis,
      Sheets.Sheet sheet,
      int backMonths,
      boolean paysNext) {
    Money after() {
      return sheet == null || !sheet.result().eligible() ? null : sheet.result().amount();
    }
  }

  /** Facts that an amount rests on, and whether they explain it. */
  record Basis(
      Facts facts, String subject, Long household, Long person, LocalDate on, Kept sheet) {}

  /** The next of the area, in the transaction of a step. */
  Batch next(Work work, String afterRegion, long afterId) {
    var paid = recipients.next(work.list(), afterRegion, afterId, STEP);
    if (paid.isEmpty()) return new Batch(afterRegion, afterId, 0, 0, true);
    var known = known(work, paid);
    var found = new ArrayList<Found>();
    int same = 0;
    for (Paid one : paid) {
      List<Found> months = look(work, known, one);
      if (months.stream().allMatch(f -> f.state() == ItemState.SAME)) same++;
      else found.addAll(months);
    }
    keep(work, found);
    Paid last = paid.getLast();
    return new Batch(last.region(), last.id(), paid.size(), same, paid.size() < STEP);
  }

  private void keep(Work work, List<Found> found) {
    var determined = found.stream().filter(f -> f.sheet() != null).toList();
    var made =
        determined.stream()
            .map(
                f ->
                    new MassDeterminations.Made(
                        f.basis().household(),
                        f.basis().person(),
                        f.of().region(),
                        f.basis().subject(),
                        f.lawDay(),
                        f.sheet()))
            .toList();
    var kept = determinations.keepAll(work.list().programme(), work.list().region(), made);
    var numbers = new IdentityHashMap<Found, MassDeterminations.Kept>();
    for (int i = 0; i < made.size(); i++) numbers.put(determined.get(i), kept.get(i));
    items.insert(work.list(), found, numbers);
  }

  /** What the whole batch needs, by a few queries. */
  private record Known(
      Map<String, Kept> sheets, Map<Long, Person> persons, Map<Long, Facts> alone) {}

  private Known known(Work work, List<Paid> paid) {
    var numbers =
        paid.stream()
            .flatMap(p -> p.decided().stream())
            .map(Span.Amount::sheet)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    var kept = sheets.byNumber(numbers);
    var ids = new HashSet<Long>();
    for (Paid one : paid)
      ids.add(one.subject().kind() == Subject.Kind.PERSON ? one.subject().id() : one.payee());
    Map<Long, Person> files = persons.all(List.copyOf(ids));
    var handedOver =
        paid.stream()
            .filter(p -> p.decided().stream().anyMatch(a -> a.sheet() == null))
            .map(p -> files.get(p.subject().id()))
            .filter(Objects::nonNull)
            .toList();
    return new Known(
        kept,
        files,
        handedOver.isEmpty() ? Map.of() : register.alone(handedOver, work.list().fromDay()));
  }

  private List<Found> look(Work work, Known known, Paid paid) {
    var found = new ArrayList<Found>();
    List<LocalDate> later = later(work, paid.region());
    List<YearMonth> cuts = later.stream().map(Span::first).toList();
    YearMonth from = Span.first(work.list().fromDay());
    for (Span span : Span.of(paid.decided(), from, paid.last())) {
      Basis basis = basis(known, paid, span);
      for (Span part : span.cut(cuts)) found.add(look(work, known, paid, part, basis));
    }
    return found;
  }

  private Found look(Work work, Known known, Paid paid, Span part, Basis basis) {
    LocalDate day = lawDay(work, paid, part, basis);
    Hindrance none = hindrance(known, paid, part, basis);
    if (none != null) return open(paid, part, day, none, basis, null);
    Result after = determine(work, basis, day);
    Money before = part.amount().monthly();
    if (after.eligible() && after.amount().equals(before))
      return new Found(paid, part, day, ItemState.SAME, null, basis, null, 0, false);
    Hindrance against = against(after, before, explained(work, basis, day, part.amount()));
    var sheet =
        after.eligible() || after.outcome() == Outcome.NOT_ELIGIBLE
            ? work.now()
                .freeze(basis.facts(), day, work.list().programme(), basis.subject(), List.of())
            : null;
    if (against != null) return open(paid, part, day, against, basis, sheet);
    Set<YearMonth> frozen = frozen(work, paid.region());
    YearMonth withheld = paid.suspendedFrom();
    int back =
        (int)
            frozen.stream()
                .filter(part::covers)
                .filter(m -> withheld == null || m.isBefore(withheld))
                .count();
    YearMonth next = next(work, frozen);
    boolean pays = part.covers(next) && (withheld == null || next.isBefore(withheld));
    return new Found(paid, part, day, ItemState.LISTED, null, basis, sheet, back, pays);
  }

  private static Found open(
      Paid paid, Span part, LocalDate day, Hindrance against, Basis basis, Sheets.Sheet sheet) {
    return new Found(paid, part, day, ItemState.OPEN, against, basis, sheet, 0, false);
  }

  /** The standards that hold in the span's first month, but never those before its own sheet. */
  private static LocalDate lawDay(Work work, Paid paid, Span part, Basis basis) {
    LocalDate day =
        later(work, paid.region()).stream()
            .filter(d -> !Span.first(d).isAfter(part.from()))
            .reduce((a, b) -> b)
            .orElse(work.list().fromDay());
    return basis != null && basis.on().isAfter(day) ? basis.on() : day;
  }

  /** The first month from the standard's day on that is not frozen. */
  private static YearMonth next(Work work, Set<YearMonth> frozen) {
    YearMonth next = Span.first(work.list().fromDay());
    while (frozen.contains(next)) next = next.plusMonths(1);
    return next;
  }

  private Set<YearMonth> frozen(Work work, String region) {
    return work.frozen()
        .computeIfAbsent(region, r -> adjustments.frozenMonths(work.list().programme(), r));
  }

  private static Hindrance against(Result after, Money before, boolean explained) {
    return switch (after.outcome()) {
      case UNKNOWN -> Hindrance.FACTS;
      case NO_STANDARD -> Hindrance.NO_STANDARD;
      case NOT_ELIGIBLE -> explained ? Hindrance.NOT_ELIGIBLE : Hindrance.OTHERWISE;
      case ELIGIBLE -> {
        if (!explained || after.period() != Period.MONTH) yield Hindrance.OTHERWISE;
        yield after.amount().compareTo(before) < 0 ? Hindrance.LOWER : null;
      }
    };
  }

  private static Hindrance hindrance(Known known, Paid paid, Span part, Basis basis) {
    if (basis == null) return Hindrance.NO_SHEET;
    if (paid.stopped()) return null; // to the last month the rise is due all the same
    boolean person = paid.subject().kind() == Subject.Kind.PERSON;
    if (!person && part.amount().persons() > 1) return null;
    Person file = known.persons().get(person ? paid.subject().id() : paid.payee());
    return file != null && file.deathDate() != null ? Hindrance.DIED : null;
  }

  /**
   * The sheet of the amount, or, for a person handed over with a list, the register as it is known.
   */
  private static Basis basis(Known known, Paid paid, Span span) {
    Kept sheet = span.amount().sheet() == null ? null : known.sheets().get(span.amount().sheet());
    if (sheet != null)
      return new Basis(
          sheet.facts(), sheet.subject(), sheet.householdId(), sheet.personId(), sheet.on(), sheet);
    long person = paid.subject().id();
    if (span.amount().sheet() != null
        || paid.subject().kind() != Subject.Kind.PERSON
        || !known.alone().containsKey(person)) return null;
    return new Basis(
        known.alone().get(person),
        FamilyFacts.ref(person),
        null,
        person,
        earlier(span.amount().decidedOn(), span.from().atDay(1)),
        null);
  }

  private static Result determine(Work work, Basis basis, LocalDate day) {
    return work.now().determine(basis.facts(), day, work.list().programme(), basis.subject());
  }

  /**
   * Whether the amount is what the facts give by the standards it was decided by. Otherwise not the
   * standard alone has changed, and a list must not decide it.
   */
  private static boolean explained(Work work, Basis basis, LocalDate day, Span.Amount amount) {
    Result former;
    if (basis.sheet() != null) former = basis.sheet().on(day, work.list().programme());
    else {
      LocalDate before = work.list().fromDay().minusDays(1);
      former = determine(work, basis, earlier(amount.decidedOn(), before));
      if (!read(former).equals(read(determine(work, basis, day)))) return false; // another age
    }
    return former.eligible() && former.amount().equals(amount.monthly());
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  private static Set<String> read(Result result) {
    return result.standards().stream()
        .map(s -> s.code() + "/" + s.category())
        .collect(Collectors.toSet());
  }

  /** How many months of the list are frozen, wherever in its area. */
  @Transactional(readOnly = true)
  public int frozenMonths(Reassessment list) {
    YearMonth from = Span.first(list.fromDay());
    return (int)
        adjustments.frozenMonths(list.programme(), list.region()).stream()
            .filter(m -> !m.isBefore(from))
            .count();
  }

  /**
   * Days after the first on which a standard of the programme changes again where somebody lives.
   */
  private static List<LocalDate> later(Work work, String region) {
    return work.later()
        .computeIfAbsent(
            region,
            place -> {
              Set<String> codes = StandardUse.standards(work.list().programme());
              return work.book().all().stream()
                  .filter(v -> codes.contains(v.code()) && concerns(v.region(), place))
                  .flatMap(Reassessor::changes)
                  .filter(day -> day.isAfter(work.list().fromDay()))
                  .distinct()
                  .sorted()
                  .toList();
            });
  }

  /** A value begins on a day and, where it is for a time, gives way on another. */
  private static Stream<LocalDate> changes(StandardValue value) {
    return value.to() == null
        ? Stream.of(value.from())
        : Stream.of(value.from(), value.to().plusDays(1));
  }

  private static boolean concerns(String area, String place) {
    return area.equals("00") || place.startsWith(area);
  }
}
