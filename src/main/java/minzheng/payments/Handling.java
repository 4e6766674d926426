package minzheng.payments;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** How far the work on a returned line is. */
public enum Handling implements Labelled {
  WAITING("待核实", Tone.WARN),
  READY("待重发", Tone.NOW),
  HELD("已暂存", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  Handling(String label, Tone tone) {
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
