package minzheng.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The budgets at city size, each a ratio between things that took turns. {@code
 * -Dbenchmark.sizes=M} measures the smaller city, {@code -Dbenchmark.seconds} how long a page is
 * asked for in each turn, {@code -Dbenchmark.keep=true} goes on with the cities of the last run.
 */
@Tag("benchmark")
class BenchmarkTest {
  private final List<String> sizes =
      List.of(System.getProperty("benchmark.sizes", "M,L").split(","));
  private final int millis =
      (int) (1000 * Double.parseDouble(System.getProperty("benchmark.seconds", "5")));

  @Test
  void a_city_is_worked_in_within_the_budgets() throws Exception {
    var figures = new Figures(sizes);
    figures.atMost("month's run", 2.0);
    figures.atMost("re-assessment", 4.0);
    figures.atMost("ten times the people, month's run", 11);
    for (String page : List.of("person search", "case list", "inbox")) figures.atLeast(page, 0.2);
    for (String page : List.of("person page", "case page")) figures.atLeast(page, 0.3);
    figures.atMost("dashboard ÷ 300 ms", 1);
    figures.atMost("heap ÷ 1 GiB", 1);
    figures.atMost("start to first answer", 2.5);
    var runs = new HashMap<String, Double>();
    for (String size : sizes)
      try (var town = new Town(size)) {
        figures.add("city made", size, "%.0f s".formatted(town.madeIn));
        var run = new MonthRuns(town).measure();
        figures.add(
            "month's run",
            size,
            "%.2f s, %,d rows".formatted(run.seconds(), run.rows()),
            "%.2f s".formatted(run.copySeconds()),
            run.ratio());
        runs.put(size, run.seconds());
        print(figures);
        var pages = new Pages(town, millis);
        pages
            .measure()
            .forEach(
                (name, page) ->
                    figures.add(
                        name,
                        size,
                        "%.0f/s".formatted(page.perSecond()),
                        "%.0f/s".formatted(page.bare()),
                        page.ratio()));
        double dashboard = Figures.median(pages.dashboard());
        figures.add(
            "dashboard ÷ 300 ms", size, "%.0f ms".formatted(dashboard), "300 ms", dashboard / 300);
        int rows = size.equals("L") ? 50_000 : size.equals("M") ? 5_000 : 500;
        var table = new ImportRound(town, rows).measure();
        figures.add(
            "import",
            size,
            "%.1f s, %,d persons".formatted(table.seconds(), rows),
            "%.2f s".formatted(table.copySeconds()),
            table.seconds() / table.copySeconds());
        figures.add("start to first answer", size, starts(town));
        print(figures);
        // last: the database is busy with what it wrote for minutes after it
        var again = new Reassessing(town).measure();
        figures.add(
            "re-assessment",
            size,
            "%.1f s, %,d sheets".formatted(again.seconds(), again.rows()),
            "%.1f s".formatted(again.copySeconds()),
            again.seconds() / again.copySeconds());
        double most = Math.max(run.heap(), again.heap());
        figures.add("heap ÷ 1 GiB", size, "%.0f MiB".formatted(most), "1024 MiB", most / 1024);
        print(figures);
      }
    if (runs.containsKey("M") && runs.containsKey("L")) {
      double growth = runs.get("L") / runs.get("M");
      figures.add(
          "ten times the people, month's run",
          "L",
          "%.2f s".formatted(runs.get("L")),
          "%.2f s".formatted(runs.get("M")),
          growth);
    }
    print(figures);
    assertThat(figures.broken()).as("budgets that are not kept").isEmpty();
  }

  /** In turns; the first pair warms up the files of both. */
  private static Figures.Cell starts(Town town) {
    var own = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < 4; round++) {
      double product = town.start();
      double other = town.bareStart();
      if (round == 0) continue;
      own.add(product);
      bare.add(other);
      ratios.add(product / other);
    }
    return new Figures.Cell(
        "%.1f s".formatted(Figures.median(own)),
        "%.1f s".formatted(Figures.median(bare)),
        Figures.median(ratios));
  }

  private static void print(Figures figures) throws java.io.IOException {
    System.out.println("\n" + figures);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "benchmark.md"), figures.toString());
  }
}
