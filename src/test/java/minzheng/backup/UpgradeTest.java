package minzheng.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import minzheng.MinzhengTest;
import minzheng.TestDatabase;
import minzheng.backup.Manifest.Table;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every release left a small demo city, made by its own code, in {@code
 * src/test/resources/releases}; each is brought to the newest version and keeps all it had.
 */
@MinzhengTest
class UpgradeTest {
  private static final String DATABASE = "upgraded";

  /** Tables that are not what the release left, each with its reason. */
  private static final Map<String, String> CHANGED =
      Map.of(
          "flyway_schema_history", "the later migrations are added",
          "run_job", "0111: the making of a draft is a row of job");

  /** Fed from {@code db/reference}: later versions add to them. */
  private static final Set<String> REFERENCE =
      Set.of(
          "region",
          "calendar_year",
          "calendar_day",
          "statutory_holiday",
          "standard_code",
          "standard_term",
          "standard_value",
          "paper_requirement",
          "programme");

  @Autowired private List<JavaMigration> referenceData;

  static List<Path> releases() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/releases"))) {
      return files.filter(f -> f.toString().endsWith(".zip")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void what_a_release_left_is_intact_in_the_newest_version(Path release) throws Exception {
    String url = TestDatabase.another(DATABASE);
    try {
      var owner = new Owner(url, "minzheng_owner", "owner");
      var then = new Restore(owner, said -> {}).read(release);
      newest(url).migrate();
      try (var connection = owner.connect()) {
        assertThat(new Catalogue(connection).migrations())
            .containsAll(then.migrations())
            .endsWith(newest(url).info().current().getVersion().getVersion());
        for (Table table : then.tables()) intact(connection, table);
        moneyAddsUp(connection);
      }
    } finally {
      TestDatabase.drop(DATABASE);
    }
  }

  private static void intact(Connection connection, Table then) throws SQLException, IOException {
    if (number(connection, "SELECT count(to_regclass('%s'))".formatted(then.name())) == 0) {
      assertThat(CHANGED).containsKey(then.name());
      return;
    }
    var now = Rows.out(connection, then, OutputStream.nullOutputStream());
    if (CHANGED.containsKey(then.name()) || REFERENCE.contains(then.name()))
      assertThat(now.rows()).as(then.name()).isGreaterThanOrEqualTo(then.content().rows());
    else
      assertThat(now)
          .as(then.name())
          .usingRecursiveComparison()
          .ignoringFields("sha256") // rows may lie in another order
          .isEqualTo(then.content());
  }

  private static void moneyAddsUp(Connection connection) throws SQLException {
    assertThat(number(connection, "SELECT count(*) FROM run")).isPositive();
    assertThat(
            number(
                connection,
                """
                SELECT count(*) FROM run r WHERE
                  r.line_total <> (SELECT coalesce(sum(amount), 0) FROM bank_line l WHERE l.run_id = r.id)
                  OR r.owed_total <> (SELECT coalesce(sum(amount), 0) FROM owed o WHERE o.run_id = r.id)
                """))
        .isZero();
    assertThat(number(connection, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
        .isZero();
  }

  /** A released migration is never edited: databases that had it would differ from new ones. */
  @ParameterizedTest
  @MethodSource("releases")
  void released_migrations_are_as_they_were_released(Path release) throws IOException {
    var released = new TreeMap<String, Integer>();
    try (var file = BackupFile.open(release)) {
      var history =
          file.manifest().tables().stream()
              .filter(t -> t.name().equals(Catalogue.HISTORY))
              .findFirst()
              .orElseThrow();
      int version = history.columns().indexOf("version");
      int checksum = history.columns().indexOf("checksum");
      try (var lines =
          new BufferedReader(new InputStreamReader(file.rows(history), StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(line -> line.split("\t"))
            .filter(row -> !row[version].equals("\\N"))
            .forEach(row -> released.put(row[version], Integer.valueOf(row[checksum])));
      }
    }
    var here = new TreeMap<String, Integer>();
    for (var migration : newest(TestDatabase.url()).info().all())
      if (migration.isVersioned())
        here.put(migration.getVersion().getVersion(), migration.getChecksum());
    assertThat(released).hasSizeGreaterThan(20);
    assertThat(here).containsAllEntriesOf(released);
  }

  private Flyway newest(String url) {
    return Flyway.configure()
        .dataSource(url, "minzheng_owner", "owner")
        .locations("classpath:db/migration")
        .javaMigrations(referenceData.toArray(JavaMigration[]::new))
        .load();
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
