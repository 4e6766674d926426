package minzheng.cases;

import java.time.LocalDate;

/**
 * A step somebody takes.
 *
 * @param opinion words that go into the timeline and on the papers, or null
 * @param effectiveOn the day it counts; null: today
 * @param reason why that day lies before today
 * @param version of the case as the person saw it; null: not compared
 */
public record Move(
    String action, String opinion, LocalDate effectiveOn, String reason, Integer version) {
  public static Move of(String action) {
    return new Move(action, null, null, null, null);
  }

  public static Move of(String action, String opinion) {
    return new Move(action, opinion, null, null, null);
  }

  /** The step counts from an earlier day. */
  public Move on(LocalDate day, String reason) {
    return new Move(action, opinion, day, reason, version);
  }

  /** As seen on a page that showed this version. */
  public Move seen(int version) {
    return new Move(action, opinion, effectiveOn, reason, version);
  }
}
