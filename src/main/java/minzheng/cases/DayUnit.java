package minzheng.cases;

import minzheng.standards.StandardValue;

/** What a day count counts. */
public enum DayUnit {
  WORKING("个工作日"),
  CALENDAR("天");

  private final String label;

  DayUnit(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** As the standard's unit says. */
  static DayUnit of(StandardValue value) {
    return value.unit().startsWith("working") ? WORKING : CALENDAR;
  }
}
