package minzheng.people;

import java.time.Instant;

/** Reading the second axis: what was held true at a moment. */
final class AsOf {
  private AsOf() {}

  /**
   * Whether a row recorded and superseded then was the knowledge at the moment.
   *
   * @param knownAt null: now
   */
  static boolean known(Instant recordedAt, Instant supersededAt, Instant knownAt) {
    if (knownAt == null) return supersededAt == null;
    return !recordedAt.isAfter(knownAt) && (supersededAt == null || supersededAt.isAfter(knownAt));
  }
}
