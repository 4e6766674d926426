package minzheng.subsidy.rules;

/** What the rules say about one programme and one subject. */
public enum Outcome {
  ELIGIBLE("符合"),
  NOT_ELIGIBLE("不符合"),
  /** A fact is missing that the outcome hangs on; it is never taken as met. */
  UNKNOWN("待补充"),
  /** The area has no value in force on that day. */
  NO_STANDARD("无适用标准");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
