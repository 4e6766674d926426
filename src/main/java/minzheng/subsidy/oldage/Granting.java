package minzheng.subsidy.oldage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.payments.Cause;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.payments.MassGrants;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Designations;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.subsidy.BenefitMessages;
import minzheng.subsidy.ListState;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.subsidy.oldage.ItemStore.Item;
import org.springframework.stereotype.Component;

/**
 * Begins the money of a confirmed round in steps of some hundred persons: status, entitlement,
 * message and outcome of a person are one transaction with the job's place.
 */
@Component
class Granting implements JobKind<Granting.Task> {
  private static final int STEP = 200;

  private final RoundStore store;
  private final ItemStore items;
  private final Persons persons;
  private final MassGrants grants;
  private final Entitlements entitlements;
  private final Designations designations;
  private final BenefitMessages messages;

  Granting(
      RoundStore store,
      ItemStore items,
      Persons persons,
      MassGrants grants,
      Entitlements entitlements,
      Designations designations,
      BenefitMessages messages) {
    this.store = store;
    this.items = items;
    this.persons = persons;
    this.grants = grants;
    this.entitlements = entitlements;
    this.designations = designations;
    this.messages = messages;
  }

  record Task(long round) {}

  /**
   * Where the next step begins.
   *
   * @param item the last one done
   */
  record Place(long item, long done, int granted, int skipped, boolean over) {}

  @Override
  public String code() {
    return "old-age-grant";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    Round round = store.get(task.round());
    run.total(round.confirmedRows());
    Place place = run.checkpoint(Place.class).orElse(new Place(0, 0, 0, 0, false));
    while (!place.over()) {
      Place from = place;
      place = (Place) run.step(() -> step(round, from)).checkpoint();
    }
    run.result("登记 %,d 人，未办理 %,d 人。".formatted(place.granted(), place.skipped()), round.url());
  }

  private JobRun.Mark step(Round round, Place from) {
    List<Item> next = items.listed(round.id(), from.item(), STEP);
    if (next.isEmpty()) {
      store.lists().state(round.id(), ListState.DONE);
      return new JobRun.Mark(
          from.done(), new Place(from.item(), from.done(), from.granted(), from.skipped(), true));
    }
    Map<Long, Person> files = persons.all(next.stream().map(Item::personId).toList());
    var skipped = new HashMap<Long, ListCause>();
    var granted = new LinkedHashMap<Long, Long>();
    var fresh = new ArrayList<Item>();
    for (Item item : next) {
      var hindrance = hindrance(round, item, files.get(item.personId()));
      if (hindrance != null) skipped.put(item.id(), hindrance);
      else if (item.kind() == ItemKind.NEW) fresh.add(item);
      else if (raise(round, item)) granted.put(item.id(), item.entitlement());
      else skipped.put(item.id(), ListCause.ENDED);
    }
    begin(round, fresh, files, granted, skipped);
    items.granted(granted);
    items.skipped(skipped);
    for (Item item : next)
      if (granted.containsKey(item.id())) tell(round, item, files.get(item.personId()));
    long done = from.done() + next.size();
    return new JobRun.Mark(
        done,
        new Place(
            next.getLast().id(),
            done,
            from.granted() + granted.size(),
            from.skipped() + skipped.size(),
            false));
  }

  private void tell(Round round, Item item, Person person) {
    String cause = "oldage:" + item.id();
    if (item.kind() == ItemKind.NEW)
      messages.begun(cause, item.region(), person, round.number(), item.first());
    else messages.raised(cause, item.region(), person, round.number(), item.first());
  }

  private static ListCause hindrance(Round round, Item item, Person file) {
    if (file == null || !file.region().startsWith(round.region())) return ListCause.LEFT;
    return file.deathDate() == null ? null : ListCause.REGISTERED_DEAD;
  }

  private void begin(
      Round round,
      List<Item> fresh,
      Map<Long, Person> files,
      Map<Long, Long> granted,
      Map<Long, ListCause> skipped) {
    if (fresh.isEmpty()) return;
    Map<Long, Long> made =
        grants.grant(
            Finder.PROGRAMME,
            fresh.stream()
                .map(
                    item ->
                        new Entitlements.Grant(
                            files.get(item.personId()).region(),
                            Finder.PROGRAMME,
                            Subject.person(item.personId()),
                            item.personId(),
                            item.first(),
                            null,
                            new Terms(item.amount(), 1, item.basis()),
                            cause(round, item)))
                .toList());
    var regions = new LinkedHashMap<Long, String>();
    var since = new HashMap<Long, LocalDate>();
    var numbers = new HashMap<Long, String>();
    for (Item item : fresh) {
      Long entitlement = made.get(item.personId());
      if (entitlement == null) {
        skipped.put(item.id(), ListCause.ALREADY);
        continue;
      }
      granted.put(item.id(), entitlement);
      regions.put(item.personId(), files.get(item.personId()).region());
      since.put(item.personId(), round.confirmedOn());
      numbers.put(item.personId(), round.number());
    }
    if (!regions.isEmpty())
      designations.grantAll(
          regions, Finder.PROGRAMME, ProgrammeKind.OLD_AGE.label(), since, numbers);
  }

  /**
   * The next band's amount from its month; not for what was stopped, or raised by somebody else.
   */
  private boolean raise(Round round, Item item) {
    Entitlement paid = entitlements.get(item.entitlement());
    YearMonth from = item.first().isBefore(paid.first()) ? paid.first() : item.first();
    if (paid.state() == Entitlement.State.STOPPED
        || paid.monthly().compareTo(item.amount()) >= 0
        || (paid.last() != null && paid.last().isBefore(from))) return false;
    entitlements.adjust(
        paid.id(), from, new Terms(item.amount(), 1, item.basis()), cause(round, item));
    return true;
  }

  private static Cause cause(Round round, Item item) {
    return new Cause(
        "oldage:" + item.id(),
        round.confirmedOn(),
        (item.kind() == ItemKind.NEW ? "免申即享 " : "进入下一年龄段 ") + round.number());
  }
}
