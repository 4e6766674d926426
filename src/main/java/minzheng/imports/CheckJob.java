package minzheng.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import minzheng.jobs.JobFiles;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import minzheng.kernel.NotFound;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * 核对导入: reads a table line by line and notes what is wrong with each, without effect on any
 * register. A step is a batch of lines: what was noted and where the next begins are kept together.
 */
@Component
class CheckJob implements JobKind<CheckJob.Task> {
  static final int BATCH = 2_000;

  private final ImportStore store;
  private final ImportKinds kinds;
  private final JobFiles files;
  private final JsonMapper json;

  CheckJob(ImportStore store, ImportKinds kinds, JobFiles files, JsonMapper json) {
    this.store = store;
    this.kinds = kinds;
    this.files = files;
    this.json = json;
  }

  /** Which import. */
  record Task(long table) {}

  @Override
  public String code() {
    return "import-check";
  }

  @Override
  public Class<Task> params() {
    return Task.class;
  }

  @Override
  public void run(Task task, JobRun run) {
    var table = store.find(task.table()).orElseThrow(() -> new NotFound("批量导入"));
    if (table.state() == SheetImport.State.CHECKING) {
      run.total(table.rows());
      Path copy = copy(table.fileId());
      try (var rows = SheetRows.open(copy, SheetFormat.valueOf(table.format()))) {
        look(table, rows, run);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        remove(copy);
      }
    }
    var now = store.find(task.table()).orElseThrow();
    run.result(
        "共 %,d 行：可导入 %,d 行，登记簿中已有且相同 %,d 行，有误 %,d 行。"
            .formatted(now.rows(), now.fresh(), now.same(), now.wrong()),
        now.url());
  }

  private void look(SheetImport table, SheetRows rows, JobRun run) {
    var kind = kinds.get(table.kind());
    var columns = SheetColumns.of(kind, table.headers());
    int after = Math.max(table.headerLine(), store.lastLine(table.id()));
    int done = store.tally(table.id()).rows();
    var batch = new ArrayList<ImportStore.Staged>(BATCH);
    for (SheetLine line; (line = rows.next()) != null; ) {
      if (line.number() <= after || line.blank()) continue;
      batch.add(look(kind, columns, line, table.headers().size()));
      if (batch.size() < BATCH) continue;
      after = keep(table, kind, columns, batch, after, done += batch.size(), run);
      batch.clear();
    }
    if (!batch.isEmpty()) keep(table, kind, columns, batch, after, done += batch.size(), run);
    int all = done;
    run.step(
        () -> {
          store.checked(table.id(), store.tally(table.id()));
          return new JobRun.Mark(all, "checked");
        });
  }

  private static ImportStore.Staged look(
      ImportKind kind, SheetColumns columns, SheetLine line, int width) {
    var row = new SheetRow(line, columns);
    var entry = kind.check(row);
    List<String> cells = new ArrayList<>(width);
    for (int i = 0; i < width; i++) cells.add(row.shown(i));
    return row.isWrong() || entry == null
        ? new ImportStore.Staged(line.number(), cells, null, null, row.cells(), row.reasons())
        : new ImportStore.Staged(line.number(), cells, entry.key(), entry.value(), null, null);
  }

  private int keep(
      SheetImport table,
      ImportKind kind,
      SheetColumns columns,
      List<ImportStore.Staged> lines,
      int after,
      int done,
      JobRun run) {
    int last = lines.getLast().line();
    run.step(
        () -> {
          store.stage(table, json.writeValueAsString(lines));
          var batch = new Batch(table.id(), after, last, columns.letters());
          store.refuseRepeated(batch, kind.about().keyColumn(), kind.about().keyWords());
          kind.compare(batch);
          return new JobRun.Mark(done, last);
        });
    return last;
  }

  /** Workbooks are read from their end: a copy on this node's disk, for as long as it takes. */
  private Path copy(long file) {
    try {
      Path copy = Files.createTempFile("import", ".tmp");
      try (var in = files.open(file)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
