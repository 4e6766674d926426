package minzheng.standards;

import java.math.BigDecimal;
import java.text.Normalizer;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;

/** What sort of value a standard holds; each is stored as text in one canonical form. */
public enum StandardKind {
  /** CNY with two decimals: {@code 700.00}. */
  MONEY("金额"),
  /** A ratio or factor with up to six decimals: {@code 1.50}. */
  DECIMAL("倍数或比例"),
  /** A ratio kept exact: {@code 1/3}. */
  FRACTION("分数"),
  /** Whole days, months or things: {@code 30}. */
  COUNT("整数"),
  /** One of the code's words: {@code NEXT_MONTH}. */
  WORD("规则");

  private final String label;

  StandardKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * The canonical form of what a person typed. Whether a word belongs to the code is for {@link
   * StandardCode} to say.
   *
   * @throws RuleViolation on field {@code value}
   */
  String canonical(String typed) {
    String text = typed == null ? "" : Normalizer.normalize(typed, Normalizer.Form.NFKC);
    text = text.replaceAll("\\s", "");
    if (text.isEmpty()) throw wrong("请填写标准值。");
    return switch (this) {
      case MONEY -> money(text);
      case DECIMAL -> decimal(text);
      case FRACTION -> fraction(text);
      case COUNT -> count(text);
      case WORD -> text;
    };
  }

  private static String money(String text) {
    try {
      return Money.parse(text).toString();
    } catch (RuleViolation e) {
      throw e.at("value");
    }
  }

  private static String decimal(String text) {
    if (text.startsWith("-")) throw wrong("标准值不能是负数，请检查。");
    if (text.endsWith("%")) throw wrong("请把百分比写成小数，例如 60% 写作 0.60。");
    if (!text.matches("[0-9]{1,6}(\\.[0-9]+)?")) {
      throw wrong("标准值不是数字，请按 1.50 的样式填写。");
    }
    if (new BigDecimal(text).scale() > 6) throw wrong("标准值最多六位小数。");
    return new BigDecimal(text).toPlainString();
  }

  private static String fraction(String text) {
    if (!text.matches("[0-9]{1,6}/[1-9][0-9]{0,5}")) {
      throw wrong("请按 1/3 的样式填写几分之几，分母不能为 0。");
    }
    return text;
  }

  private static String count(String text) {
    if (!text.matches("[0-9]{1,6}")) throw wrong("标准值应为 0 或正整数，例如 30。");
    return Integer.toString(Integer.parseInt(text));
  }

  private static RuleViolation wrong(String message) {
    return new RuleViolation("value", message);
  }
}
