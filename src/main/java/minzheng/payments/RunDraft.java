package minzheng.payments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import minzheng.security.BulkDatabase;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fills a draft: reads what is payable and writes it into the run's own partition, both as COPY
 * streams with nothing decoded between, then adds the constraints, row-level security and the
 * claims, and attaches; one transaction, so a crash leaves the run without rows and it is filled
 * again. Runs as the owner, because COPY FROM and partitions are refused to the application's role.
 */
@Component
class RunDraft {
  private static final int DRAFTS = 0x6d7a02; // advisory lock: one draft of a programme at a time
  private static final int PROGRESS_STEP = 10_000;

  /** One draft at a time has the server's memory for its hashes and sorts. */
  private static final String MEMORY =
      "SELECT set_config('work_mem', '256MB', true), set_config('maintenance_work_mem', '256MB',"
          + " true)";

  private final BulkDatabase bulk;
  private final Clock clock;

  /** Each fill holds two connections of a pool of three. */
  private final Semaphore one = new Semaphore(1);

  RunDraft(BulkDatabase bulk, Clock clock) {
    this.bulk = bulk;
    this.clock = clock;
  }

  /**
   * Fills the run, whatever it held; only a draft that is not filled yet, so that work taken up
   * again after a crash neither does it twice nor notes it twice.
   *
   * @param progress told the number of rows now and then
   * @return whether it was filled here
   */
  boolean fill(Run run, LongConsumer progress) {
    one.acquireUninterruptibly();
    try (Connection write = bulk.connection()) {
      write.setAutoCommit(false);
      try {
        boolean open = lock(write, run, false);
        if (open) {
          clear(write, run.id());
          if (run.kind() == Run.Kind.REGULAR) partition(write, run, progress);
          claims(write, run);
          finish(write, run);
        }
        write.commit();
        if (open && run.kind() == Run.Kind.REGULAR) execute(write, "ANALYZE owed_" + run.id());
        write.commit();
        return open;
      } catch (SQLException | RuntimeException e) {
        write.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Run " + run.number() + " cannot be filled", e);
    } finally {
      one.release();
    }
  }

  /** Takes the draft's rows and claims away; the caller marks the run. */
  void empty(Run run) {
    try (Connection write = bulk.connection()) {
      write.setAutoCommit(false);
      try {
        if (lock(write, run, true)) clear(write, run.id());
        write.commit();
      } catch (SQLException | RuntimeException e) {
        write.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Run " + run.number() + " cannot be emptied", e);
    }
  }

  /** Keeps drafts of the programme waiting to the end of the caller's transaction. */
  static void lock(JdbcClient jdbc, String programme) {
    jdbc.sql("SELECT pg_advisory_xact_lock(?, hashtext(?))")
        .params(DRAFTS, programme)
        .query()
        .singleRow();
  }

  private static boolean lock(Connection write, Run run, boolean filled) throws SQLException {
    execute(write, "SET LOCAL lock_timeout = '30s'");
    execute(write, MEMORY);
    try (var lock = write.prepareStatement("SELECT pg_advisory_xact_lock(?, hashtext(?))")) {
      lock.setInt(1, DRAFTS);
      lock.setString(2, run.programme());
      lock.execute();
    }
    try (var state =
        write.prepareStatement("SELECT state, prepared FROM run WHERE id = ? FOR UPDATE")) {
      state.setLong(1, run.id());
      var row = state.executeQuery();
      return row.next() && row.getString(1).equals("DRAFT") && (filled || !row.getBoolean(2));
    }
  }

  private static void clear(Connection write, long run) throws SQLException {
    try (var found = write.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      found.setString(1, "owed_" + run);
      var row = found.executeQuery();
      row.next();
      if (row.getBoolean(1)) {
        execute(write, "ALTER TABLE owed DETACH PARTITION owed_" + run);
        execute(write, "DROP TABLE owed_" + run);
      }
    }
    execute(write, "DELETE FROM claim WHERE run_id = " + run);
  }

  private void partition(Connection write, Run run, LongConsumer progress) throws SQLException {
    String table = "owed_" + run.id();
    execute(write, "CREATE TABLE " + table + " (LIKE owed INCLUDING DEFAULTS)");
    copy(write, run, table, progress);
    execute(
        write,
        "ALTER TABLE %1$s ADD PRIMARY KEY (run_id, subject_kind, subject_id),".formatted(table)
            + " ADD CHECK (run_id = %d), ADD CHECK (for_month = '%s'), ADD CHECK (amount > 0)"
                .formatted(run.id(), run.month().atDay(1)));
    execute(write, "CREATE INDEX ON " + table + " (region, subject_kind, subject_id)");
    execute(write, "CALL scope_table('" + table + "')");
    execute(
        write,
        "ALTER TABLE owed ATTACH PARTITION %s FOR VALUES IN (%d)".formatted(table, run.id()));
  }

  /** Two server processes work at once: one evaluates and reads, the other writes. */
  private void copy(Connection write, Run run, String table, LongConsumer progress)
      throws SQLException {
    try (Connection read = bulk.connection()) {
      read.setAutoCommit(false);
      execute(read, MEMORY);
      var out =
          read.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (" + payable(read, run) + ") TO STDOUT (FORMAT binary)");
      var in =
          write
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      try {
        pump(out, in, progress);
      } finally { // a connection with an open stream could not even be rolled back
        if (in.isActive()) in.cancelCopy();
        while (out.isActive()) out.readFromCopy();
        read.rollback();
      }
    }
  }

  private static void pump(CopyOut out, CopyIn in, LongConsumer progress) throws SQLException {
    var buffer = new ByteArrayOutputStream(1 << 17);
    long rows = 0;
    for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
      buffer.writeBytes(row);
      if (buffer.size() >= 1 << 16) send(in, buffer);
      if (++rows % PROGRESS_STEP == 0) progress.accept(rows);
    }
    send(in, buffer);
    in.endCopy();
  }

  private static void send(CopyIn in, ByteArrayOutputStream buffer) throws SQLException {
    in.writeToCopy(buffer.toByteArray(), 0, buffer.size());
    buffer.reset();
  }

  private static String payable(Connection any, Run run) throws SQLException {
    return sql("owed.sql")
        .replace(":run", Long.toString(run.id()))
        .replace(":programme", literal(any, run.programme()))
        .replace(":month", "DATE '" + run.month().atDay(1) + "'")
        .replace(":area", literal(any, run.area()));
  }

  private static void claims(Connection write, Run run) throws SQLException {
    for (String statement : sql("claims.sql").split(";\\s*\n"))
      if (!statement.isBlank())
        execute(
            write,
            statement
                .replace(":run", Long.toString(run.id()))
                .replace(":programme", literal(write, run.programme()))
                .replace(":area", literal(write, run.area())));
  }

  private void finish(Connection write, Run run) throws SQLException {
    try (PreparedStatement event =
        write.prepareStatement(
            """
            INSERT INTO run_event (region, run_id, at, by_id, by_name, action, figures)
            SELECT region, id, ?, made_by, made_by_name, '生成草稿',
                   jsonb_build_object('rows', line_rows, 'total', line_total)
            FROM run WHERE id = ?
            """)) {
      event.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      event.setLong(2, run.id());
      event.executeUpdate();
    }
  }

  private static String literal(Connection any, String text) throws SQLException {
    try (var quote = any.prepareStatement("SELECT quote_literal(?)")) {
      quote.setString(1, text);
      var row = quote.executeQuery();
      row.next();
      return row.getString(1);
    }
  }

  private static String sql(String name) {
    try (InputStream in = RunDraft.class.getResourceAsStream("/minzheng/payments/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
