package minzheng.documents;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** How an issued paper stands. */
enum PaperState implements Labelled {
  OPEN("待送达", Tone.WARN),
  DELIVERED("已送达", Tone.OK),
  KEPT("已出具", Tone.OK),
  WITHDRAWN("已作废", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  PaperState(String label, Tone tone) {
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
