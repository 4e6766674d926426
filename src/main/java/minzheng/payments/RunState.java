package minzheng.payments;

import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Where a run stands. From CHECKED on its rows are frozen. */
public enum RunState implements Labelled {
  DRAFT("草稿", Tone.DRAFT),
  DISCARDED("已作废", Tone.PLAIN),
  CHECKED("已核对", Tone.NOW),
  REFUSED("已退回", Tone.PLAIN),
  APPROVED("已审批", Tone.NOW),
  SENT("已发送", Tone.NOW),
  PARTLY_RETURNED("部分退回", Tone.WARN),
  RECONCILED("已对账", Tone.OK);

  private final String label;
  private final Tone tone;

  RunState(String label, Tone tone) {
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

  /** Thrown away or refused: it owes nothing. */
  public boolean isVoid() {
    return this == DISCARDED || this == REFUSED;
  }

  /** The bank has it. */
  public boolean isOut() {
    return this == SENT || this == PARTLY_RETURNED || this == RECONCILED;
  }
}
