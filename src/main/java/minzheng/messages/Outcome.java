package minzheng.messages;

/**
 * What became of one message.
 *
 * @param reason a sentence without personal data, null when it was taken
 */
record Outcome(long id, Kind kind, String reason) {
  enum Kind {
    TAKEN,
    /** Certainly not taken, and never will be. */
    REFUSED,
    /** Certainly not taken, but perhaps later. */
    LATER,
    /** The connection broke where the other side may have taken it. */
    UNKNOWN
  }

  static Outcome taken(long id) {
    return new Outcome(id, Kind.TAKEN, null);
  }
}
