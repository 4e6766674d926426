package minzheng.messages;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Where a message stands. */
public enum MessageState implements Labelled {
  QUEUED("待发送", Tone.PLAIN),
  SENDING("发送中", Tone.NOW),
  /** Taken by the carrier. */
  SENT("已发送", Tone.NOW),
  /** The gateway says that it arrived. */
  DELIVERED("已送达", Tone.OK),
  FAILED("发送失败", Tone.BAD),
  /** Handed over when the node died: only a person decides whether it goes again. */
  IN_DOUBT("待确认", Tone.WARN),
  /** No address, or the person does not want any. */
  NOT_SENT("未发送", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  MessageState(String label, Tone tone) {
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
