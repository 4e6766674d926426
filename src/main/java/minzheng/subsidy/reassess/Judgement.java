package minzheng.subsidy.reassess;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minzheng.kernel.Money;
import minzheng.payments.Subject;
import minzheng.people.Person;
import minzheng.standards.StandardValue;
import minzheng.subsidy.KeptSheets.Kept;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.reassess.Reassessor.Work;
import minzheng.subsidy.reassess.Recipients.Paid;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Period;
import minzheng.subsidy.rules.Result;

/**
 * What becomes of a right by the standards as they are published: each span of months by the facts
 * decided for it. Listed is who gets more and whose present amount the sheet explains; everybody
 * else is shown with what stands against it. Reads nothing; {@link Reassessor} has read what it
 * needs.
 */
final class Judgement {
  private final Work work;
  private final Known known;

  Judgement(Work work, Known known) {
    this.work = work;
    this.known = known;
  }

  /**
   * What a batch of rights needs.
   *
   * @param sheets by number
   * @param persons whose rights they are, or who receive them
   * @param alone facts of persons who have no sheet
   * @param frozen months that are frozen, by place
   */
  record Known(
      Map<String, Kept> sheets,
      Map<Long, Person> persons,
      Map<Long, Facts> alone,
      Map<String, Set<YearMonth>> frozen) {}

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

  /** The spans of a right from the list's first month on. */
  List<Found> of(Paid paid) {
    var found = new ArrayList<Found>();
    List<LocalDate> later = later(paid.region());
    List<YearMonth> cuts = later.stream().map(Span::first).toList();
    YearMonth from = Span.first(work.list().fromDay());
    for (Span span : Span.of(paid.decided(), from, paid.last())) {
      Basis basis = basis(paid, span);
      for (Span part : span.cut(cuts)) found.add(look(paid, part, basis));
    }
    return found;
  }

  private Found look(Paid paid, Span part, Basis basis) {
    LocalDate day = lawDay(paid, part, basis);
    Hindrance none = hindrance(paid, part, basis);
    if (none != null) return open(paid, part, day, none, basis, null);
    Result after = determine(basis, day);
    Money before = part.amount().monthly();
    if (after.eligible() && after.amount().equals(before))
      return new Found(paid, part, day, ItemState.SAME, null, basis, null, 0, false);
    Hindrance against = against(after, before, explained(basis, day, part.amount()));
    var sheet =
        after.eligible() || after.outcome() == Outcome.NOT_ELIGIBLE
            ? work.now()
                .freeze(basis.facts(), day, work.list().programme(), basis.subject(), List.of())
            : null;
    if (against != null) return open(paid, part, day, against, basis, sheet);
    Set<YearMonth> frozen = known.frozen().get(paid.region());
    YearMonth withheld = paid.suspendedFrom();
    int back =
        (int)
            frozen.stream()
                .filter(part::covers)
                .filter(m -> withheld == null || m.isBefore(withheld))
                .count();
    YearMonth next = next(frozen);
    boolean pays = part.covers(next) && (withheld == null || next.isBefore(withheld));
    return new Found(paid, part, day, ItemState.LISTED, null, basis, sheet, back, pays);
  }

  private static Found open(
      Paid paid, Span part, LocalDate day, Hindrance against, Basis basis, Sheets.Sheet sheet) {
    return new Found(paid, part, day, ItemState.OPEN, against, basis, sheet, 0, false);
  }

  /** The standards that hold in the span's first month, but never those before its own sheet. */
  private LocalDate lawDay(Paid paid, Span part, Basis basis) {
    LocalDate day =
        later(paid.region()).stream()
            .filter(d -> !Span.first(d).isAfter(part.from()))
            .reduce((a, b) -> b)
            .orElse(work.list().fromDay());
    return basis != null && basis.on().isAfter(day) ? basis.on() : day;
  }

  /** The first month from the standard's day on that is not frozen. */
  private YearMonth next(Set<YearMonth> frozen) {
    YearMonth next = Span.first(work.list().fromDay());
    while (frozen.contains(next)) next = next.plusMonths(1);
    return next;
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

  private Hindrance hindrance(Paid paid, Span part, Basis basis) {
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
  private Basis basis(Paid paid, Span span) {
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

  private Result determine(Basis basis, LocalDate day) {
    return work.now().determine(basis.facts(), day, work.list().programme(), basis.subject());
  }

  /**
   * Whether the amount is what the facts give by the standards it was decided by. Otherwise not the
   * standard alone has changed, and a list must not decide it.
   */
  private boolean explained(Basis basis, LocalDate day, Span.Amount amount) {
    Result former;
    if (basis.sheet() != null) former = basis.sheet().on(day, work.list().programme());
    else {
      LocalDate before = work.list().fromDay().minusDays(1);
      former = determine(basis, earlier(amount.decidedOn(), before));
      if (!read(former).equals(read(determine(basis, day)))) return false; // another age
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

  /**
   * Days after the first on which a standard of the programme changes again where somebody lives.
   */
  private List<LocalDate> later(String region) {
    return work.later()
        .computeIfAbsent(
            region,
            place -> {
              Set<String> codes = StandardUse.standards(work.list().programme());
              return work.book().all().stream()
                  .filter(v -> codes.contains(v.code()) && concerns(v.region(), place))
                  .flatMap(Judgement::changes)
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
