package minzheng.subsidy.oldage;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Whether the last proof of life still holds. */
enum LifeState implements Labelled {
  OVERDUE("已逾期", Tone.BAD, "due_on < :today"),
  DUE("本月到期", Tone.WARN, "due_on >= :today AND due_on < :next_month"),
  VALID("有效", Tone.OK, "due_on >= :next_month");

  private final String label;
  private final Tone tone;
  private final String condition;

  LifeState(String label, Tone tone, String condition) {
    this.label = label;
    this.tone = tone;
    this.condition = condition;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }

  String condition() {
    return condition;
  }
}
