package minzheng.kernel;

/**
 * A refusal the business expects: the rule does not allow what was asked. The message is one
 * Chinese sentence for the person at the desk and says what to do.
 */
public class RuleViolation extends RuntimeException {
  private final String field;

  /**
   * @param field name of the input the refusal belongs to, or null when it concerns the whole
   *     request
   */
  public RuleViolation(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Name of the input concerned, or null. */
  public String field() {
    return field;
  }

  /** The same refusal, attributed to an input of the form at hand. */
  public RuleViolation at(String field) {
    return new RuleViolation(field, getMessage());
  }
}
