package minzheng.subsidy.oldage;

import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.ListState;
import minzheng.subsidy.oldage.Finder.Batch;
import org.springframework.stereotype.Component;

/**
 * 查找: fills a round in steps of some hundred persons, each with its determination, in the
 * background.
 */
@Component
class Finding implements JobKind<Finding.Task> {
  private final RoundStore store;
  private final Finder finder;

  Finding(RoundStore store, Finder finder) {
    this.store = store;
    this.finder = finder;
  }

  record Task(long round) {}

  /**
   * Where the next step begins.
   *
   * @param over nobody is left
   */
  record Place(String region, long person, long seen, int notEligible, boolean over) {
    static final Place START = new Place("", 0, 0, 0, false);
  }

  @Override
  public String code() {
    return "old-age-find";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    Round round = store.get(task.round());
    var work = finder.begin(round);
    run.total(work.candidates());
    Place place = run.checkpoint(Place.class).orElse(Place.START);
    while (!place.over()) {
      Place from = place;
      place = (Place) run.step(() -> step(work, from)).checkpoint();
    }
    run.result("名单已查找完毕，请核对后提交确认。", round.url());
  }

  private JobRun.Mark step(Finder.Work work, Place from) {
    if (store.lists().lock(work.round().id()).state() != ListState.FINDING)
      throw new RuleViolation(null, "这份名单已经作废。");
    Batch batch = finder.next(work, from.region(), from.person());
    var place =
        new Place(
            batch.lastRegion(),
            batch.lastPerson(),
            from.seen() + batch.seen(),
            from.notEligible() + batch.notEligible(),
            batch.over());
    if (batch.over()) store.found(work.round().id(), place.notEligible(), work.withoutStatus());
    return new JobRun.Mark(place.seen(), place);
  }
}
