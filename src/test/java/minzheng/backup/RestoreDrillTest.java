package minzheng.backup;

import static minzheng.HttpBrowser.where;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import minzheng.HttpBrowser;
import minzheng.processes.CommandProcess;
import minzheng.processes.NodeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The drill of docs/operations.md as one story on a server of its own: back up, lose the database,
 * restore, compare, go on working. The commands are the documented ones, in JVMs of their own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreDrillTest {
  @TempDir static Path folder;
  private Path file;
  private Server server;
  private Map<String, String> before;
  private NodeProcess node;

  @BeforeAll
  void a_city_at_work() {
    file = folder.resolve("minzheng.zip");
    server = new Server("restore-drill-pg");
    new Restore(server.owner, said -> {}).read(Server.RELEASE);
    server.migrate();
    for (int i = 0; i < 4; i++) server.all.sql("SELECT seal_audit(now())").query().singleRow();
    // a file as large as they come: the commands have 128 MB
    server
        .all
        .sql(
            """
            WITH f AS (
              INSERT INTO job_file (region, name, stored_by, stored_at)
              SELECT '510104', '名单.xlsx', min(id), now() FROM account RETURNING id)
            INSERT INTO job_file_chunk SELECT id, 0, '510104', decode(repeat('00ff5c0a0d09', 3500000), 'hex') FROM f
            """)
        .update();
    before = server.everything();
    assertThat(number("SELECT count(*) FROM pg_class WHERE relname ~ '^owed_[0-9]+$'"))
        .isEqualTo(12);
    assertThat(number("SELECT sealed FROM verify_audit()")).isGreaterThan(500);
  }

  @AfterAll
  void stop() {
    if (node != null && node.alive()) node.kill();
    server.close();
  }

  @Test
  @Order(1)
  void the_command_writes_one_file_for_its_owner_alone() throws Exception {
    var ended = command("backup", file);
    assertThat(ended.said()).contains("Backup written to " + file, "unbroken, head ");
    assertThat(ended.exit()).isZero();
    assertThat(folder.toFile().list()).containsExactly("minzheng.zip");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(server.everything()).isEqualTo(before);
    try (var backup = BackupFile.open(file)) {
      var trail = backup.manifest().trail();
      assertThat(
              "(%d,%d,%d,,%s)"
                  .formatted(trail.blocks(), trail.sealed(), trail.unsealed(), trail.head()))
          .isEqualTo(before.get("audit chain"));
    }
  }

  @Test
  @Order(2)
  void a_file_is_never_overwritten_and_a_database_with_anything_in_it_never_restored_into()
      throws Exception {
    byte[] written = Files.readAllBytes(file);
    var again = command("backup", file);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.said())
        .isEqualToIgnoringWhitespace("The file " + file + " exists already; nothing was written.");
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
    var full = command("restore", file);
    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.said()).contains("The database is not empty").contains("Nothing was changed.");
    assertThat(server.everything()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void after_the_loss_of_the_database_the_file_brings_everything_back() throws Exception {
    server.dropAndCreate();
    assertThat(number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).isZero();
    var ended = command("restore", file);
    assertThat(ended.said()).contains("Restored from " + file + " and verified");
    assertThat(ended.exit()).isZero();
    assertThat(server.everything()).isEqualTo(before);
  }

  @Test
  @Order(4)
  void offices_are_kept_apart_as_before() {
    JdbcClient app = server.as("minzheng_app");
    assertThat(app.sql("SELECT count(*) FROM person").query(Integer.class).single()).isZero();
    String seen =
        """
        SELECT count(*) || ' of ' || (SELECT count(*) FROM owed) FROM person
        WHERE (SELECT set_config('app.region', '510104', false)) IS NOT NULL
        """;
    assertThat(number("SELECT count(*) FROM person WHERE region LIKE '510105%'")).isPositive();
    assertThat(app.sql(seen).query(String.class).single())
        .isEqualTo(
            server
                .all
                .sql(
                    "SELECT count(*) FILTER (WHERE region LIKE '510104%') || ' of ' || (SELECT"
                        + " count(*) FROM owed WHERE region LIKE '510104%') FROM person")
                .query(String.class)
                .single());
  }

  @Test
  @Order(5)
  void people_sign_in_and_go_on_where_they_were() {
    long last = number("SELECT max(id) FROM audit_event");
    node = new NodeProcess("restored", server.environment()).start().awaitReady();
    var finance = new HttpBrowser(node.port());
    assertThat(finance.signIn("jinjiang.finance", "demo")).isEqualTo("/");
    long run = number("SELECT min(id) FROM run WHERE region = '510104' AND programme = 'DIBAO'");
    assertThat(finance.page("/payments/runs/" + run).select("main").text()).contains("7,550.00");
    assertThat(number("SELECT count(*) FROM audit_event WHERE id > " + last + " AND action = '登录'"))
        .as("new rows get new numbers")
        .isEqualTo(1);
    assertThat(server.all.sql("SELECT broken FROM verify_audit()").query(Long.class).optional())
        .isEmpty();
    assertThat(where(new HttpBrowser(node.port()).get("/payments"))).startsWith("/login");
  }

  private CommandProcess.Ended command(String what, Path file) {
    return CommandProcess.record(
        "drill-" + what, server.environment(), "--minzheng." + what + "=" + file);
  }

  private long number(String sql) {
    return server.all.sql(sql).query(Long.class).single();
  }
}
