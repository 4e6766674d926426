package minzheng.imports;

import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import org.springframework.stereotype.Component;

/**
 * 写入导入: lets the rows in that were confirmed, batch by batch. What a batch writes, what it notes
 * and the job's place are one transaction; a repeated start goes on with what is still new.
 */
@Component
class WriteJob implements JobKind<WriteJob.Task> {
  static final int BATCH = 2_000;

  private final ImportStore store;
  private final ImportKinds kinds;
  private final Audit audit;

  WriteJob(ImportStore store, ImportKinds kinds, Audit audit) {
    this.store = store;
    this.kinds = kinds;
    this.audit = audit;
  }

  /** Which import. */
  record Task(long table) {}

  @Override
  public String code() {
    return "import-write";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    var table = store.find(task.table()).orElseThrow(() -> new NotFound("批量导入"));
    var kind = kinds.get(table.kind());
    if (table.state() == SheetImport.State.WRITING) {
      run.total(table.fresh());
      write(table, kind, run);
    }
    var now = store.find(task.table()).orElseThrow();
    run.result(
        "已写入 %,d %s；未变 %,d 行，有误未写入 %,d 行。"
            .formatted(now.written(), kind.unit(), now.same(), now.wrong()),
        now.url());
  }

  private void write(SheetImport table, ImportKind kind, JobRun run) {
    var letters = SheetColumns.of(kind, table.headers()).letters();
    var maker = new Actor(table.madeBy(), null, table.madeByName(), table.region(), null);
    int after = 0;
    Optional<ImportStore.Span> next;
    while ((next = store.nextNew(table.id(), after, BATCH)).isPresent()) {
      var batch = new Batch(table.id(), next.get().first() - 1, next.get().last(), letters);
      run.step(
          () -> {
            kind.write(batch, maker);
            kind.compare(batch);
            int left = store.tally(table.id()).fresh();
            return new JobRun.Mark(Math.max(0, table.fresh() - left), batch.upTo());
          });
      after = batch.upTo();
    }
    run.step(
        () -> {
          var tally = store.tally(table.id());
          store.done(table.id(), tally);
          audit.write(
              "导入",
              Imports.TYPE,
              table.id(),
              table.region(),
              null,
              null,
              Map.of("rows", tally.written(), "same", tally.same(), "wrong", tally.wrong()));
          return new JobRun.Mark(table.fresh(), "done");
        });
  }
}
