package minzheng.payments;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Where a bank line stands. */
public enum LineState implements Labelled {
  PENDING("待发送", Tone.PLAIN),
  CANCELLED("已取消", Tone.PLAIN),
  SENT("已送银行", Tone.NOW),
  PAID("已到账", Tone.OK),
  RETURNED("退回", Tone.BAD),
  REISSUED("已重发", Tone.PLAIN),
  OFFSET("已抵扣", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  LineState(String label, Tone tone) {
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
