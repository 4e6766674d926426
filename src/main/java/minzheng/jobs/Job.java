package minzheng.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * A piece of background work as pages show it.
 *
 * @param total rows in all, null while nobody knows
 * @param result what came of it, one sentence; null until it is done
 * @param url where to look at the result, or where the work was asked for
 * @param error why it failed and what to do, one sentence
 * @param cancelBy who asked to stop it, or null
 */
public record Job(
    long id,
    String region,
    String kind,
    String title,
    JobState state,
    long done,
    Long total,
    String result,
    String url,
    String error,
    long startedBy,
    String startedByName,
    String office,
    Instant createdAt,
    Instant startedAt,
    Instant finishedAt,
    String cancelBy) {
  static final String COLUMNS =
      """
      id, region, kind, title, state, done, total, result, url, error, started_by, started_by_name,
      office, created_at, started_at, finished_at, cancel_by_name
      """;

  public boolean isOver() {
    return state.isOver();
  }

  /** Asked to stop and not yet stopped. */
  public boolean isStopping() {
    return cancelBy != null && !state.isOver();
  }

  static Job of(ResultSet rs, int row) throws SQLException {
    return new Job(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("kind"),
        rs.getString("title"),
        JobState.valueOf(rs.getString("state")),
        rs.getLong("done"),
        rs.getObject("total", Long.class),
        rs.getString("result"),
        rs.getString("url"),
        rs.getString("error"),
        rs.getLong("started_by"),
        rs.getString("started_by_name"),
        rs.getString("office"),
        instant(rs, "created_at"),
        instant(rs, "started_at"),
        instant(rs, "finished_at"),
        rs.getString("cancel_by_name"));
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp at = rs.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
