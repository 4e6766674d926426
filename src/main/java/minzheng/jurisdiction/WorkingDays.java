package minzheng.jurisdiction;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The working-day calendar in force, as {@link WorkCalendar} counts it. Kept in memory; another
 * node's upload is seen within a second.
 */
@Service
public class WorkingDays {
  private static final long RECHECK_NANOS = 1_000_000_000L;

  private final JdbcClient jdbc;
  private volatile Held held;

  private record Held(WorkCalendar calendar, long revision, long checkedAt) {}

  WorkingDays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The n-th working day after {@code from}, which is not counted itself. */
  public Deadline addWorkingDays(LocalDate from, int n) {
    return calendar().addWorkingDays(from, n);
  }

  /** n calendar days after {@code from}, moved off a rest day. */
  public Deadline addDays(LocalDate from, int n) {
    return calendar().addDays(from, n);
  }

  /** n months after {@code from}, moved off a rest day. */
  public Deadline addMonths(LocalDate from, int n) {
    return calendar().addMonths(from, n);
  }

  public Deadline rollForward(LocalDate date) {
    return calendar().rollForward(date);
  }

  public boolean isWorkingDay(LocalDate date) {
    return calendar().isWorkingDay(date);
  }

  /** Working days after {@code from} up to {@code to}; negative when {@code to} lies before. */
  public int between(LocalDate from, LocalDate to) {
    return calendar().between(from, to);
  }

  /** The calendar itself, for work that counts many periods. */
  public WorkCalendar calendar() {
    if (TransactionSynchronizationManager.getResource(this) instanceof WorkCalendar changed) {
      return changed;
    }
    Held now = held;
    if (now != null && System.nanoTime() - now.checkedAt < RECHECK_NANOS) return now.calendar;
    long revision = revision();
    if (now == null || now.revision != revision) {
      held = now = new Held(load(), revision, System.nanoTime());
    } else {
      held = now = new Held(now.calendar, revision, System.nanoTime());
    }
    return now.calendar;
  }

  /**
   * Called by the transaction that changes the calendar: it counts with the new one at once, all
   * others from its commit on.
   */
  void changedInThisTransaction() {
    TransactionSynchronizationManager.bindResource(this, load());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(WorkingDays.this);
            held = null;
          }
        });
  }

  private long revision() {
    return jdbc.sql("SELECT coalesce(max(revision), 0) FROM calendar_year")
        .query(Long.class)
        .single();
  }

  private WorkCalendar load() {
    var working = new HashMap<LocalDate, Boolean>();
    jdbc.sql("SELECT day, kind FROM calendar_day")
        .query(
            row -> {
              working.put(
                  row.getObject("day", LocalDate.class), "workday".equals(row.getString("kind")));
            });
    var years =
        new HashSet<>(jdbc.sql("SELECT year FROM calendar_year").query(Integer.class).list());
    var statutory =
        new HashSet<>(jdbc.sql("SELECT day FROM statutory_holiday").query(LocalDate.class).list());
    return new WorkCalendar(working, years, statutory);
  }
}
