package minzheng.subsidy.change;

import minzheng.web.Labelled;

/** Why something paid is looked at again. */
public enum ChangeReason implements Labelled {
  INCOME("收入变化"),
  PROPERTY("财产变化"),
  MEMBERS("人口变化"),
  DEATH("死亡"),
  MOVED_OUT("迁出本地"),
  REVIEW("定期复核"),
  WAIVED("本人放弃");

  private final String label;

  ChangeReason(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** Whether the event ends the right by itself, whatever income and property are. */
  boolean ends() {
    return this == MOVED_OUT || this == WAIVED;
  }

  /** A member still counts on the day of leaving; without them it is from the next day on. */
  boolean fromNextDay() {
    return this == MEMBERS || this == DEATH;
  }
}
