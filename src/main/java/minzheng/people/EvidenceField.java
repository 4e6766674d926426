package minzheng.people;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.kernel.Money;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.web.Option;

/**
 * One part of a fact's value, stored as text so that money stays exact.
 *
 * @param name key in the stored value and name of the input
 * @param max largest number of a {@link Type#COUNT}
 * @param choices stored code → word on the page, of a {@link Type#CHOICE}
 */
public record EvidenceField(
    String name, String label, Type type, boolean required, int max, Map<String, String> choices) {
  /** What may be typed. */
  public enum Type {
    MONEY,
    COUNT,
    CHOICE,
    REGION,
    TEXT
  }

  static EvidenceField money(String label) {
    return new EvidenceField("amount", label, Type.MONEY, true, 0, Map.of());
  }

  static EvidenceField count(String name, String label, int max) {
    return new EvidenceField(name, label, Type.COUNT, true, max, Map.of());
  }

  /** Codes and words in turn. */
  static EvidenceField choice(String name, String label, String... codesAndWords) {
    return new EvidenceField(name, label, Type.CHOICE, true, 0, words(codesAndWords));
  }

  static EvidenceField yesNo(String label) {
    return choice("yes", label, "true", "是", "false", "否");
  }

  static EvidenceField text(String name, String label) {
    return new EvidenceField(name, label, Type.TEXT, false, 0, Map.of());
  }

  static Map<String, String> words(String... codesAndWords) {
    var words = new LinkedHashMap<String, String>();
    for (int i = 0; i < codesAndWords.length; i += 2)
      words.put(codesAndWords[i], codesAndWords[i + 1]);
    return java.util.Collections.unmodifiableMap(words);
  }

  /** The typed text as it is stored, or null when nothing was typed and nothing is needed. */
  String checked(String typed) {
    String text = typed == null ? "" : typed.strip();
    if (text.isEmpty()) {
      if (required) throw new RuleViolation(name, "请填写" + label + "。");
      return null;
    }
    return switch (type) {
      case MONEY -> {
        try {
          yield Money.parse(text).toString();
        } catch (RuleViolation e) {
          throw e.at(name);
        }
      }
      case COUNT -> {
        if (!text.matches("[0-9]{1,6}") || new BigDecimal(text).intValue() > max)
          throw new RuleViolation(name, label + "应为 0 到 " + max + " 的整数。");
        yield String.valueOf(Integer.parseInt(text));
      }
      case CHOICE -> {
        if (!choices.containsKey(text)) throw new RuleViolation(name, "请选择" + label + "。");
        yield text;
      }
      case REGION -> {
        if (!RegionCode.isWellFormed(text)) throw new RuleViolation(name, "请选择" + label + "。");
        yield text;
      }
      case TEXT -> {
        if (text.length() > 200) throw new RuleViolation(name, label + "请控制在 200 字以内。");
        yield text;
      }
    };
  }

  /** The choices of a select field. */
  public List<Option> options() {
    return choices.entrySet().stream().map(c -> new Option(c.getKey(), c.getValue())).toList();
  }

  /** How the stored text reads on a page. */
  String words(String stored) {
    return switch (type) {
      case MONEY -> Money.of(stored).format() + " 元";
      case CHOICE -> choices.getOrDefault(stored, stored);
      case COUNT, REGION, TEXT -> stored;
    };
  }
}
