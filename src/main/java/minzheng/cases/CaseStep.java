package minzheng.cases;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A row of the timeline, never changed.
 *
 * @param label the action's word on that day
 * @param from state before, null when the case was opened
 * @param actorId null: the system
 * @param role whose turn the actor took; null: a step beside the procedure, such as taking a case
 * @param reason why {@code effectiveOn} lies before the recording, or null
 * @param dueOn limit of the step that ended here, or null
 */
public record CaseStep(
    int seq,
    String action,
    String label,
    String from,
    String to,
    Long actorId,
    String actor,
    String role,
    String office,
    String opinion,
    LocalDate effectiveOn,
    String reason,
    LocalDate dueOn,
    Instant recordedAt) {

  /** A row not written yet; its place in the timeline comes with the writing. */
  static CaseStep by(
      Officer officer,
      String action,
      String label,
      String from,
      String to,
      String role,
      String opinion,
      LocalDate day,
      String reason,
      LocalDate due,
      Instant now) {
    return new CaseStep(
        0,
        action,
        label,
        from,
        to,
        officer.isSystem() ? null : officer.actor().accountId(),
        officer.actor().name(),
        role,
        officer.actor().office(),
        opinion,
        day,
        reason,
        due,
        now);
  }

  /** Whether it belongs to the procedure, not only to who handles it. */
  public boolean legal() {
    return !CaseActions.BESIDE.contains(action);
  }
}
