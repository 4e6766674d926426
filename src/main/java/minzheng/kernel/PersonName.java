package minzheng.kernel;

import java.text.Normalizer;

/** What a person can be called, in the register and at a bank. */
public final class PersonName {
  private PersonName() {}

  /**
   * As it is stored and looked for: half-width, without spaces between Chinese characters, with
   * single ones elsewhere; empty when nothing was typed.
   */
  public static String normalize(String typed) {
    return Normalizer.normalize(typed == null ? "" : typed, Normalizer.Form.NFKC)
        .strip()
        .replaceAll("\\s+", " ")
        .replaceAll("([\\p{IsHan}·]) (?=[\\p{IsHan}·])", "$1");
  }

  /** Letters of any script with the marks that stand between them. */
  public static boolean isValid(String name) {
    return name.length() <= 100 && name.matches("[\\p{L}\\p{M}·.' \\-]+");
  }
}
