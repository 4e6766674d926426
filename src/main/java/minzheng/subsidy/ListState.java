package minzheng.subsidy;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** How far a list has come over which two persons decide. */
public enum ListState implements Labelled {
  FINDING("查找中", Tone.NOW),
  DRAFT("待核对", Tone.DRAFT),
  SUBMITTED("待确认", Tone.WARN),
  GRANTING("发放登记中", Tone.NOW),
  DONE("已办结", Tone.OK),
  DISCARDED("已作废", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  ListState(String label, Tone tone) {
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

  public boolean over() {
    return this == DONE || this == DISCARDED;
  }
}
