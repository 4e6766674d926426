package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import minzheng.processes.Processes;

/** Does each work once in peace, then kills in the middle of it and compares. */
final class Kills {
  private static final int TRIES = 6;

  /**
   * What a JVM needs for work that it does again; each kill that comes too late costs a whole run.
   */
  private static final LongUnaryOperator FASTER = millis -> millis * 7 / 10;

  private final Bureau bureau;
  private final List<Work> works;
  private final Map<Work, Map<String, String>> expected = new HashMap<>();
  private final Map<Work, Long> millis = new HashMap<>();
  private LocalDate day;

  /** Whom the SIGKILL hits. */
  enum Victim {
    JVM,
    POSTGRES
  }

  /**
   * A kill that counts.
   *
   * @param at how far the work was, in words
   */
  record Hit(Work work, Victim victim, long seed, String at, int misses, int starts) {
    @Override
    public String toString() {
      return "| %s | %s | %d | %s | %d | %d |"
          .formatted(work.name(), victim, seed, at, starts, misses);
    }
  }

  Kills(Bureau bureau, List<Work> works) {
    this.bureau = bureau;
    this.works = works;
  }

  /** The undisturbed run: the state before each work, its duration, its totals. */
  void inPeace() {
    if (day == null) bureau.keep("beginning");
    day = today();
    for (Work work : works) {
      if (work.first()) bureau.bringBack("beginning");
      work.prepare();
      bureau.keep(work.name());
      long job = bureau.finish(work::ask).id();
      long took =
          bureau.number(
              "SELECT (extract(epoch FROM finished_at - started_at) * 1000)::bigint FROM job WHERE"
                  + " id = "
                  + job);
      millis.put(work, FASTER.applyAsLong(took));
      expected.put(work, totals(work));
      System.out.printf("%-14s takes %,d ms in peace%n", work.name(), took);
    }
  }

  /** Kills in the middle of the work; what came of it must be what came of it in peace. */
  Hit kill(Work work, Victim victim, long seed) {
    if (!day.equals(today())) inPeace(); // after midnight the same work has other dates
    var lot = new SplittableRandom(seed);
    for (int misses = 0; misses < TRIES; misses++) {
      double share = 0.1 + 0.8 * lot.nextDouble();
      bureau.bringBack(work.name());
      long before = bureau.lastJob();
      work.ask();
      long job = bureau.lastJob();
      assertThat(job).as(work.name()).isGreaterThan(before);
      Moment moment = awaitMoment(work, job, share);
      var worker = bureau.worker(moment.worker());
      if (victim == Victim.JVM) {
        worker.kill();
        worker.start();
      } else bureau.killDatabase();
      var done = bureau.awaitDone(job);
      boolean hit = done.attempt() > moment.attempt();
      if (hit) {
        compare(work, "after the kill, seed " + seed);
        work.ask();
        awaitQuiet();
        compareAgain(work, "repeated, seed " + seed);
      } else millis.computeIfPresent(work, (w, ms) -> FASTER.applyAsLong(ms));
      if (victim == Victim.JVM) worker.awaitReady();
      if (hit) return new Hit(work, victim, seed, moment.words(share), misses, done.attempt());
    }
    throw new AssertionError(work.name() + " is always over before the kill, seed " + seed);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }

  /** The last look at a job before the kill. */
  private record Moment(String worker, int attempt, long done, long total) {
    String words(double share) {
      String time = "%.0f %% of its time".formatted(share * 100);
      return done == 0 || total == 0 ? time : time + ", %,d of %,d rows".formatted(done, total);
    }
  }

  /** Waits until so much of the time has passed that the work takes, begun in peace before. */
  private Moment awaitMoment(Work work, long job, double share) {
    try (var connection = bureau.connect();
        var look =
            connection.prepareStatement(
                """
                SELECT state, attempt, done, total, (SELECT picked_by FROM scheduled_tasks
                                            WHERE task_name = 'job' AND task_instance = job.id::text)
                FROM job WHERE id = ?
                """)) {
      look.setLong(1, job);
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      long begun = 0;
      String worker = "worker1"; // in case all is over before the first look
      while (System.nanoTime() < end) {
        try (var row = look.executeQuery()) {
          row.next();
          String state = row.getString(1);
          if (row.getString(5) != null) worker = row.getString(5);
          if (begun == 0 && !state.equals("QUEUED")) begun = System.nanoTime();
          boolean reached = System.nanoTime() - begun >= share * millis.get(work) * 1e6;
          if (begun > 0 && (reached || !state.equals("RUNNING")))
            return new Moment(worker, row.getInt(2), row.getLong(3), row.getLong(4));
        }
        Processes.pause(2);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError(work.name() + " does not come to its moment");
  }

  /** No job waits or runs. */
  private void awaitQuiet() {
    Processes.await(
        Duration.ofSeconds(120),
        () -> bureau.number("SELECT count(*) FROM job WHERE finished_at IS NULL") == 0,
        () -> "A job does not end");
  }

  private void compare(Work work, String when) {
    assertThat(totals(work)).as("%s, %s", work.name(), when).isEqualTo(expected.get(work));
  }

  /** A second job for the same work may have looked, and found it done. */
  private void compareAgain(Work work, String when) {
    var before = new TreeMap<>(expected.get(work));
    var now = new TreeMap<>(totals(work));
    before.remove("rows of job");
    now.remove("rows of job");
    assertThat(now).as("%s, %s", work.name(), when).isEqualTo(before);
  }

  private Map<String, String> totals(Work work) {
    var totals = new TreeMap<>(Ledger.counts(bureau.sql()));
    totals.put(
        "trail",
        Ledger.digest(
            bureau.sql(),
            "SELECT actor, office, action, object_type, reason, count(*), count(DISTINCT object_id)"
                + " FROM audit_event GROUP BY 1, 2, 3, 4, 5"));
    totals.putAll(work.totals());
    return totals;
  }
}
