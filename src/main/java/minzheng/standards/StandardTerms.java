package minzheng.standards;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chinese words for codes, units, classes and rules; an unknown term stands for itself. */
public final class StandardTerms {
  private final Map<String, String> names = new HashMap<>();

  static StandardTerms read(JdbcClient jdbc) {
    record Term(String kind, String term, String name) {}
    var terms = new StandardTerms();
    jdbc.sql(
            """
            SELECT kind, term, name FROM standard_term
            UNION ALL SELECT 'CODE', code, name FROM standard_code
            """)
        .query(Term.class)
        .list()
        .forEach(t -> terms.names.put(t.kind() + " " + t.term(), t.name()));
    return terms;
  }

  /** 低保标准 for DIBAO_STANDARD. */
  public String code(String code) {
    return names.getOrDefault("CODE " + code, code);
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
