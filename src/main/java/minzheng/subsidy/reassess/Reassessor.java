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
import minzheng.payments.MassAdjustments;
import minzheng.payments.Subject;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.standards.StandardBook;
import minzheng.standards.Standards;
import minzheng.subsidy.KeptSheets;
import minzheng.subsidy.MassDeterminations;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.FamilyFacts;
import minzheng.subsidy.reassess.Judgement.Found;
import minzheng.subsidy.reassess.Judgement.Known;
import minzheng.subsidy.reassess.Recipients.Paid;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Determines everybody again in batches and keeps sheets and rows of the list. The facts are those
 * of the sheet the amount rests on: a standard changes amounts, a change of the family is decided
 * in a case.
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

  /** The next of the area, in the transaction of a step. */
  Batch next(Work work, String afterRegion, long afterId) {
    var paid = recipients.next(work.list(), afterRegion, afterId, STEP);
    if (paid.isEmpty()) return new Batch(afterRegion, afterId, 0, 0, true);
    var found = new ArrayList<Found>();
    int same = 0;
    var judgement = new Judgement(work, known(work, paid));
    for (Paid one : paid) {
      List<Found> months = judgement.of(one);
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

  /** By a few queries for all of them. */
  private Known known(Work work, List<Paid> paid) {
    for (Paid one : paid)
      work.frozen()
          .computeIfAbsent(
              one.region(), place -> adjustments.frozenMonths(work.list().programme(), place));
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
            .filter(p -> p.subject().kind() == Subject.Kind.PERSON)
            .filter(p -> p.decided().stream().anyMatch(a -> a.sheet() == null))
            .map(p -> files.get(p.subject().id()))
            .filter(Objects::nonNull)
            .toList();
    return new Known(
        kept,
        files,
        handedOver.isEmpty() ? Map.of() : register.alone(handedOver, work.list().fromDay()),
        work.frozen());
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
}
