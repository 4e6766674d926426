package minzheng.people;

import minzheng.kernel.IdNumber;
import minzheng.kernel.RuleViolation;

/** The document a person is known by. Its number is unique within the type, city-wide. */
public enum DocType {
  ID("居民身份证"),
  PASSPORT("护照"),
  HK_MACAO_TAIWAN("港澳台居民居住证"),
  PERMANENT("外国人永久居留身份证"),
  NONE("无证件");

  private final String label;

  DocType(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * The number as it is stored: half-width, no spaces, capital letters; null for {@link #NONE}.
   *
   * @throws RuleViolation on field {@code docNumber} when the number cannot be one of this type
   */
  String normalize(String typed) {
    String number = PersonSearch.normalize(typed);
    return switch (this) {
      case NONE -> {
        if (!number.isEmpty()) throw wrong("无证件人员不填证件号码；如有证件，请先选择证件类型。");
        yield null;
      }
      case ID -> {
        try {
          yield IdNumber.of(number).value();
        } catch (RuleViolation e) {
          throw e.at("docNumber");
        }
      }
      case PASSPORT -> matching(number, "[A-Z0-9]{5,20}", "护照号码应为 5 至 20 位字母或数字，请对照护照核对。");
      case HK_MACAO_TAIWAN -> {
        matching(
            number,
            "8[123]0000[0-9]{11}[0-9X]",
            "港澳台居民居住证号码应为 810000、820000 或 830000 开头的 18 位，请核对。");
        yield DocType.ID.normalize(number);
      }
      case PERMANENT ->
          matching(
              number,
              "9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}",
              "外国人永久居留身份证号码应为 9 开头的 18 位，或旧版 3 位字母加 12 位数字，请核对。");
    };
  }

  private static String matching(String number, String pattern, String message) {
    if (number.isEmpty()) throw wrong("请填写证件号码。");
    if (!number.matches(pattern)) throw wrong(message);
    return number;
  }

  private static RuleViolation wrong(String message) {
    return new RuleViolation("docNumber", message);
  }
}
