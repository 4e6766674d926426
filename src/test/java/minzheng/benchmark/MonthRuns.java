package minzheng.benchmark;

import static minzheng.HttpBrowser.where;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import minzheng.HttpBrowser;
import minzheng.processes.Processes;

/**
 * The month's money of the whole city, asked for on the page of runs and made in the background,
 * beside the server's own COPY of the same rows from a file into a bare copy of the table.
 */
final class MonthRuns {
  private static final int ROUNDS = 3;

  private final Town town;
  private final HttpBrowser finance;
  private final AtomicReference<Double> heap = new AtomicReference<>(0.0);

  MonthRuns(Town town) {
    this.town = town;
    this.finance = town.signedIn("5101.finance");
  }

  /**
   * What came of it.
   *
   * @param seconds from the start of the first draft to the end of the last, without the wait for a
   *     free node
   * @param copySeconds of the yardstick
   * @param ratio the median of the rounds' ratios
   * @param rows of one month
   * @param heap the highest use seen, in MiB
   */
  record Result(double seconds, double copySeconds, double ratio, long rows, double heap) {}

  Result measure() throws SQLException {
    var times = new ArrayList<Double>();
    var copies = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    long rows = 0;
    // drafted months stay drafted: a city that is kept goes on with earlier ones
    var month =
        YearMonth.parse(
            town.column(
                    "SELECT to_char(coalesce(min(month) - interval '1 month', now()), 'YYYY-MM')"
                        + " FROM run")
                .getFirst());
    for (int round = 0; round <= ROUNDS; round++) { // the first one warms up and does not count
      var runs = draft(month.minusMonths(round));
      double drafts = seconds(runs);
      double copy = 0;
      rows = 0;
      for (String run : runs) {
        copy += copy(run);
        rows +=
            Long.parseLong(town.column("SELECT owed_rows FROM run WHERE id = " + run).getFirst());
      }
      if (round == 0) continue;
      times.add(drafts);
      copies.add(copy);
      ratios.add(drafts / copy);
    }
    return new Result(
        Figures.median(times), Figures.median(copies), Figures.median(ratios), rows, heap.get());
  }

  /** The runs of all programmes, asked for at once. */
  private List<String> draft(YearMonth month) throws SQLException {
    town.sql("CHECKPOINT");
    String page =
        where(
            finance.post(
                "/payments/new",
                "/payments/new",
                "programme",
                "ALL",
                "month",
                month.toString(),
                "area",
                "5101",
                "kind",
                "REGULAR"));
    if (!page.startsWith("/payments?")) throw new AssertionError("No runs, but " + page);
    var runs = town.column("SELECT id FROM run WHERE month = '%s-01'".formatted(month));
    awaitOver(runs);
    return runs;
  }

  /** Looks seldom and on one connection: who measures shares the two cores. */
  private void awaitOver(List<String> runs) throws SQLException {
    try (var connection = town.connect();
        var look =
            connection.prepareStatement(
                "SELECT count(*) FILTER (WHERE state IN ('DONE', 'FAILED')),"
                    + " count(*) FILTER (WHERE state = 'FAILED') "
                    + jobs(runs))) {
      long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
      while (System.nanoTime() < end) {
        Processes.pause(500);
        heap.accumulateAndGet(town.heap(), Math::max);
        try (var row = look.executeQuery()) {
          row.next();
          if (row.getInt(2) > 0) throw new AssertionError("One of " + runs + " failed");
          if (row.getInt(1) == runs.size()) return;
        }
      }
    }
    throw new AssertionError("The drafts " + runs + " do not come to their end");
  }

  /** From the start of the first to the end of the last. */
  private double seconds(List<String> runs) throws SQLException {
    return Double.parseDouble(
        town.column("SELECT extract(epoch FROM max(finished_at) - min(started_at)) " + jobs(runs))
            .getFirst());
  }

  private static String jobs(List<String> runs) {
    return "FROM job WHERE kind = 'run-draft' AND once IN ('%s')"
        .formatted(String.join("','", runs));
  }

  private double copy(String run) throws SQLException {
    Path file = Path.of("target", "benchmark-owed.copy").toAbsolutePath();
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      statement.execute("COPY owed_" + run + " TO '" + file + "'");
      statement.execute("CREATE TABLE bare_owed (LIKE owed)");
      statement.execute("CHECKPOINT");
      long begun = System.nanoTime();
      statement.execute("COPY bare_owed FROM '" + file + "'");
      double seconds = (System.nanoTime() - begun) / 1e9;
      statement.execute("DROP TABLE bare_owed");
      Files.deleteIfExists(file);
      return seconds;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
