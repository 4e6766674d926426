package minzheng.subsidy.reassess;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** How some months of a right stand in a list. */
enum ItemState implements Labelled {
  LISTED("拟调整", Tone.NOW),
  OPEN("另行办理", Tone.WARN),
  SAME("不变", Tone.PLAIN),
  APPLIED("已调整", Tone.OK),
  SKIPPED("未办理", Tone.BAD);

  private final String label;
  private final Tone tone;

  ItemState(String label, Tone tone) {
    this.label = label;
    this.tone = tone;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }
}
