package minzheng.payments;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fills a draft: one statement makes the run's own partition out of what is payable, without a row
 * leaving the server; then come the constraints, row-level security and the claims, and it is
 * attached. One transaction, so a crash leaves the run without rows and it is filled again. Runs as
 * the owner, because partitions are refused to the application's role.
 */
@Component
class RunDraft {
  private static final int DRAFTS = 0x6d7a02; // advisory lock: one draft of a programme at a time

  /**
   * Two drafts at a time have the server's memory for their sorts. Keys are made in the process
   * that holds the pages already: a new one would have to map them first. Persons and accounts are
   * merged by their keys, since a hash of a whole city costs more than the look-ups it saves.
   */
  private static final String MEANS =
      """
      SELECT set_config('work_mem', '256MB', true), set_config('maintenance_work_mem', '256MB', true),
             set_config('max_parallel_maintenance_workers', '0', true), set_config('enable_hashjoin', 'off', true)
      """;

  /** The rows of one run are much alike: a fifth of the usual sample describes them. */
  private static final String DESCRIBE =
      "SET LOCAL default_statistics_target = 20; ANALYZE owed_%d";

  private final BulkDatabase bulk;
  private final Clock clock;

  /** The programmes of a month side by side, in as much memory as two of them take. */
  private final Semaphore two = new Semaphore(2);

  RunDraft(BulkDatabase bulk, Clock clock) {
    this.bulk = bulk;
    this.clock = clock;
  }

  /**
   * Fills the run, whatever it held; only a draft that is not filled yet, so that work taken up
   * again after a crash neither does it twice nor notes it twice.
   *
   * @param progress told the number of rows when they are there, and again with their keys
   * @return whether it was filled here
   */
  boolean fill(Run run, LongConsumer progress) {
    two.acquireUninterruptibly();
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
        if (open && run.kind() == Run.Kind.REGULAR) execute(write, DESCRIBE.formatted(run.id()));
        write.commit();
        return open;
      } catch (SQLException | RuntimeException e) {
        write.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Run " + run.number() + " cannot be filled", e);
    } finally {
      two.release();
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
    execute(write, MEANS);
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

  /** Progress is told after each part: the rows are there, then their keys. */
  private static void partition(Connection write, Run run, LongConsumer progress)
      throws SQLException {
    String table = "owed_" + run.id();
    long rows;
    try (var create = write.createStatement()) {
      rows = create.executeLargeUpdate("CREATE TABLE " + table + " AS " + payable(write, run));
    }
    progress.accept(rows);
    execute(write, constraints(write, table, run));
    execute(write, "CREATE INDEX ON " + table + " (region, subject_kind, subject_id)");
    execute(write, "CALL scope_table('" + table + "')");
    execute(
        write,
        "ALTER TABLE owed ATTACH PARTITION %s FOR VALUES IN (%d)".formatted(table, run.id()));
    progress.accept(rows);
  }

  /** Those of the whole table, and what lets it be attached without reading the rows once more. */
  private static String constraints(Connection any, String table, Run run) throws SQLException {
    try (var parent =
        any.prepareStatement(
            """
            SELECT string_agg(format('ALTER %I SET NOT NULL', attname), ', ') FROM pg_attribute
            WHERE attrelid = 'owed'::regclass AND attnum > 0 AND attnotnull
            """)) {
      var row = parent.executeQuery();
      row.next();
      return "ALTER TABLE %s %s, ADD PRIMARY KEY (run_id, subject_kind, subject_id),"
              .formatted(table, row.getString(1))
          + " ADD CHECK (run_id = %d), ADD CHECK (for_month = '%s'), ADD CHECK (amount > 0)"
              .formatted(run.id(), run.month().atDay(1));
    }
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
