package minzheng.jobs;

import java.util.Optional;
import java.util.function.Supplier;
import minzheng.kernel.Actor;

/**
 * One start of a job, handed to its {@link JobKind}. A later start (after a crash, or because this
 * node was thought dead) shuts an earlier one out: its next step is rolled back.
 */
public final class JobRun {
  private final JobStore store;
  private final long id;
  private final int attempt;
  private final String region;
  private final Actor by;
  private String checkpoint;

  JobRun(JobStore store, long id, int attempt, String region, Actor by, String checkpoint) {
    this.store = store;
    this.id = id;
    this.attempt = attempt;
    this.region = region;
    this.by = by;
    this.checkpoint = checkpoint;
  }

  /**
   * What a step has come to.
   *
   * @param done rows done since the job began
   * @param checkpoint where the next step begins: a record or a simple value, stored as JSON
   */
  public record Mark(long done, Object checkpoint) {}

  public long id() {
    return id;
  }

  /** Who asked for the work, and is its author in the audit trail. */
  public Actor by() {
    return by;
  }

  /** The area the job works on. */
  public String region() {
    return region;
  }

  /** How many rows there are in all, for the bar. */
  public void total(long rows) {
    store.total(id, attempt, rows);
  }

  /** Where the last finished step ended; empty when none has. */
  public <C> Optional<C> checkpoint(Class<C> type) {
    return Optional.ofNullable(checkpoint).map(text -> store.read(text, type));
  }

  /**
   * One transaction: the work, and where the next step begins. Either both are kept or neither.
   * Keep it to a second or two, so that stopping and progress stay lively.
   */
  public Mark step(Supplier<Mark> work) {
    Mark mark = store.step(id, attempt, work);
    checkpoint = store.write(mark.checkpoint());
    return mark;
  }

  /** How far work has come that writes through another connection; the place to stop it. */
  public void progress(long done) {
    store.progress(id, attempt, done);
  }

  /**
   * What came of it, and where to look.
   *
   * @param sentence without personal data
   * @param url inside the product, or null to keep the one the job began with
   */
  public void result(String sentence, String url) {
    store.result(id, attempt, sentence, url);
  }
}
