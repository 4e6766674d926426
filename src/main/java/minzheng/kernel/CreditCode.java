package minzheng.kernel;

import java.util.Locale;

/**
 * Unified social credit code (GB 32100-2015): registering authority (civil affairs = 5), kind (1
 * association, 2 private non-enterprise unit, 3 foundation, 9 other), six digits of area, nine of
 * the organization code (GB 11714), one check character.
 */
public record CreditCode(String value) implements Comparable<CreditCode> {
  private static final String CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final String ORGANIZATION_CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int[] ORGANIZATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  /**
   * Checks the shape only, since some codes in use fail the check character: see {@link
   * #checkFits()}.
   *
   * @throws RuleViolation on field {@code creditCode}
   */
  public CreditCode {
    if (value == null || value.isEmpty()) {
      throw new RuleViolation("creditCode", "请填写统一社会信用代码。");
    }
    if (value.length() != 18) {
      throw new RuleViolation("creditCode", "统一社会信用代码应为 18 位，现为 " + value.length() + " 位，请核对。");
    }
    if (!value.matches("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")) {
      throw new RuleViolation("creditCode", "统一社会信用代码只含数字和大写字母（不含 I、O、S、V、Z），第 3 至 8 位为数字，请核对。");
    }
  }

  /**
   * From text as typed, with the check character.
   *
   * @throws RuleViolation if the shape or the check character is wrong
   */
  public static CreditCode of(String text) {
    var code = shaped(text);
    if (!code.checkFits()) {
      throw new RuleViolation("creditCode", "统一社会信用代码校验位不符，请对照登记证书逐位核对。");
    }
    return code;
  }

  /** From text as typed, without the check character: a deviating one needs a reason beside it. */
  public static CreditCode shaped(String text) {
    return new CreditCode(
        text == null ? null : text.replaceAll("[\\s\\u3000]", "").toUpperCase(Locale.ROOT));
  }

  public static boolean isValid(String text) {
    try {
      of(text);
      return true;
    } catch (RuleViolation e) {
      return false;
    }
  }

  /** Whether the 18th character is the one GB 32100 computes; remainder 0 gives 0. */
  public boolean checkFits() {
    return value.charAt(17) == check(value);
  }

  /** Whether the 17th character is the one GB 11714 computes for the organization code. */
  public boolean organizationCheckFits() {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += ORGANIZATION_CHARSET.indexOf(value.charAt(8 + i)) * ORGANIZATION_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    char wanted = check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    return value.charAt(16) == wanted;
  }

  /** The check character for the first 17 characters. */
  public static char check(String characters) {
    int sum = 0;
    for (int i = 0; i < 17; i++) sum += CHARSET.indexOf(characters.charAt(i)) * WEIGHTS[i];
    return CHARSET.charAt((31 - sum % 31) % 31);
  }

  public String area() {
    return value.substring(2, 8);
  }

  @Override
  public int compareTo(CreditCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
