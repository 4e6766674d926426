package minzheng.kernel;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Resident identity number (GB 11643): six digits of area, eight of birth date, three of order (odd
 * = male), one check character. Whether the area code ever existed and whether the birth day has
 * come is for the register to say; here stands what the number proves by itself.
 */
public record IdNumber(String value) implements Comparable<IdNumber> {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  /**
   * @throws RuleViolation on field {@code idNumber} with the first thing that is wrong
   */
  public IdNumber {
    if (value == null || value.isEmpty()) throw wrong("请填写身份证号码。");
    if (value.length() != 18) {
      throw wrong("身份证号码应为 18 位，现为 " + value.length() + " 位，请核对。");
    }
    if (!value.matches("[0-9]{17}[0-9X]")) {
      throw wrong("身份证号码前 17 位应为数字，末位应为数字或 X，请核对。");
    }
    if (value.startsWith("0")) throw wrong("身份证号码前 6 位不是行政区划代码，请核对。");
    try {
      birth(value);
    } catch (DateTimeException e) {
      throw wrong("身份证号码中的出生日期 " + value.substring(6, 14) + " 不存在，请核对。");
    }
    if (value.charAt(17) != check(value)) {
      throw wrong("身份证号码校验位不符，请对照证件逐位核对。");
    }
  }

  /** From text as typed, full-width too: spaces are dropped and x is stored as X. */
  public static IdNumber of(String text) {
    String typed = text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC);
    return new IdNumber(typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
  }

  /** Whether {@link #of} would accept the text. */
  public static boolean isValid(String text) {
    try {
      of(text);
      return true;
    } catch (RuleViolation e) {
      return false;
    }
  }

  /** The check character for the first 17 digits. */
  public static char check(String digits) {
    int sum = 0;
    for (int i = 0; i < 17; i++) sum += (digits.charAt(i) - '0') * WEIGHTS[i];
    return CHECKS.charAt(sum % 11);
  }

  public LocalDate birthDate() {
    return birth(value);
  }

  public Sex sex() {
    return (value.charAt(16) - '0') % 2 == 1 ? Sex.M : Sex.F;
  }

  /** The six digits of the area of first registration. */
  public String area() {
    return value.substring(0, 6);
  }

  /** {@code 990104********0016}. */
  public String masked() {
    return Masking.idNumber(value);
  }

  private static LocalDate birth(String value) {
    return LocalDate.of(
        Integer.parseInt(value, 6, 10, 10),
        Integer.parseInt(value, 10, 12, 10),
        Integer.parseInt(value, 12, 14, 10));
  }

  private static RuleViolation wrong(String message) {
    return new RuleViolation("idNumber", message);
  }

  @Override
  public int compareTo(IdNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
