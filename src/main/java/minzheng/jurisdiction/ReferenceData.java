package minzheng.jurisdiction;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.postgresql.PGConnection;

/**
 * A file of {@code db/reference}, loaded by the owner after the migrations and again whenever the
 * file or its SQL changes: the file is copied into a temporary table, then rows that are absent are
 * inserted. Rows that are there are never rewritten; a change to one is a new migration.
 */
public class ReferenceData implements JavaMigration {
  private final String name;
  private final String file;
  private final String columns;
  private final String[] statements;

  /**
   * @param name unique, orders the loads: "10 regions"
   * @param file name in {@code db/reference}, CSV with a header line
   * @param columns of the temporary table {@code loaded}, in the order of the file
   * @param statements that insert from {@code loaded}
   */
  public ReferenceData(String name, String file, String columns, String... statements) {
    this.name = name;
    this.file = "/db/reference/" + file;
    this.columns = columns;
    this.statements = statements;
  }

  @Override
  public void migrate(Context context) throws Exception {
    Connection connection = context.getConnection();
    try (Statement sql = connection.createStatement();
        InputStream csv = open()) {
      sql.execute("CREATE TEMPORARY TABLE loaded (" + columns + ")");
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY loaded FROM STDIN (FORMAT csv, HEADER true, ENCODING 'UTF8')", csv);
      for (String statement : statements) sql.execute(statement);
      sql.execute("DROP TABLE loaded");
    }
  }

  private InputStream open() {
    InputStream csv = ReferenceData.class.getResourceAsStream(file);
    if (csv == null) throw new IllegalStateException("missing " + file);
    return new BufferedInputStream(csv);
  }

  @Override
  public Integer getChecksum() {
    var crc = new CRC32();
    try (InputStream csv = open()) {
      crc.update(csv.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    crc.update((columns + String.join(";", statements)).getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /** None: repeated whenever the checksum changes. */
  @Override
  public MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "reference " + name;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }
}
