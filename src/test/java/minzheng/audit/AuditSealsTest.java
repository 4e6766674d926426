package minzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import minzheng.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The chain on a database of its own, because here the trail is forged on purpose. */
@Execution(ExecutionMode.SAME_THREAD) // a transaction of another test would hold back a seal
class AuditSealsTest {
  private static final String NAME = "minzheng_seals";
  private static String url;

  private Connection owner;
  private Connection app;

  @BeforeAll
  static void create() throws SQLException, IOException {
    url = TestDatabase.another(NAME);
    Flyway.configure().dataSource(url, "minzheng_owner", "owner").load().migrate();
  }

  @AfterAll
  static void drop() throws SQLException {
    TestDatabase.drop(NAME);
  }

  @BeforeEach
  void connect() throws SQLException {
    owner = DriverManager.getConnection(url, "minzheng_owner", "owner");
    app = DriverManager.getConnection(url, "minzheng_app", "app");
    forge("TRUNCATE audit_event, audit_seal, audit_seal_mark RESTART IDENTITY");
  }

  @AfterEach
  void close() throws SQLException {
    owner.close();
    app.close();
  }

  @Test
  void what_was_sealed_stays_right_in_every_time_zone_and_new_rows_follow() throws Exception {
    event(app, "510104");
    event(app, "510105");
    sealed(2);
    execute(app, "SET timezone = 'Asia/Shanghai'");
    event(app, "5101");
    sealed(3);
    assertThat(check()).isEqualTo("2 blocks, 3 sealed, 0 unsealed, broken null");
    event(app, "5101");
    assertThat(check()).isEqualTo("2 blocks, 3 sealed, 1 unsealed, broken null");
  }

  @Test
  void nothing_to_seal_makes_no_block() throws Exception {
    for (int i = 0; i < 4; i++) tick(app);
    assertThat(check()).isEqualTo("0 blocks, 0 sealed, 0 unsealed, broken null");
  }

