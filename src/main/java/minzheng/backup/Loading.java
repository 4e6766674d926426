package minzheng.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import minzheng.backup.Manifest.Content;
import minzheng.backup.Manifest.Partition;
import minzheng.backup.Manifest.Table;

/** The one transaction of a restore: rows, sequences, partitions, then the comparison. */
final class Loading {
  private final Connection connection;
  private final BackupFile file;
  private final Manifest manifest;
  private final Consumer<String> say;

  Loading(Connection connection, BackupFile file, Consumer<String> say) {
    this.connection = connection;
    this.file = file;
    this.manifest = file.manifest();
    this.say = say;
  }

  void all() throws SQLException, IOException {
    execute("SET LOCAL maintenance_work_mem = '512MB'");
    var single = manifest.tables().stream().filter(t -> t.partition() == null).toList();
    history(single);
    sameTables(single);
    var names = single.stream().map(Table::name).map(Rows::quote).toList();
    var gear = LoadingGear.takeOff(connection, names);
    execute("TRUNCATE " + String.join(", ", names)); // what the migrations themselves put in
    for (Table table : single) rows(table);
    for (Table table : manifest.tables()) if (table.partition() != null) partition(table);
    for (String name : names) execute("ANALYZE " + name);
    say.accept("The rows are in; keys and indexes are being built.");
    gear.putBack(step -> {});
    for (var sequence : manifest.sequences())
      execute(
          "SELECT setval('%s', %d, %b)"
              .formatted(
                  Rows.quote(sequence.name()).replace("'", "''"),
                  sequence.last(),
                  sequence.called()));
    say.accept("Everything is being compared with the manifest.");
    compare();
  }

  /** The list of migrations gets its name, and must agree with the backup's own. */
  private void history(List<Table> single) throws SQLException, IOException {
    String made = Restore.UNFINISHED;
    String real = Catalogue.HISTORY;
    execute("ALTER TABLE %s RENAME TO %s".formatted(made, real));
    execute("ALTER INDEX %1$s_pk RENAME TO %2$s_pk".formatted(made, real));
    execute("ALTER INDEX %1$s_s_idx RENAME TO %2$s_s_idx".formatted(made, real));
    execute(
        "CREATE TEMPORARY TABLE made_here ON COMMIT DROP AS SELECT version, checksum FROM " + real);
    execute("DELETE FROM " + real);
    rows(single.stream().filter(t -> t.name().equals(real)).findFirst().orElseThrow());
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT string_agg(h.version, ', ' ORDER BY h.version)
                FROM flyway_schema_history h JOIN made_here m USING (version)
                WHERE h.checksum IS DISTINCT FROM m.checksum
                """)) {
      row.next();
      if (row.getString(1) != null)
        throw failed("this product's migrations %s are not those of the backup", row.getString(1));
    }
  }

  private void sameTables(List<Table> single) throws SQLException {
    var here =
        new Catalogue(connection)
            .tables().stream().map(f -> f.table().name()).collect(Collectors.toSet());
    var there = single.stream().map(Table::name).collect(Collectors.toSet());
    if (!here.equals(there)) throw failed("the migrations make other tables than the backup has");
  }

  private void rows(Table table) throws SQLException, IOException {
    try (var in = file.rows(table)) {
      Rows.in(connection, table, in);
    }
  }

  /** Filled first and attached when it is whole, like a run's draft. */
  private void partition(Table table) throws SQLException, IOException {
    String name = Rows.quote(table.name());
    Partition place = table.partition();
    String parent = Rows.quote(place.parent());
    execute("CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS)".formatted(name, parent));
    rows(table);
    for (var check : place.checks().entrySet())
      execute(
          "ALTER TABLE %s ADD CONSTRAINT %s %s"
              .formatted(name, Rows.quote(check.getKey()), check.getValue()));
    if (place.scoped()) execute("CALL scope_table('%s')".formatted(name.replace("'", "''")));
    execute("ALTER TABLE %s ATTACH PARTITION %s %s".formatted(parent, name, place.bound()));
    execute("ANALYZE " + name);
  }

  private void compare() throws SQLException, IOException {
    var catalogue = new Catalogue(connection);
    for (Table table : manifest.tables()) {
      Content here = Rows.out(connection, table, OutputStream.nullOutputStream());
      Content there = table.content();
      if (here.rows() != there.rows()
          || !here.rowDigest().equals(there.rowDigest())
          || !here.sums().equals(there.sums()))
        throw failed("table %s came back with other rows or sums", table.name());
    }
    if (!catalogue.sequences().equals(manifest.sequences())) throw failed("the sequences differ");
    if (!Objects.equals(catalogue.trail(), manifest.trail()))
      throw failed("the audit chain is another than the backup's");
  }

  private static BackupRefused failed(String why, Object... values) {
    return new BackupRefused(
        "The restore failed, the database is empty again: " + why.formatted(values) + ".");
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
