package minzheng.demo.population;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Rows on their way into many tables of one connection and transaction: collected by table, sent as
 * COPY in pieces by a second thread while the next rows are being drawn. Not safe for several
 * writers.
 */
final class CopyRows implements AutoCloseable {
  private static final int PIECE = 2_000_000; // characters of one COPY
  private static final int WAITING = 6; // pieces in memory at most

  private final CopyManager copy;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final ExecutorService sender = Executors.newSingleThreadExecutor();
  private final Semaphore room = new Semaphore(WAITING);
  private Future<?> last;

  CopyRows(Connection connection) throws SQLException {
    copy = connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /** The rows of a table; columns as COPY names them. */
  Table into(String table, String columns) {
    return tables.computeIfAbsent(
        table, t -> new Table("COPY " + t + " (" + columns + ") FROM STDIN"));
  }

  /** Sends what is collected and waits until all of it is there. */
  void flush() throws SQLException {
    tables.values().forEach(Table::send);
    await();
  }

  private void await() throws SQLException {
    if (last == null) return;
    try {
      last.get();
    } catch (ExecutionException e) {
      throw new SQLException("COPY was refused", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }

  /** The rows of one table. */
  final class Table {
    private final String sql;
    private StringBuilder text = new StringBuilder();

    private Table(String sql) {
      this.sql = sql;
    }

    /** One row: null, or anything whose text PostgreSQL reads. */
    void row(Object... values) {
      for (int i = 0; i < values.length; i++) {
        if (i > 0) text.append('\t');
        append(values[i]);
      }
      text.append('\n');
      if (text.length() > PIECE) send();
    }

    private void append(Object value) {
      if (value == null) text.append("\\N");
      else if (value instanceof String s) escaped(s);
      else text.append(value);
    }

    private void escaped(String s) {
      for (int i = 0; i < s.length(); i++) {
        char c = s.charAt(i);
        switch (c) {
          case '\\' -> text.append("\\\\");
          case '\t' -> text.append("\\t");
          case '\n' -> text.append("\\n");
          case '\r' -> text.append("\\r");
          default -> text.append(c);
        }
      }
    }

    private void send() {
      if (text.isEmpty()) return;
      if (last != null && last.isDone() && last.state() == Future.State.FAILED)
        throw new IllegalStateException(sql, last.exceptionNow());
      StringBuilder piece = text;
      text = new StringBuilder(PIECE + 4_000);
      room.acquireUninterruptibly();
      last =
          sender.submit(
              () -> {
                try {
                  byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
                  return copy.copyIn(sql, new ByteArrayInputStream(bytes), 1 << 16);
                } catch (SQLException | IOException e) {
                  throw new IllegalStateException(sql, e);
                } finally {
                  room.release();
                }
              });
    }
  }
}