  @Test
  void a_changed_row_is_found_in_its_block() throws Exception {
    threeBlocks();
    forge("UPDATE audit_event SET reason = '别的' WHERE id = 2");
    assertThat(check()).endsWith("broken 2");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void what_the_night_finds_is_one_line_for_the_alarm(CapturedOutput output) throws Exception {
    threeBlocks();
    var jdbc = JdbcClient.create(new SingleConnectionDataSource(app, true));
    var seals = new AuditSeals(jdbc, Clock.systemUTC());
    assertThat(seals.verify().broken()).isNull();
    assertThat(alarms(output)).isEmpty();
    forge("UPDATE audit_event SET reason = '别的' WHERE id = 2");
    assertThat(seals.verify().broken()).isEqualTo(2);
    assertThat(alarms(output))
        .singleElement()
        .asString()
        .endsWith("The audit trail is not what was sealed, first in block 2");
  }

  /** Among the output of tests that run beside this one. */
  private static List<String> alarms(CapturedOutput output) {
    return output
        .toString()
        .lines()
        .filter(line -> line.contains("ERROR") && line.contains("AuditSeals"))
        .toList();
  }

  @Test
  void a_removed_row_is_found_in_its_block() throws Exception {
    threeBlocks();
    forge("DELETE FROM audit_event WHERE id = 3");
    assertThat(check()).endsWith("broken 3");
  }

  @Test
  void a_row_put_in_afterwards_is_found() throws Exception {
    threeBlocks();
    forge(
        "UPDATE audit_event SET id = DEFAULT WHERE id = 1",
        "INSERT INTO audit_event (id, region, at, actor, office, action, object_type)"
            + " OVERRIDING SYSTEM VALUE VALUES (1, '5101', now(), '系统', '', '测试', '记录')");
    assertThat(check()).endsWith("broken 1");
  }

  @Test
  void a_block_resealed_over_a_forged_row_breaks_at_the_next() throws Exception {
    threeBlocks();
    forge(
        "UPDATE audit_event SET reason = '别的' WHERE id = 2",
        "UPDATE audit_seal s SET digest = (SELECT d.digest FROM audit_digest("
            + "(SELECT digest FROM audit_seal WHERE seq = 1), s.first_id, s.last_id) d)"
            + " WHERE seq = 2");
    assertThat(check()).endsWith("broken 3");
  }

  @Test
  void a_removed_block_is_found() throws Exception {
    threeBlocks();
    forge("DELETE FROM audit_seal WHERE seq = 2");
    assertThat(check()).endsWith("broken 3");
  }

  @Test
  void a_row_of_a_transaction_still_open_is_waited_for_and_not_lost() throws Exception {
    try (var slow = DriverManager.getConnection(url, "minzheng_app", "app")) {
      slow.setAutoCommit(false);
      event(slow, "510104"); // id 1, seen by nobody yet
      event(app, "510104"); // id 2
      for (int i = 0; i < 5; i++) tick(app);
      assertThat(check()).isEqualTo("0 blocks, 0 sealed, 1 unsealed, broken null");
      slow.commit();
    }
    sealed(2);
    assertThat(check()).isEqualTo("1 blocks, 2 sealed, 0 unsealed, broken null");
  }

  @Test
  void a_row_rolled_back_leaves_a_gap_that_is_no_fault() throws Exception {
    app.setAutoCommit(false);
    event(app, "510104");
    app.rollback();
    app.setAutoCommit(true);
    event(app, "510104");
    sealed(1);
    assertThat(check()).endsWith("broken null");
  }

  @Test
  void two_sealers_at_once_make_one_chain() throws Exception {
    event(app, "510104");
    sealed(1);
    event(app, "510104");
    tick(app);
    tick(app);
    try (var second = DriverManager.getConnection(url, "minzheng_app", "app")) {
      app.setAutoCommit(false);
      tick(app); // seals, and holds the lock
      try (var own = Executors.newSingleThreadExecutor()) {
        var begun = new CountDownLatch(1);
        var waiting =
            own.submit(
                () -> {
                  begun.countDown();
                  tick(second);
                });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
            .isInstanceOf(java.util.concurrent.TimeoutException.class);
        app.commit();
        waiting.get(30, TimeUnit.SECONDS);
      }
      app.setAutoCommit(true);
    }
    sealed(2);
    assertThat(check()).isEqualTo("2 blocks, 2 sealed, 0 unsealed, broken null");
  }

  @Test
  void a_transaction_number_of_another_server_is_noted_anew() throws Exception {
    event(app, "510104");
    tick(app);
    execute(owner, "UPDATE audit_seal_mark SET xid = '9000000000000'");
    sealed(1);
    assertThat(check()).endsWith("broken null");
  }

  @Test
  void the_application_can_neither_write_nor_read_the_seals_themselves() throws Exception {
    event(app, "510104");
    sealed(1);
    for (String sql :
        new String[] {
          "INSERT INTO audit_seal VALUES (9, 9, 9, 0, repeat('0', 64), now())",
          "DELETE FROM audit_seal",
          "UPDATE audit_seal_mark SET candidate_id = 0",
          "SELECT audit_digest('', 1, 9)"
        }) assertThatThrownBy(() -> execute(app, sql)).hasMessageContaining("permission denied");
    assertThatThrownBy(() -> execute(owner, "DELETE FROM audit_seal"))
        .hasMessageContaining("append-only");
  }

  private void threeBlocks() throws SQLException {
    for (int i = 1; i <= 3; i++) {
      event(app, "510104");
      sealed(i);
    }
    assertThat(check()).isEqualTo("3 blocks, 3 sealed, 0 unsealed, broken null");
  }

  /** Ticks until so many rows are sealed; other transactions of the server may delay it. */
  private void sealed(int rows) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      tick(app);
      if (check().contains(" " + rows + " sealed")) return;
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError(rows + " rows are never sealed: " + check());
  }

  private static void tick(Connection connection) {
    try {
      execute(connection, "SELECT seal_audit('2026-03-02T10:00:00Z')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String check() throws SQLException {
    try (var statement = app.createStatement();
        var row =
            statement.executeQuery(
                "SELECT format('%s blocks, %s sealed, %s unsealed, broken %s', blocks, sealed,"
                    + " unsealed, coalesce(broken::text, 'null')) FROM verify_audit()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void event(Connection connection, String region) throws SQLException {
    execute(
        connection,
        "INSERT INTO audit_event (region, at, actor, office, action, object_type, after) VALUES ('"
            + region
            + "', '2026-03-02T09:30:00.5+08', '系统', '', '测试', '记录', '{\"b\": 1.50, \"a\": \"甲\\n"
            + "乙\"}')");
  }

  /** What only somebody with the owner's password can do. */
  private void forge(String... statements) throws SQLException {
    for (String table : new String[] {"audit_event", "audit_seal"})
      execute(owner, "ALTER TABLE " + table + " DISABLE TRIGGER USER");
    for (String sql : statements) execute(owner, sql);
    for (String table : new String[] {"audit_event", "audit_seal"})
      execute(owner, "ALTER TABLE " + table + " ENABLE TRIGGER USER");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
