package minzheng.payments;

/** Where a run stands. From CHECKED on its rows are frozen. */
public enum RunState {
  DRAFT("草稿", "draft"),
  DISCARDED("已作废", ""),
  CHECKED("已核对", "now"),
  REFUSED("已退回", ""),
  APPROVED("已审批", "now"),
  SENT("已发送", "now"),
  PARTLY_RETURNED("部分退回", "warn"),
  RECONCILED("已对账", "ok");

  private final String label;
  private final String kind;

  RunState(String label, String kind) {
    this.label = label;
    this.kind = kind;
  }

  public String label() {
    return label;
  }

  /** The badge's kind on pages. */
  public String kind() {
    return kind;
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
