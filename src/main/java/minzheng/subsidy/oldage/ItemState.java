package minzheng.subsidy.oldage;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** How a person of a round stands. */
enum ItemState implements Labelled {
  LISTED("拟享受", Tone.NOW),
  PENDING("待核", Tone.WARN),
  REMOVED("已移除", Tone.PLAIN),
  GRANTED("已享受", Tone.OK),
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
