package minzheng.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import minzheng.backup.Manifest.Content;
import minzheng.backup.Manifest.Table;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The rows of one table, out and in as COPY text, one row at a time. */
final class Rows {
  private Rows() {}

  /** Writes every row and returns what they are recognised by. */
  static Content out(Connection connection, Table table, OutputStream to)
      throws SQLException, IOException {
    var bytes = RowDigest.sha256();
    var rowDigest = new RowDigest();
    long rows = 0;
    var copy = manager(connection).copyOut("COPY " + relation(table) + " TO STDOUT");
    try {
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        to.write(row);
        bytes.update(row);
        rowDigest.add(row);
        rows++;
      }
    } finally {
      if (copy.isActive()) copy.cancelCopy();
    }
    return new Content(
        rows, HexFormat.of().formatHex(bytes.digest()), rowDigest.hex(), sums(connection, table));
  }

  static void in(Connection connection, Table table, InputStream from)
      throws SQLException, IOException {
    manager(connection).copyIn("COPY " + relation(table) + " FROM STDIN", from, 1 << 16);
  }

  private static Map<String, String> sums(Connection connection, Table table) throws SQLException {
    var sums = new TreeMap<String, String>();
    if (table.numbers().isEmpty()) return sums;
    String wanted =
        table.numbers().stream()
            .map(n -> "coalesce(sum(" + quote(n) + "), 0)::text")
            .collect(Collectors.joining(", "));
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT " + wanted + " FROM ONLY " + quote(table.name()))) {
      row.next();
      for (int i = 0; i < table.numbers().size(); i++)
        sums.put(table.numbers().get(i), row.getString(i + 1));
    }
    return sums;
  }

  private static String relation(Table table) {
    return quote(table.name()) + " (" + quote(table.columns()) + ")";
  }

  private static String quote(List<String> names) {
    return names.stream().map(Rows::quote).collect(Collectors.joining(", "));
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static CopyManager manager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}
