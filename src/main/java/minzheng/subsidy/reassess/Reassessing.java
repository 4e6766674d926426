package minzheng.subsidy.reassess;

import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.ListState;
import org.springframework.stereotype.Component;

/** 重算: fills a list in steps of some hundred rights, in the background. */
@Component
class Reassessing implements JobKind<Reassessing.Task> {
  private final ReassessmentStore store;
  private final Reassessor reassessor;

  Reassessing(ReassessmentStore store, Reassessor reassessor) {
    this.store = store;
    this.reassessor = reassessor;
  }

  record Task(long list) {}

  /**
   * Where the next step begins.
   *
   * @param over nobody is left
   */
  record Place(String region, long entitlement, long seen, int same, boolean over) {
    static final Place START = new Place("", 0, 0, 0, false);
  }

  @Override
  public String code() {
    return "reassess";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    Reassessment list = store.get(task.list());
    var work = reassessor.begin(list);
    run.total(work.recipients());
    Place place = run.checkpoint(Place.class).orElse(Place.START);
    while (!place.over()) {
      Place from = place;
      place = (Place) run.step(() -> step(work, from)).checkpoint();
    }
    boolean none = store.get(list.id()).state() == ListState.DONE;
    run.result(none ? "已重算完毕，没有要调整的金额。" : "已重算完毕，请核对后提交确认。", list.url());
  }

  private JobRun.Mark step(Reassessor.Work work, Place from) {
    if (store.lists().lock(work.list().id()).state() != ListState.FINDING)
      throw new RuleViolation(null, "这份名单已经作废。");
    var batch = reassessor.next(work, from.region(), from.entitlement());
    var place =
        new Place(
            batch.lastRegion(),
            batch.lastId(),
            from.seen() + batch.seen(),
            from.same() + batch.same(),
            batch.over());
    if (batch.over())
      store.found(work.list().id(), place.same(), reassessor.frozenMonths(work.list()));
    return new JobRun.Mark(place.seen(), place);
  }
}
