package minzheng.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import minzheng.backup.Manifest.Content;
import minzheng.processes.CommandProcess;
import minzheng.processes.Processes;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a backup or a restore, and what goes on beside one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
  private static final AtomicInteger FILES = new AtomicInteger();

  @TempDir static Path folder;
  private Server server;

  @BeforeAll
  void start() {
    server = new Server("backup-pg");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void a_damaged_cut_or_foreign_file_is_refused_before_anything_is_written() throws Exception {
    server.dropAndCreate();
    byte[] whole = Files.readAllBytes(Server.RELEASE);
    for (int at : new int[] {100, whole.length / 3, whole.length / 2}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      refused("damaged-" + at, damaged);
    }
    refused("cut", Arrays.copyOf(whole, whole.length - 1000));
    refused("half", Arrays.copyOf(whole, whole.length / 2));
    refused("empty", new byte[0]);
    refused("other", "no backup at all".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> restore(folder.resolve("nowhere.zip")))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("no readable file");
    assertThat(restore(Server.RELEASE).rows()).isGreaterThan(20_000);
  }

  private void refused(String name, byte[] content) throws IOException, SQLException {
    Path file = Files.write(folder.resolve(name), content);
    assertThatThrownBy(() -> restore(file))
        .as(name)
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("is damaged or no backup")
        .hasMessageContaining("nothing was restored");
    assertEmpty();
  }

  /** Each of them passes the first look, and is found out by the database or the comparison. */
  @Test
  void what_does_not_come_back_as_it_was_leaves_an_empty_database() throws Exception {
    server.dropAndCreate();
    failsEmpty(
        "with other migrations than this product has",
        changed("newer", text -> text.replace("\"0101\" ]", "\"0101\", \"9999\" ]")));
    failsEmpty(
        "has format 2",
        changed("format", text -> text.replaceFirst("\"format\" : 1", "\"format\" : 2")));
    failsEmpty(
        "table owed_1 came back with other rows or sums",
        changed(
            "sum",
            text -> text.replaceFirst("\"amount\" : \"7550.00\"", "\"amount\" : \"7551.00\"")));
    failsEmpty(
        "the database is empty again",
        changed("partition", text -> text.replaceFirst("VALUES IN \\('1'\\)", "VALUES IN ('2')")));
    assertThat(restore(Server.RELEASE).rows()).isGreaterThan(20_000);
  }

  private void failsEmpty(String why, Path file) throws SQLException {
    assertThatThrownBy(() -> restore(file))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining(why);
    assertEmpty();
  }

  /** The same backup with another manifest. */
  private Path changed(String name, UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve(name + ".zip");
    try (var from = new ZipFile(Server.RELEASE.toFile());
        var to = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : from.stream().toList()) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(Manifest.ENTRY)) {
          String text = new String(content, StandardCharsets.UTF_8);
          String other = change.apply(text);
          assertThat(other).as(name).isNotEqualTo(text);
          content = other.getBytes(StandardCharsets.UTF_8);
        }
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(content);
      }
    }
    return file;
  }

  /** A restore that was killed has left tables, and rows of the migrations themselves. */
  @Test
  void no_node_starts_on_half_a_restore() throws Exception {
    server.dropAndCreate();
    new Restore(server.owner, said -> {}).flyway("0101").migrate();
    assertThatThrownBy(server::migrate)
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("no schema history table");
    assertThatThrownBy(() -> restore(Server.RELEASE)).hasMessageContaining("is not empty");
  }

  @Test
  void a_server_without_the_roles_and_a_database_without_the_product_are_named() throws Exception {
    server.dropAndCreate();
    assertThatThrownBy(() -> backup("nothing.zip"))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("holds nothing of the product");
    server.all.sql("DROP EXTENSION btree_gist").update();
    assertThatThrownBy(() -> restore(Server.RELEASE))
        .hasMessageContaining("lacks the extension btree_gist; run db/bootstrap/roles.sql");
    var nobody = new Owner("jdbc:postgresql://localhost:1/minzheng", "minzheng_owner", "owner");
    assertThatThrownBy(() -> new Backup(nobody, Clock.systemUTC()).write(folder.resolve("no.zip")))
        .isInstanceOf(BackupRefused.class)
        .hasMessageContaining("The database cannot be read");
    assertThat(folder.resolve("no.zip.part")).doesNotExist();
  }

  @Test
  void a_command_that_is_not_understood_says_how_it_is_written() {
    var both =
        CommandProcess.run(
            "backup-both", server.environment(), "--minzheng.backup=a", "--minzheng.restore=b");
    assertThat(both.exit()).isEqualTo(1);
    assertThat(both.said()).contains("Either --minzheng.backup or --minzheng.restore");
    var none = CommandProcess.run("backup-none", server.environment(), "--minzheng.restore");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.said()).contains("Name one file");
  }

  /** Money goes from one table to another all the time; the file shows one moment of it. */
  @Test
  void the_file_shows_one_moment_while_people_go_on_working() throws Exception {
    server.dropAndCreate();
    restore(Server.RELEASE);
    owner(
        "CREATE TABLE a_purse (amount numeric(14,2)); CREATE TABLE z_spent (amount numeric(14,2))");
    owner("INSERT INTO a_purse VALUES (1000000)");
    var manifest =
        whileRepeating(
            0,
            """
            UPDATE a_purse SET amount = amount - 1;
            INSERT INTO z_spent VALUES (1)
            """);
    var spent = content(manifest, "z_spent");
    assertThat(spent.rows()).isGreaterThan(1);
    assertThat(sum(content(manifest, "a_purse")).add(sum(spent))).isEqualByComparingTo("1000000");
  }

  /** A draft that is made anew drops its partition; nobody waits, and the file has its rows. */
  @Test
  void a_draft_may_be_made_anew_meanwhile() throws Exception {
    server.dropAndCreate();
    restore(Server.RELEASE);
    var manifest =
        whileRepeating(
            1000,
            """
            SET LOCAL lock_timeout = '5s';
            CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM owed_1;
            ALTER TABLE owed DETACH PARTITION owed_1;
            DROP TABLE owed_1;
            CREATE TABLE owed_1 (LIKE owed);
            INSERT INTO owed_1 SELECT * FROM kept;
            ALTER TABLE owed ATTACH PARTITION owed_1 FOR VALUES IN (1)
            """);
    assertThat(content(manifest, "owed_1").rows()).isEqualTo(10);
    assertThat(sum(content(manifest, "owed_1"))).isEqualByComparingTo("7550.00");
  }

  /** Makes a backup while the owner does this again and again, each time as one transaction. */
  private Manifest whileRepeating(int pause, String sql) throws Exception {
    var done = new AtomicBoolean();
    var begun = new CountDownLatch(3);
    try (var own = Executors.newSingleThreadExecutor()) {
      var work =
          own.submit(
              () -> {
                while (!done.get()) {
                  owner("BEGIN;" + sql + "; COMMIT");
                  begun.countDown();
                  Processes.pause(pause);
                }
              });
      try {
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        return backup("moment-" + FILES.incrementAndGet() + ".zip");
      } finally {
        done.set(true);
        work.get(60, TimeUnit.SECONDS); // it never failed
      }
    }
  }

  private static Content content(Manifest manifest, String table) {
    return manifest.tables().stream()
        .filter(t -> t.name().equals(table))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static BigDecimal sum(Content content) {
    return new BigDecimal(content.sums().get("amount"));
  }

  private void owner(String sql) {
    try (var connection = server.owner.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Manifest backup(String name) {
    return new Backup(server.owner, Clock.systemUTC()).write(folder.resolve(name));
  }

  private Manifest restore(Path file) {
    return new Restore(server.owner, said -> {}).read(file);
  }

  private void assertEmpty() throws SQLException {
    try (var connection = server.owner.connect()) {
      assertThat(new Catalogue(connection).anything()).isEmpty();
    }
  }
}
