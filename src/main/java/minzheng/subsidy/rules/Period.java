package minzheng.subsidy.rules;

/** What one amount is for. */
public enum Period {
  MONTH("每月"),
  YEAR("每年"),
  SCHOOL_YEAR("每学年"),
  ONCE("一次性");

  private final String label;

  Period(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
