package minzheng.subsidy.rules;

/** How a fact is compared with a limit; kept with each threshold (Civil Code Art. 1259). */
public enum Op {
  LT("低于", "“低于”不含本数"),
  LE("不超过", "“不超过”含本数"),
  GT("超过", "“超过”不含本数"),
  GE("达到", "“达到”含本数");

  private final String label;
  private final String meaning;

  Op(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  public String label() {
    return label;
  }

  /** Whether the limit itself belongs to it, in words. */
  public String meaning() {
    return meaning;
  }

  boolean holds(Fraction fact, Fraction limit) {
    int order = fact.compareTo(limit);
    return switch (this) {
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }
}
