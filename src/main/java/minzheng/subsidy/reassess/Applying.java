package minzheng.subsidy.reassess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.payments.Cause;
import minzheng.payments.MassAdjustments;
import minzheng.payments.MassAdjustments.Adjustment;
import minzheng.payments.MassAdjustments.Step;
import minzheng.payments.Terms;
import minzheng.people.Persons;
import minzheng.subsidy.BenefitMessages;
import minzheng.subsidy.ListState;
import minzheng.subsidy.reassess.ReassessmentItems.Item;
import org.springframework.stereotype.Component;

/**
 * Changes the amounts of a confirmed list in steps of some hundred rights: amount, what is made
 * good, message and outcome of a right are one transaction with the job's place.
 */
@Component
class Applying implements JobKind<Applying.Task> {
  private static final int STEP = 200;

  private final ReassessmentStore store;
  private final ReassessmentItems items;
  private final Persons persons;
  private final MassAdjustments adjustments;
  private final BenefitMessages messages;

  Applying(
      ReassessmentStore store,
      ReassessmentItems items,
      Persons persons,
      MassAdjustments adjustments,
      BenefitMessages messages) {
    this.store = store;
    this.items = items;
    this.persons = persons;
    this.adjustments = adjustments;
    this.messages = messages;
  }

  record Task(long list) {}

  /**
   * Where the next step begins.
   *
   * @param entitlement the last one done
   */
  record Place(long entitlement, int adjusted, int skipped, boolean over) {
    long done() {
      return adjusted + skipped;
    }
  }

  @Override
  public String code() {
    return "reassess-apply";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    Reassessment list = store.get(task.list());
    run.total(list.confirmedRows());
    Place place = run.checkpoint(Place.class).orElse(new Place(0, 0, 0, false));
    while (!place.over()) {
      Place from = place;
      place = (Place) run.step(() -> step(list, from)).checkpoint();
    }
    run.result(
        "调整 %,d 户（人），未办理 %,d 户（人）。".formatted(place.adjusted(), place.skipped()), list.url());
  }

  private JobRun.Mark step(Reassessment list, Place from) {
    var rights = new LinkedHashMap<Long, List<Item>>();
    for (Item item : items.listed(list.id(), from.entitlement(), STEP))
      rights.computeIfAbsent(item.entitlement(), r -> new ArrayList<>()).add(item);
    if (rights.isEmpty()) {
      store.lists().state(list.id(), ListState.DONE);
      return new JobRun.Mark(
          from.done(), new Place(from.entitlement(), from.adjusted(), from.skipped(), true));
    }
    Set<Long> done =
        adjustments.adjust(
            list.programme(),
            rights.values().stream()
                .filter(months -> !months.getFirst().died())
                .map(months -> adjustment(list, months))
                .toList());
    outcome(list, rights, done);
    int adjusted = from.adjusted() + done.size();
    int skipped = from.skipped() + rights.size() - done.size();
    long last = rights.lastEntry().getKey();
    var place = new Place(last, adjusted, skipped, false);
    return new JobRun.Mark(place.done(), place);
  }

  private void outcome(Reassessment list, Map<Long, List<Item>> rights, Set<Long> done) {
    var changed = new ArrayList<Long>();
    var died = new ArrayList<Long>();
    var moved = new ArrayList<Long>();
    var told = new ArrayList<Item>();
    rights.forEach(
        (right, months) -> {
          var listed = months.stream().filter(i -> i.state() == ItemState.LISTED).toList();
          var ids = listed.stream().map(Item::id).toList();
          if (done.contains(right)) {
            changed.addAll(ids);
            told.add(listed.getFirst());
          } else (listed.getFirst().died() ? died : moved).addAll(ids);
        });
    items.outcome(changed, ItemState.APPLIED, null);
    items.outcome(died, ItemState.SKIPPED, Hindrance.DIED);
    items.outcome(moved, ItemState.SKIPPED, Hindrance.CHANGED);
    var files = persons.all(told.stream().map(Item::person).distinct().toList());
    for (Item item : told) {
      var person = files.get(item.person());
      if (person != null && person.deathDate() == null)
        messages.raised(cause(item), item.region(), person, list.number(), item.from());
    }
  }

  /**
   * From the first listed month on, in order: an amount replaces whatever stood for its month and
   * later, so what stood is written again after it.
   */
  private static Adjustment adjustment(Reassessment list, List<Item> months) {
    var steps = new ArrayList<Step>();
    Item first = null;
    Item before = null;
    for (Item item : months) {
      boolean listed = item.state() == ItemState.LISTED;
      if (first == null && listed) first = item;
      if (first != null && (listed || item.row() != before.row() || stands(item)))
        steps.add(new Step(item.from(), terms(item)));
      before = item;
    }
    return new Adjustment(
        first.entitlement(),
        first.seen(),
        first.last(),
        first.region(),
        first.before(),
        steps,
        new Cause(cause(first), list.confirmedOn(), "按新标准重算 " + list.number()));
  }

  /**
   * Whether the amount decided before is what the later standard leaves. Where that is not known,
   * the raised amount goes on: nobody's amount falls because a standard is missing.
   */
  private static boolean stands(Item item) {
    return item.state() == ItemState.SAME
        || item.hindrance() == Hindrance.LOWER
        || item.hindrance() == Hindrance.NOT_ELIGIBLE;
  }

  private static Terms terms(Item item) {
    return item.state() == ItemState.LISTED
        ? new Terms(item.amount(), item.persons(), item.basis())
        : new Terms(item.before(), item.personsBefore(), item.basisBefore());
  }

  private static String cause(Item item) {
    return "reassess:" + item.id();
  }
}
