package minzheng.benchmark;

import static minzheng.HttpBrowser.where;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import minzheng.HttpBrowser;
import minzheng.processes.Processes;

/**
 * Everybody paid in the city is determined again by a standard that rises next month, district by
 * district as offices do it, with a sheet kept for each; beside the server's own COPY of the same
 * rows. The lists are given up afterwards, so that a kept city can be measured again.
 */
final class Reassessing {
  private static final List<String> PROGRAMMES = List.of("OLD_AGE", "DIBAO", "DIBAO_SINGLE");

  private final Town town;
  private final LocalDate from = YearMonth.now().plusMonths(1).atDay(1);
  private double heap;

  Reassessing(Town town) {
    this.town = town;
  }

  /**
   * What came of it.
   *
   * @param seconds from the start of the first list to the end of the last
   * @param copySeconds of the yardstick
   * @param rows sheets kept
   * @param heap the highest use seen, in MiB
   */
  record Result(double seconds, double copySeconds, long rows, double heap) {}

  Result measure() throws SQLException {
    raise();
    town.account("5101.caseworker", "CASEWORKER");
    HttpBrowser clerk = town.signedIn("5101.caseworker");
    String lastSheet = town.column("SELECT max(id) FROM determination").getFirst();
    String lastItem = town.column("SELECT coalesce(max(id), 0) FROM reassessment_item").getFirst();
    town.sql("CHECKPOINT");
    var lists = new ArrayList<String>();
    for (String programme : PROGRAMMES)
      for (String district : districts(programme)) lists.add(begin(clerk, programme, district));
    await(lists);
    long rows =
        Long.parseLong(
            town.column("SELECT count(*) FROM determination WHERE id > " + lastSheet).getFirst());
    double seconds =
        Double.parseDouble(
            town.column(
                    "SELECT extract(epoch FROM max(finished_at) - min(started_at)) " + jobs(lists))
                .getFirst());
    for (String list : lists)
      clerk.post("/subsidy/reassessments/" + list, "/subsidy/reassessments/" + list + "/discard");
    double copy = copy("determination", lastSheet) + copy("reassessment_item", lastItem);
    return new Result(seconds, copy, rows, heap);
  }

  private List<String> districts(String programme) throws SQLException {
    return town.column(
        "SELECT DISTINCT left(region, 6) FROM entitlement WHERE programme = '%s' ORDER BY 1"
            .formatted(programme));
  }

  /** Streets and the city have no values of their own before, so that nothing has to give way. */
  private void raise() throws SQLException {
    for (String rise :
        List.of(
            """
            SELECT DISTINCT 'DIBAO_STANDARD', s.kind, e.region, '', s.value::numeric + 60, s.unit, s.op
            FROM (SELECT DISTINCT left(region, 9) AS region FROM entitlement WHERE programme LIKE 'DIBAO%%') e
            CROSS JOIN LATERAL (
              SELECT * FROM standard_value v WHERE v.code = 'DIBAO_STANDARD' AND v.status = 'PUBLISHED'
                AND v.superseded_at IS NULL AND starts_with(e.region, v.region) AND v.valid_to IS NULL
                AND length(v.region) < 9
              ORDER BY length(v.region) DESC LIMIT 1) s
            """,
            """
            SELECT code, kind, '5101', class, value::numeric + 20, unit, op FROM standard_value
            WHERE code = 'OLD_AGE' AND region = '51' AND status = 'PUBLISHED' AND superseded_at IS NULL
              AND valid_to IS NULL
            """))
      town.sql(
          """
          INSERT INTO standard_value (code, kind, region, class, valid_from, value, unit, op, source, status)
          SELECT r.code, r.kind, r.region, r.class, DATE '%s', r.value::numeric(12,2)::text, r.unit, r.op, 'benchmark', 'PUBLISHED'
          FROM (%s) AS r (code, kind, region, class, value, unit, op)
          WHERE NOT EXISTS (SELECT FROM standard_value v WHERE v.source = 'benchmark' AND v.code = r.code)
          """
              .formatted(from, rise.replace("%%", "%")));
  }

  private String begin(HttpBrowser clerk, String programme, String district) {
    String page =
        where(
            clerk.post(
                "/subsidy/reassessments/new",
                "/subsidy/reassessments/new",
                "programme",
                programme,
                "region",
                district,
                "fromDay",
                from.toString()));
    if (!page.matches("/subsidy/reassessments/\\d+"))
      throw new AssertionError("No list, but " + page);
    return page.substring(page.lastIndexOf('/') + 1);
  }

  private void await(List<String> lists) {
    Processes.await(
        Duration.ofMinutes(30),
        () -> {
          Processes.pause(1000);
          heap = Math.max(heap, town.heap());
          if (!number("SELECT count(*) " + jobs(lists) + " AND state = 'FAILED'").equals("0"))
            throw new AssertionError("A list failed");
          return number("SELECT count(*) " + jobs(lists) + " AND state = 'DONE'")
              .equals("" + lists.size());
        },
        () -> "The lists do not come to their end");
  }

  private String number(String query) {
    try {
      return town.column(query).getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jobs(List<String> lists) {
    return "FROM job WHERE kind = 'reassess' AND once IN ('%s')"
        .formatted(String.join("','", lists));
  }

  private double copy(String table, String last) throws SQLException {
    Path file = Path.of("target", "benchmark-" + table + ".copy").toAbsolutePath();
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bare_rows AS SELECT * FROM %s WHERE false".formatted(table));
      statement.execute(
          "COPY (SELECT * FROM %s WHERE id > %s) TO '%s'".formatted(table, last, file));
      statement.execute("CHECKPOINT");
      long begun = System.nanoTime();
      statement.execute("COPY bare_rows FROM '" + file + "'");
      double seconds = (System.nanoTime() - begun) / 1e9;
      statement.execute("DROP TABLE bare_rows");
      Files.deleteIfExists(file);
      return seconds;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
