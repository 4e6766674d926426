package minzheng.standards;

import java.util.List;
import minzheng.kernel.RuleViolation;

/**
 * What may be regulated under a code.
 *
 * @param units the first is the usual one
 * @param op how facts are held against the value, or null
 * @param classes for which a value may be given; {@code ""} = for everybody
 * @param words the allowed values of a {@link StandardKind#WORD}
 */
public record StandardCode(
    String code,
    String name,
    StandardKind kind,
    List<String> units,
    Operator op,
    List<String> classes,
    List<String> words,
    String hint) {

  /**
   * The canonical form of a typed value.
   *
   * @throws RuleViolation on field {@code value}
   */
  String canonical(String typed) {
    String value = kind.canonical(typed);
    if (kind == StandardKind.WORD && !words.contains(value)) {
      throw new RuleViolation("value", "请从列出的规则中选择一项。");
    }
    return value;
  }
}
