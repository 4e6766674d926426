package minzheng.documents;

/**
 * A refusal as a form shows it.
 *
 * @param field the input it belongs to, or null
 */
record Problem(String field, String message) {
  /** The message at this input, else null. */
  public String at(String input) {
    return input.equals(field) ? message : null;
  }

  /** Whether no input of the form shows it. */
  public boolean whole() {
    return field == null;
  }
}
