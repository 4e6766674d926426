package minzheng.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What slows a bulk load down, taken off and put back: user triggers, foreign keys to and from the
 * tables, keys, exclusions and indexes. Everything comes back as it was, checked against all rows;
 * what fails undoes the whole load, since all of it is one transaction.
 */
public final class LoadingGear {
  private final Connection connection;
  private final List<String> tables;
  private final List<String> drops = new ArrayList<>();
  private final List<String> restore = new ArrayList<>();

  private LoadingGear(Connection connection, List<String> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /** Takes everything off; the tables stay locked until the end of the transaction. */
  public static LoadingGear takeOff(Connection connection, List<String> tables)
      throws SQLException {
    var gear = new LoadingGear(connection, tables);
    for (String table : tables) {
      gear.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
      gear.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
    }
    // first the foreign keys, or the keys they point at would not go; put back in the reverse order
    gear.constraints("contype IN ('p', 'u', 'x') AND conrelid = ANY (?::regclass[])", false);
    gear.indexes();
    gear.constraints(
        "contype = 'f' AND (conrelid = ANY (?::regclass[]) OR confrelid = ANY (?::regclass[]))",
        true);
    gear.drop();
    return gear;
  }

  /** Puts everything back, with a word on each step. */
  public void putBack(Consumer<String> progress) throws SQLException {
    for (String statement : restore) {
      progress.accept(statement);
      execute(statement);
    }
    for (String table : tables) execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
  }

  private void constraints(String which, boolean twice) throws SQLException {
    try (var found =
        connection.prepareStatement(
            """
            SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
            FROM pg_constraint WHERE conparentid = 0 AND
            """
                + which
                + " ORDER BY conrelid, conname")) {
      found.setString(1, array());
      if (twice) found.setString(2, array());
      var row = found.executeQuery();
      while (row.next()) {
        drops.add("ALTER TABLE " + row.getString(1) + " DROP CONSTRAINT " + row.getString(2));
        restore.add(
            "ALTER TABLE %s ADD CONSTRAINT %s %s"
                .formatted(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
  }

  private void indexes() throws SQLException {
    try (var found =
        connection.prepareStatement(
            """
            SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
            WHERE i.indrelid = ANY (?::regclass[])
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid
                                AND c.contype IN ('p', 'u', 'x'))
            ORDER BY i.indrelid, i.indexrelid
            """)) {
      found.setString(1, array());
      var row = found.executeQuery();
      while (row.next()) {
        drops.add("DROP INDEX " + row.getString(1));
        restore.add(row.getString(2));
      }
    }
  }

  private String array() {
    return "{" + String.join(",", tables) + "}";
  }

  private void drop() throws SQLException {
    for (String statement : drops.reversed()) execute(statement);
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
