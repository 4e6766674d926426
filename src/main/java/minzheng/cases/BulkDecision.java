package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * One step chosen for many cases.
 *
 * @param phase what has been asked for so far
 * @param action of the cases' procedures, or taking or handing over; null while a draft
 * @param label the step's word
 * @param opinion typed once for all of them, or null
 * @param assigneeId whom the cases are handed to, or null
 * @param cases how many were chosen
 * @param jobId the latest work for it, or null
 */
public record BulkDecision(
    long id,
    String region,
    Phase phase,
    String action,
    String label,
    String opinion,
    Long assigneeId,
    int cases,
    Long jobId,
    long madeBy,
    String madeByName,
    Instant madeAt) {

  /** How far it has come: chosen, checked without effect, ordered. */
  public enum Phase {
    DRAFT,
    CHECK,
    RUN
  }

  /** Where its page is. */
  public String url() {
    return "/cases/bulk/" + id;
  }

  /** What one of its cases is asked to do. */
  Move move(Integer version) {
    return new Move(action, opinion, null, null, version);
  }

  static BulkDecision of(ResultSet rs, int row) throws SQLException {
    return new BulkDecision(
        rs.getLong("id"),
        rs.getString("region"),
        Phase.valueOf(rs.getString("phase")),
        rs.getString("action"),
        rs.getString("label"),
        rs.getString("opinion"),
        rs.getObject("assignee_id", Long.class),
        rs.getInt("cases"),
        rs.getObject("job_id", Long.class),
        rs.getLong("made_by"),
        rs.getString("made_by_name"),
        rs.getTimestamp("made_at").toInstant());
  }
}
