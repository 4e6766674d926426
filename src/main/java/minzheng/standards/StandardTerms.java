package minzheng.standards;

import java.util.HashMap;
import java.util.Map;

/** Chinese words for units, classes and rules; an unknown term stands for itself. */
final class StandardTerms {
  private final Map<String, String> names = new HashMap<>();

  void put(String kind, String term, String name) {
    names.put(kind + " " + term, name);
  }

  public String unit(String unit) {
    return names.getOrDefault("UNIT " + unit, unit);
  }

  /** Empty for the value for everybody. */
  public String personClass(String personClass) {
    return names.getOrDefault("CLASS " + personClass, personClass);
  }

  public String word(String word) {
    return names.getOrDefault("WORD " + word, word);
  }

  /** The value as it is read: 1,200.00, 1/3, 次月起发, 停止执行. */
  public String value(StandardValue value) {
    if (value.ends()) return "停止执行";
    return switch (value.kind()) {
      case MONEY -> value.money().format();
      case WORD -> word(value.value());
      default -> value.value();
    };
  }
}
