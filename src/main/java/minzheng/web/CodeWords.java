package minzheng.web;

/**
 * What the codes in the audit trail mean: a bean of each module that writes some, so that the
 * auditor reads words.
 */
public interface CodeWords {
  /**
   * @param objectType of the row, such as 案件
   * @param field of what was before or after, such as state
   * @return null where the code is not this module's
   */
  String word(String objectType, String field, String code);

  /** The label of an enum's constant; null when it has none of that name. */
  static <E extends Enum<E> & Labelled> String label(Class<E> type, String code) {
    for (E each : type.getEnumConstants()) if (each.name().equals(code)) return each.label();
    return null;
  }
}
