package minzheng.jobs;

/**
 * Background work is over. Published in the transaction that says so.
 *
 * @param state DONE, FAILED or CANCELLED
 */
public record JobEnded(long jobId, JobState state) {}
