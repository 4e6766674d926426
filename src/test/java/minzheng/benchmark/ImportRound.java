package minzheng.benchmark;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import minzheng.HttpBrowser;
import minzheng.kernel.IdNumber;
import minzheng.processes.Processes;

/**
 * A table of new persons as an office hands it in: uploaded, checked line by line against the
 * register, confirmed by another person, written with its search entries and its trail.
 */
final class ImportRound {
  private static final String AREA = "510104017";

  /** As many days of birth; who shares one has another number of the day. */
  private static final int DAYS = 20_000;

  private final Town town;
  private final int rows;

  ImportRound(Town town, int rows) {
    this.town = town;
    this.rows = rows;
  }

  /**
   * What came of it.
   *
   * @param seconds of both jobs, check and writing
   * @param copySeconds server-side {@code COPY} of the same persons into a bare copy of the table
   */
  record Result(double seconds, double copySeconds) {}

  Result measure() throws SQLException {
    long last = number("SELECT max(id) FROM person");
    town.sql("CHECKPOINT");
    var maker = town.signedIn("510104.caseworker");
    String page = upload(maker);
    String id = page.substring("/imports/".length());
    await(id, "CHECKED");
    maker.post(page, page + "/submit");
    var checker = town.signedIn("510104.reviewer");
    checker.post(page + "/decide", page + "/confirm", "count", "" + rows);
    await(id, "DONE");
    long written = number("SELECT count(*) FROM person WHERE id > " + last);
    if (written != rows) throw new AssertionError(written + " persons written");
    double seconds =
        Double.parseDouble(
            town.column(
                    "SELECT sum(extract(epoch FROM finished_at - started_at)) FROM job WHERE kind"
                        + " IN"
                        + " ('import-check', 'import-write') AND once = '%s'".formatted(id))
                .getFirst());
    return new Result(seconds, copy(last));
  }

  private String upload(HttpBrowser maker) {
    String boundary = "benchmark";
    var body = new ByteArrayOutputStream();
    part(body, boundary, "name=\"_csrf\"", maker.token("/imports/new"));
    part(body, boundary, "name=\"kind\"", "persons");
    part(
        body,
        boundary,
        "name=\"file\"; filename=\"persons-%d.csv\"".formatted(System.nanoTime()),
        table());
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    var answer =
        maker.send(
            maker
                .request("/imports/new")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    String page = HttpBrowser.where(answer);
    if (!page.startsWith("/imports/")) throw new AssertionError("No import, but " + page);
    return page;
  }

  private static void part(ByteArrayOutputStream body, String boundary, String name, String text) {
    String head = "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(boundary, name);
    body.writeBytes((head + text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Persons nobody has yet, other ones each time. */
  private String table() {
    long round = System.nanoTime() / 1_000_000 % 900;
    var text = new StringBuilder("证件号码,姓名,居住地,联系电话,详细住址\r\n");
    for (int n = 0; n < rows; n++) {
      String birth = LocalDate.of(1940, 1, 1).plusDays(n % DAYS).toString().replace("-", "");
      String digits = "998001%s%03d".formatted(birth, (round + n / DAYS) % 1000);
      text.append(digits).append(IdNumber.check(digits)).append(",林");
      text.append((char) ('一' + n % 5000));
      text.append(",%s,1370%07d,双桂路 %d 号\r\n".formatted(AREA, n, n));
    }
    return text.toString();
  }

  private void await(String id, String state) {
    Processes.await(
        Duration.ofMinutes(10),
        () -> {
          String now = state(id);
          if (now.equals("REJECTED") || now.equals("CHECKED") && !state.equals(now))
            throw new AssertionError("The import " + id + " is not written: " + now);
          return now.equals(state);
        },
        () -> "The import stands at " + state(id) + " instead of " + state);
  }

  private String state(String id) {
    try {
      return town.column("SELECT state FROM sheet_import WHERE id = " + id).getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(town.column(query).getFirst());
  }

  private double copy(long last) throws SQLException {
    Path file = Path.of("target", "benchmark-person.copy").toAbsolutePath();
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bare_person AS SELECT * FROM person WHERE false");
      statement.execute("COPY (SELECT * FROM person WHERE id > %d) TO '%s'".formatted(last, file));
      statement.execute("CHECKPOINT");
      long begun = System.nanoTime();
      statement.execute("COPY bare_person FROM '" + file + "'");
      double seconds = (System.nanoTime() - begun) / 1e9;
      statement.execute("DROP TABLE bare_person");
      Files.deleteIfExists(file);
      return seconds;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
