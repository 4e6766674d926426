package minzheng.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.HttpBrowser;
import minzheng.processes.NodeProcess;
import minzheng.processes.PostgresProcess;
import minzheng.processes.Processes;

/** A made city of one size: its PostgreSQL, and a node of the product with less than 1 GiB. */
final class Town implements AutoCloseable {
  private static final String PASSWORD = "demo";

  final String size;
  final double madeIn;
  private final PostgresProcess database;
  private final NodeProcess node;
  private final Map<String, String> environment;

  Town(String size) throws SQLException {
    this.size = size;
    database = new PostgresProcess("benchmark-pg-" + size, Boolean.getBoolean("benchmark.keep"));
    environment =
        Map.of(
            "DB_URL", database.url(),
            "DB_OWNER_PASSWORD", "owner",
            "DB_APP_PASSWORD", "app",
            "MESSAGES_EVERY", "0s");
    madeIn = made() ? 0 : make(environment);
    sql("CHECKPOINT");
    node = node("measured-" + size).start().awaitReady();
  }

  private NodeProcess node(String name, String... options) {
    var all = new ArrayList<>(List.of("--spring.profiles.active=benchmark"));
    all.addAll(List.of(options));
    return new NodeProcess(name, environment, all.toArray(String[]::new))
        .jvm("-Xmx1g", "-XX:+UseSerialGC")
        .beside(barePage());
  }

  /**
   * Seconds from the start of a JVM to its first answer: another node, with the one port of both.
   */
  double start() {
    return answer(node("started-" + size, "--management.server.port="), "/readyz");
  }

  /** The same of an application that has a server and one page, and nothing else. */
  double bareStart() {
    var bare = node("bare-" + size).running(BareApplication.class.getName());
    return answer(bare, BarePage.ADDRESS);
  }

  private static double answer(NodeProcess started, String path) {
    long begun = System.nanoTime();
    started.start();
    Processes.await(
        Duration.ofMinutes(5), () -> started.status(path) == 200, () -> "No answer at " + path);
    double seconds = (System.nanoTime() - begun) / 1e9;
    started.terminate();
    started.awaitEnd();
    return seconds;
  }

  private boolean made() throws SQLException {
    return column("SELECT to_regclass('person') IS NOT NULL").getFirst().equals("t")
        && column("SELECT EXISTS (SELECT FROM account WHERE username = '5101.finance')")
            .getFirst()
            .equals("t");
  }

  /** The population command, and an account that makes runs of the whole city; the seconds. */
  private double make(Map<String, String> environment) throws SQLException {
    long begun = System.nanoTime();
    new NodeProcess(
            "population-" + size,
            environment,
            "--spring.profiles.active=population",
            "--minzheng.population.size=" + size)
        .jvm("-Xmx2g", "-XX:+UseSerialGC")
        .run(Duration.ofMinutes(40));
    double seconds = (System.nanoTime() - begun) / 1e9;
    account("5101.finance", "FINANCE");
    return seconds;
  }

  /** An account of the city's own office, unless it is there. */
  void account(String username, String role) throws SQLException {
    sql(
        """
        WITH made AS (
          INSERT INTO account (username, name, password_hash, region, office_name, created_at)
          SELECT '%1$s', '市%2$s', password_hash, '5101', '成都市民政局', now() FROM account
          WHERE username = '5101.supervisor' AND NOT EXISTS (SELECT FROM account WHERE username = '%1$s')
          RETURNING id)
        INSERT INTO account_role SELECT id, '%2$s' FROM made
        """
            .formatted(username, role));
  }

  private static Path barePage() {
    try {
      Path from = Path.of("target", "test-classes");
      Path to = Path.of("target", "benchmark-bare");
      for (String file :
          List.of(
              "minzheng/benchmark/BarePage.class",
              "minzheng/benchmark/BarePage$Row.class",
              "minzheng/benchmark/BareApplication.class",
              "templates/benchmark/bare.html")) {
        Files.createDirectories(to.resolve(file).getParent());
        Files.write(to.resolve(file), Files.readAllBytes(from.resolve(file)));
      }
      return to.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return node.port();
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  void sql(String statement) throws SQLException {
    try (var connection = connect();
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** The first column of what is asked. */
  List<String> column(String query) throws SQLException {
    try (var connection = connect();
        var run = connection.createStatement();
        var rows = run.executeQuery(query)) {
      var all = new ArrayList<String>();
      while (rows.next()) all.add(rows.getString(1));
      return all;
    }
  }

  HttpBrowser signedIn(String username) {
    var browser = new HttpBrowser(node.port());
    String where = browser.signIn(username, PASSWORD);
    if (!where.equals("/")) throw new AssertionError(username + " is led to " + where);
    return browser;
  }

  /** The heap in use, in MiB, as the JVM's memory bean says it. */
  double heap() {
    return new HttpBrowser(node.managementPort())
            .get("/actuator/prometheus")
            .body()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum()
        / (1 << 20);
  }

  @Override
  public void close() {
    node.terminate();
    node.awaitEnd();
    database.close();
  }
}
