package minzheng.processes;

import static minzheng.HttpBrowser.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import minzheng.FreshIds;
import minzheng.HttpBrowser;
import minzheng.kernel.Sex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The topology of docker-compose.yml as plain processes: PostgreSQL, two nodes with its
 * environment, Caddy with its Caddyfile. One story, told in order, because the processes are dear.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTest {
  private static final String CLERK = "window.clerk";
  private static final String PASSWORD = "a-long-password";
  private static final String FORM = "/subsidy/intake/";

  private final int proxyPort = Processes.freePort();
  private final String name = "鞠萍兰";
  private final String idNumber = FreshIds.of(LocalDate.of(1975, 3, 1), Sex.F);
  private final String phone = "13980012345";
  private final String address = "水井街 188 号附 6 号";
  private final String account = "6228480000012345678";

  private PostgresProcess database;
  private List<NodeProcess> nodes = List.of();
  private CaddyProcess proxy;
  private HttpBrowser clerk;

  @BeforeAll
  void start_everything() throws Exception {
    boolean installed = CaddyProcess.installed();
    assertThat(installed || System.getenv("CI") == null)
        .as("apt-get install caddy: the build machine must test the proxy")
        .isTrue();
    assumeTrue(installed, "No caddy on this machine: apt-get install caddy");
    database = new PostgresProcess("two-nodes-pg");
    var compose =
        new ComposeFile(
            Map.of(
                "SITE_ADDRESS", "http://127.0.0.1:" + proxyPort,
                "POSTGRES_PASSWORD", "postgres",
                "DB_OWNER_PASSWORD", "owner",
                "DB_APP_PASSWORD", "app",
                "DB_READONLY_PASSWORD", "readonly",
                "MINZHENG_ADMIN_USERNAME", "chief",
                "MINZHENG_ADMIN_PASSWORD", "first-password-1",
                "MINZHENG_PUBLIC_URL", "http://127.0.0.1:" + proxyPort));
    nodes = List.of(node("node1", compose, "app1"), node("node2", compose, "app2"));
    nodes.forEach(NodeProcess::start); // at the same moment, on an empty database
    nodes.forEach(NodeProcess::awaitReady);
    proxy =
        new CaddyProcess(
            compose
                .config("proxy")
                .replace("app1:8080", "127.0.0.1:" + nodes.get(0).port())
                .replace("app2:8080", "127.0.0.1:" + nodes.get(1).port()),
            proxyPort);
    employ();
    clerk = new HttpBrowser(proxyPort, InetAddress.getByName("127.0.0.9"));
  }

  private NodeProcess node(String name, ComposeFile compose, String service) {
    var environment = compose.environment(service);
    environment.put("DB_URL", database.url());
    return new NodeProcess(name, environment);
  }

  /** A clerk of 锦江区 who has chosen a password already. */
  private void employ() throws SQLException {
    String hash = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(PASSWORD);
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                """
                WITH new AS (
                  INSERT INTO account (username, name, password_hash, region, office_name, created_at)
                  VALUES (?, '窗口', ?, '510104017', '锦官驿街道', now()) RETURNING id)
                INSERT INTO account_role SELECT id, 'CASEWORKER' FROM new
                """)) {
      insert.setString(1, CLERK);
      insert.setString(2, "{argon2}" + hash);
      insert.executeUpdate();
    }
  }

  @AfterAll
  void stop_everything() {
    if (proxy != null) proxy.close();
    nodes.stream().filter(NodeProcess::alive).forEach(NodeProcess::kill);
    if (database != null) database.close();
  }

  @Test
  @Order(1)
  void two_nodes_start_together_on_an_empty_database() throws Exception {
    assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE NOT success")).isZero();
    assertThat(
            number(
                "SELECT count(*) - count(DISTINCT version) FROM flyway_schema_history WHERE version"
                    + " IS NOT NULL"))
        .isZero();
    assertThat(number("SELECT count(*) FROM account WHERE username = 'chief'")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM region WHERE code = '510104'")).isEqualTo(1);
  }

  @Test
  @Order(2)
  void health_and_metrics_are_for_the_operators_alone() {
    for (var node : nodes) {
      var operator = new HttpBrowser(node.managementPort());
      assertThat(operator.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      assertThat(operator.get("/actuator/prometheus").body())
          .contains("minzheng_jobs{", "state=\"QUEUED\"", "minzheng_jobs_oldest_waiting_seconds")
          .contains("minzheng_runs{", "minzheng_tasks_overdue", "minzheng_tasks_failing")
          .contains("hikaricp_connections_active{", "pool=\"app\"", "jvm_memory_used_bytes");
      assertThat(operator.get("/actuator/env").statusCode()).isEqualTo(404);
      assertThat(node.status("/livez")).isEqualTo(200);
    }
    var anybody = new HttpBrowser(proxyPort);
    for (String closed : List.of("/actuator/prometheus", "/actuator/health", "/actuator"))
      assertThat(anybody.get(closed).body()).as(closed).doesNotContain("UP", "jvm_memory");
  }

  @Test
  @Order(3)
  void the_trail_shows_the_address_of_the_person_not_of_the_proxy() throws Exception {
    String token = clerk.token("/login");
    var signedIn =
        clerk.send(
            clerk
                .request("/login")
                .header("X-Forwarded-For", "10.1.2.3") // claimed, and not believed
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "username=%s&password=%s&_csrf=%s".formatted(CLERK, PASSWORD, token))));
    assertThat(where(signedIn)).isEqualTo("/");
    assertThat(
            text(
                "SELECT address FROM audit_event WHERE action = '登录' AND actor = '窗口' ORDER BY id"
                    + " DESC LIMIT 1"))
        .isEqualTo("127.0.0.9");
  }

  @Test
  @Order(4)
  void a_session_survives_the_death_of_a_node_in_the_middle_of_a_form() throws Exception {
    var page = clerk.page(FORM.substring(0, FORM.length() - 1));
    String form = page.select("form[action^=" + FORM + "]").attr("action");
    String token = page.select("input[name=_csrf]").attr("value");
    assertThat(form).startsWith(FORM);
    var before = nodes.stream().map(TwoNodesTest::saves).toList();
    assertThat(where(clerk.postWithToken(token, form, fields("action", "save")))).isEqualTo(form);
    var answered = saves(nodes.get(0)) > before.get(0) ? nodes.get(0) : nodes.get(1);
    assertThat(saves(answered)).isEqualTo(before.get(nodes.indexOf(answered)) + 1);

    answered.kill();

    var rest =
        fields(
            "action",
            "check",
            "bank",
            "农业银行",
            "accountNumber",
            account,
            "savings",
            "0",
            "vehicles",
            "0");
    assertThat(where(send(token, form, rest))).isEqualTo(form + "/check");
    String done = where(send(token, form + "/submit"));
    assertThat(done).startsWith("/subsidy/cases/");
    assertThat(where(send(token, form + "/submit"))).isEqualTo(done);
    assertThat(clerk.get(done).body()).contains(name);
    assertThat(number("SELECT count(*) FROM intake_draft WHERE case_id IS NOT NULL")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM person WHERE name = '" + name + "'")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM payee_account WHERE account = '" + account + "'"))
        .isEqualTo(1);
    answered.start();
  }

  /**
   * Sends a form as a person does: told to send it again, they do. A Caddy before 2.11.2 cannot
   * hand the first form that finds the dead node on to the other, and says so in a sentence.
   */
  private HttpResponse<String> send(String token, String path, String... fields) {
    var answer = clerk.postWithToken(token, path, fields);
    if (answer.statusCode() != 503) return answer;
    assertThat(answer.body()).contains("请一分钟后刷新");
    Processes.pause(3000); // the proxy looks every two seconds who is well
    return clerk.postWithToken(token, path, fields);
  }

  private String[] fields(String... more) {
    return Stream.concat(
            Stream.of(
                "programme",
                "DIBAO",
                "region",
                "510104017001",
                "address",
                address,
                "phone",
                phone,
                "channel",
                "WINDOW",
                "members[0].name",
                name,
                "members[0].idNumber",
                idNumber,
                "members[0].relation",
                "HEAD",
                "members[0].income",
                "100.00",
                "members[0].incomeKind",
                "WAGE",
                "members[0].consent",
                "true"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** How many intake forms a node has taken. */
  private static long saves(NodeProcess node) {
    return new HttpBrowser(node.managementPort())
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(l -> l.startsWith("http_server_requests_seconds_count"))
        .filter(l -> l.contains("method=\"POST\"") && l.contains("uri=\"/subsidy/intake/{id}\""))
        .mapToLong(l -> (long) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  @Order(5)
  void a_node_that_stops_says_so_first_and_finishes_what_it_has_begun() throws Exception {
    nodes.forEach(NodeProcess::awaitReady);
    var leaving = nodes.get(1);
    assertThat(leaving.status("/login")).isEqualTo(200); // its page is ready before the clock runs
    var stopped = new AtomicBoolean();
    var visits =
        CompletableFuture.supplyAsync(
            () -> {
              var answers = new ArrayList<Integer>();
              while (!stopped.get()) {
                answers.add(clerk.get("/account/sessions").statusCode());
                Processes.pause(100);
              }
              return answers;
            });
    try (var slow = new Socket("127.0.0.1", leaving.port())) {
      String body = "username=nobody&password=nothing";
      say(slow, "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
      say(slow, "Content-Type: application/x-www-form-urlencoded\r\n");
      say(slow, "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 9));
      Processes.pause(300);
      leaving.terminate();
      Processes.await(
          Duration.ofSeconds(5),
          () -> leaving.status("/readyz") == 503,
          () -> "Still ready while stopping: " + leaving.status("/readyz"));
      assertThat(leaving.status("/livez")).as("a restart would not help").isEqualTo(200);
      assertThat(leaving.status("/login")).as("answers go on").isEqualTo(200);
      Processes.await(
          Duration.ofSeconds(20), () -> leaving.status("/login") == 0, () -> "The door stays open");
      say(slow, body.substring(9)); // what had begun when the door closed is finished
      slow.setSoTimeout(10_000);
      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 ");
    }
    leaving.awaitEnd();
    stopped.set(true);
    assertThat(visits.get()).isNotEmpty().containsOnly(200);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  @Order(6)
  void without_a_database_a_node_lives_but_is_not_ready() {
    var node = nodes.get(0);
    database.kill();
    Processes.await(
        Duration.ofSeconds(30),
        () -> node.status("/readyz") == 503,
        () -> "Ready without database");
    assertThat(node.status("/livez")).isEqualTo(200);
    database.start();
    node.awaitReady();
    assertThat(clerk.get("/account/sessions").statusCode()).as("still signed in").isEqualTo(200);
  }

  @Test
  @Order(7)
  void no_log_holds_what_was_typed() {
    clerk.get("/people?q=" + idNumber);
    clerk.get("/people/" + idNumber);
    clerk.get("/subsidy/intake?idNumber=" + idNumber);
    var json = JsonMapper.builder().build();
    for (var node : nodes) {
      var lines = node.log();
      assertThat(lines).hasSizeGreaterThan(10);
      assertThat(lines).allSatisfy(line -> assertThat(json.readTree(line).isObject()).isTrue());
      assertThat(String.join("\n", lines))
          .doesNotContain(name, idNumber, phone, address, account, CLERK, PASSWORD);
    }
    assertThat(proxy.log())
        .contains("/subsidy/intake…")
        .doesNotContain(name, idNumber, phone, address, account, PASSWORD, "q=", "MZSESSION");
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
