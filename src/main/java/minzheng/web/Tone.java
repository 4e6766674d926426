package minzheng.web;

/** What a state means for the reader; the colour never stands without the word. */
public enum Tone {
  /** Ended, not started, neutral: 未开始、已终止、已暂停. */
  PLAIN,
  /** Somebody works on it: 办理中、区级审核、已发送. */
  NOW,
  /** Done, met, in force: 完成、有效、已到账. */
  OK,
  /** To be completed or checked: 待补、待核实、部分退回. */
  WARN,
  /** Blocks or is over: 待处理、有错误、已超期. */
  BAD,
  /** Not yet binding: 草稿. */
  DRAFT;

  /** The style class of {@code parts :: state}. */
  public String css() {
    return this == PLAIN ? "" : "mz-state-" + name().toLowerCase();
  }
}
