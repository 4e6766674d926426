package minzheng.subsidy.rules;

/**
 * A result and the amount before rounding, which programmes that build on it deduct.
 *
 * @param exact zero unless eligible
 */
record Evaluation(Result result, Fraction exact) {
  boolean eligible() {
    return result.eligible();
  }
}
