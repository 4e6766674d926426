package minzheng.jobs;

/** Ends a run from inside one of its steps; kinds let it pass. */
final class Interrupted extends RuntimeException {
  /** Why a run may not go on. */
  enum Cause {
    /** Somebody asked to stop the job. */
    CANCELLED,
    /** Another node has taken the job over; this run's writes no longer count. */
    SUPERSEDED
  }

  final Cause why;

  Interrupted(Cause why) {
    super("The job is " + why, null, false, false);
    this.why = why;
  }
}
