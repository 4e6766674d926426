package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.HttpBrowser;
import minzheng.processes.NodeProcess;
import minzheng.processes.PostgresProcess;
import minzheng.processes.Processes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A bureau as an operator runs it: one PostgreSQL, one node for the pages, two workers without
 * them, and a district of fictitious people. Its state can be kept and brought back, so that each
 * kill meets the same work.
 */
final class Bureau implements AutoCloseable {
  static final String DISTRICT = "510104";
  private static final String SEED = "20261127"; // of the population; the same people each time

  private final PostgresProcess database = new PostgresProcess("faults-pg");
  private final NodeProcess pages;
  private final List<NodeProcess> workers;

  /**
   * Starts everything.
   *
   * @param size of the population, as its command reads it
   */
  Bureau(String size) {
    var environment =
        Map.of(
            "DB_URL", database.url(),
            "DB_OWNER_PASSWORD", "owner",
            "DB_APP_PASSWORD", "app",
            "MESSAGES_EVERY", "0s"); // they stay where they are queued, to be counted
    NodeProcess.worker(
            "faults-population",
            environment,
            "--spring.profiles.active=population",
            "--minzheng.population.size=" + size,
            "--minzheng.population.seed=" + SEED,
            "--minzheng.city=" + DISTRICT)
        .run(Duration.ofMinutes(10));
    var withoutJobs = new TreeMap<>(environment);
    withoutJobs.put("MINZHENG_JOBS", "elsewhere");
    pages =
        new NodeProcess(
            "faults-pages", withoutJobs, "--spring.datasource.hikari.maximum-pool-size=8");
    workers = List.of(worker("worker1", environment), worker("worker2", environment));
    pages.start();
    workers.forEach(NodeProcess::start);
    pages.awaitReady();
    workers.forEach(NodeProcess::awaitReady);
  }

  /** Two on one machine need names; a dead one is noticed in seconds instead of a minute. */
  private static NodeProcess worker(String name, Map<String, String> environment) {
    return NodeProcess.worker(
        name,
        environment,
        "--db-scheduler.scheduler-name=" + name,
        "--db-scheduler.heartbeat-interval=500ms",
        "--db-scheduler.missed-heartbeats-limit=4",
        "--db-scheduler.polling-interval=250ms",
        "--spring.datasource.hikari.maximum-pool-size=8");
  }

  /** Somebody of the bureau at the pages, signed in. */
  HttpBrowser signIn(String duty) {
    var browser = new HttpBrowser(pages.port());
    assertThat(browser.signIn(DISTRICT + "." + duty, "demo")).isEqualTo("/");
    return browser;
  }

  /** The database, every district of it; each statement on a connection of its own. */
  JdbcClient sql() {
    return JdbcClient.create(new DriverManagerDataSource(database.url(), "postgres", "postgres"));
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  long number(String sql) {
    return sql().sql(sql).query(Long.class).single();
  }

  /** A job as its table shows it. */
  record Job(long id, String state, long done, Long total, int attempt, String error) {
    boolean over() {
      return !state.equals("QUEUED") && !state.equals("RUNNING");
    }
  }

  Job job(long id) {
    return sql()
        .sql("SELECT id, state, done, total, attempt, error FROM job WHERE id = ?")
        .param(id)
        .query(Job.class)
        .single();
  }

  long lastJob() {
    return number("SELECT coalesce(max(id), 0) FROM job");
  }

  /** Asks for work and waits until it is done, undisturbed. */
  Job finish(Runnable ask) {
    long before = lastJob();
    ask.run();
    long id = lastJob();
    assertThat(id).as("nothing was begun").isGreaterThan(before);
    return awaitDone(id);
  }

  Job awaitDone(long id) {
    Processes.await(Duration.ofMinutes(5), () -> job(id).over(), () -> "Not over: " + job(id));
    var job = job(id);
    assertThat(job.state()).as(job.toString()).isEqualTo("DONE");
    return job;
  }

  NodeProcess worker(String name) {
    return workers.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** SIGKILL to PostgreSQL, and a new start on the same folder. */
  void killDatabase() {
    database.kill();
    database.start();
    awaitPages();
  }

  /** Keeps the state under a name; not through the log, which a killed server would replay. */
  void keep(String name) {
    admin(
        "ALTER DATABASE minzheng ALLOW_CONNECTIONS false",
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'minzheng'",
        "DROP DATABASE IF EXISTS " + name,
        "CREATE DATABASE " + name + " TEMPLATE minzheng STRATEGY FILE_COPY",
        "ALTER DATABASE minzheng ALLOW_CONNECTIONS true");
    awaitPages();
  }

  /** Brings a state back, with the sessions of those who were signed in. */
  void bringBack(String name) {
    admin(
        "DROP DATABASE minzheng WITH (FORCE)",
        "CREATE DATABASE minzheng TEMPLATE " + name + " STRATEGY FILE_COPY",
        "GRANT CREATE ON DATABASE minzheng TO minzheng_owner");
    awaitPages();
  }

  private void awaitPages() {
    pages.awaitReady();
  }

  private void admin(String... statements) {
    String url = database.url().substring(0, database.url().lastIndexOf('/')) + "/postgres";
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      for (String each : statements) statement.execute(each);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.stream().filter(NodeProcess::alive).forEach(NodeProcess::kill);
    if (pages.alive()) pages.kill();
    database.close();
  }
}
