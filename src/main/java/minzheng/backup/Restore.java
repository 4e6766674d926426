package minzheng.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Puts a backup into an empty database: the schema by the migrations the backup's database had had,
 * then every row in one transaction, which ends only when everything is what the manifest says.
 * Until then the list of migrations has another name, so that no node starts on half a database.
 */
final class Restore {
  /** Flyway's list of migrations while the restore lasts. */
  static final String UNFINISHED = "restore_unfinished";

  private final Owner owner;
  private final Consumer<String> say;

  /**
   * @param say told what is being done, for the operator
   */
  Restore(Owner owner, Consumer<String> say) {
    this.owner = owner;
    this.say = say;
  }

  /**
   * Restores and verifies. The database is at the backup's version then; the next start of the
   * product brings it to its own.
   *
   * @throws BackupRefused with the reason; the database is as empty as before
   */
  Manifest read(Path path) {
    try (var file = BackupFile.open(path)) {
      var manifest = file.manifest();
      say.accept(
          "The file is whole: %,d rows in %d tables, made at %s on version %s."
              .formatted(
                  manifest.rows(),
                  manifest.tables().size(),
                  manifest.madeAt(),
                  manifest.version()));
      var flyway = flyway(manifest.version());
      known(flyway, manifest);
      empty();
      try {
        flyway.migrate();
        load(file);
      } catch (SQLException | IOException | RuntimeException e) {
        clean(e);
        throw e;
      }
      settle(manifest);
      return manifest;
    } catch (IOException | SQLException | FlywayException e) {
      throw new BackupRefused(
          "The restore failed, the database is empty again: " + e.getMessage(), e);
    }
  }

  /** Makes the tables of a version, as unfinished. */
  Flyway flyway(String version) {
    return Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .locations("classpath:db/migration")
        .target(version)
        .table(UNFINISHED)
        .initSql("SET check_function_bodies = off") // one of them reads the list under its own name
        .load();
  }

  /** Exactly the backup's migrations can be made, no more and no fewer. */
  private static void known(Flyway flyway, Manifest manifest) {
    var target = MigrationVersion.fromVersion(manifest.version());
    List<String> here =
        Arrays.stream(flyway.info().all())
            .map(MigrationInfo::getVersion)
            .filter(v -> v != null && v.compareTo(target) <= 0)
            .map(MigrationVersion::getVersion)
            .sorted()
            .toList();
    if (!here.equals(manifest.migrations()))
      throw new BackupRefused(
          "The backup's database was at version %s with other migrations than this product has;"
                  .formatted(manifest.version())
              + " restore it with the product of that version or a later one. Nothing was"
              + " restored.");
  }

  private void empty() throws SQLException {
    try (var connection = owner.connect()) {
      var catalogue = new Catalogue(connection);
      var anything = catalogue.anything();
      if (anything.isPresent())
        throw new BackupRefused(
            "The database is not empty (%s stands in it); a restore needs an empty one. Nothing was"
                    .formatted(anything.get())
                + " changed.");
      var missing = catalogue.missingBootstrap();
      if (!missing.isEmpty())
        throw new BackupRefused(
            "The database lacks %s; run db/bootstrap/roles.sql there first."
                .formatted(String.join(", ", missing)));
    } catch (SQLException e) {
      throw new BackupRefused("The database cannot be reached: " + e.getMessage(), e);
    }
  }

  private void load(BackupFile file) throws SQLException, IOException {
    try (Connection connection = owner.connect()) {
      connection.setAutoCommit(false);
      new Loading(connection, file, say).all();
      connection.commit();
    }
  }

  private void clean(Exception why) {
    try (Connection connection = owner.connect()) {
      new Catalogue(connection).dropEverything();
    } catch (SQLException e) {
      why.addSuppressed(e);
      throw new BackupRefused(
          "The restore failed (%s) and the database could not be emptied (%s); drop it."
              .formatted(why.getMessage(), e.getMessage()),
          why);
    }
  }

  /** Statistics and hint bits, or the first readers would pay for them. */
  private void settle(Manifest manifest) throws SQLException {
    say.accept("Restored and verified; statistics are being made.");
    try (Connection connection = owner.connect();
        var statement = connection.createStatement()) {
      for (var table : manifest.tables())
        statement.execute("VACUUM (ANALYZE) " + Rows.quote(table.name()));
    } catch (SQLException e) {
      say.accept("Restored, but without statistics; run VACUUM ANALYZE: " + e.getMessage());
    }
  }
}
