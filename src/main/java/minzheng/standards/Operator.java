package minzheng.standards;

/**
 * How a fact is held against the standard. Civil Code Art. 1259: 以上, 以下 include the number; 不满, 超过
 * exclude it; "低于" is strictly less.
 */
public enum Operator {
  LT("低于"),
  LE("不超过"),
  GE("达到"),
  GT("超过");

  private final String label;

  Operator(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @param comparison of the fact with the standard, as {@code compareTo} gives it
   */
  public boolean holds(int comparison) {
    return switch (this) {
      case LT -> comparison < 0;
      case LE -> comparison <= 0;
      case GE -> comparison >= 0;
      case GT -> comparison > 0;
    };
  }
}
