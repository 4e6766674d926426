package minzheng.kernel;

/** What a person can be called, in the register and at a bank. */
public final class PersonName {
  private PersonName() {}

  /** Letters of any script with the marks that stand between them. */
  public static boolean isValid(String name) {
    return name.length() <= 100 && name.matches("[\\p{L}\\p{M}·.' \\-]+");
  }
}
