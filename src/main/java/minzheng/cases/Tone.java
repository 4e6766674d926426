package minzheng.cases;

/** The colour group of a state's badge; the word beside it carries the meaning. */
public enum Tone {
  DRAFT,
  NOW,
  WARN,
  BAD,
  OK,
  IDLE;

  /** Suffix of the style class, such as {@code now}. */
  public String css() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
