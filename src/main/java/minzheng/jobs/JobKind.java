package minzheng.jobs;

/**
 * A kind of background work, a bean of the module that owns it.
 *
 * @param <P> what it is told: a record, stored as JSON with the job
 */
public interface JobKind<P> {
  /** Stored with each job, such as {@code persons-import}; never changed. */
  String code();

  Class<P> params();

  /**
   * Does the work, outside of any transaction and under the scope of the job's area. After a crash
   * it is called again, perhaps on another node, and goes on from {@link JobRun#checkpoint}. What
   * it writes belongs into {@link JobRun#step}, or must be harmless when it is done twice.
   *
   * @throws minzheng.kernel.RuleViolation ends the job with this sentence
   */
  void run(P params, JobRun run);
}
