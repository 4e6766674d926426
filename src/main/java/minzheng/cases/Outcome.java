package minzheng.cases;

/** What a case came to. */
public enum Outcome {
  APPROVED("同意"),
  REFUSED("不予认定"),
  WITHDRAWN("撤回"),
  ENDED("终止");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
