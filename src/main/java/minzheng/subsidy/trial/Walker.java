package minzheng.subsidy.trial;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import minzheng.kernel.Money;
import minzheng.subsidy.trial.Problem.FieldError;
import minzheng.subsidy.trial.StrictJson.Tree;

/**
 * Takes the fields of one JSON object, each by its kind and without any conversion, and notes
 * everything that is wrong under its path. A field that is wrong or absent comes back as null.
 */
final class Walker {
  /** A request can be wrong in so many places that the answer would be larger than the request. */
  static final int MOST_ERRORS = 1000;

  private static final int MOST_DIGITS = 12;

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern NEGATIVE = Pattern.compile("-[0-9.]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private final Tree tree;
  private final String path;
  private final List<FieldError> errors;
  private final Set<String> taken = new HashSet<>();

  private Walker(Tree tree, String path, List<FieldError> errors) {
    this.tree = tree;
    this.path = path;
    this.errors = errors;
    for (String name : tree.repeated()) wrong(name, "字段重复出现");
  }

  /** A walker over a value that should be an object, or null with the error noted. */
  static Walker over(Object value, String path, List<FieldError> errors) {
    if (value instanceof Tree tree) return new Walker(tree, path, errors);
    note(errors, path.isEmpty() ? "body" : path, "应为 JSON 对象");
    return null;
  }

  /** To be called at the end: what was not taken is not known here. */
  void done() {
    for (String name : tree.fields().keySet()) {
      if (!taken.contains(name)) wrong(name, "未知的字段");
    }
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  void wrong(String name, String message) {
    note(errors, path(name), message);
  }

  private static void note(List<FieldError> errors, String path, String message) {
    if (errors.size() < MOST_ERRORS) errors.add(new FieldError(path, message));
  }

  /** Whether the field stands there at all, be it null. */
  boolean has(String name) {
    return tree.fields().containsKey(name);
  }

  /** The field as it stands; notes its absence if it is required. */
  private Object take(String name, boolean required) {
    taken.add(name);
    Object value = tree.fields().get(name);
    if (value == null && required) wrong(name, "必填");
    return value;
  }

  String text(String name, boolean required) {
    Object value = take(name, required);
    if (value == null) return null;
    if (!(value instanceof String text)) return fail(name, "应为文本");
    if (text.isBlank()) return fail(name, "不能为空");
    return text;
  }

  LocalDate date(String name) {
    String text = text(name, true);
    if (text == null) return null;
    if (!DAY.matcher(text).matches()) return fail(name, "日期应写作 2018-06-15");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return fail(name, "这个日期不存在");
    }
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type, boolean required) {
    String text = text(name, required);
    return text == null ? null : constant(name, text, type);
  }

  private <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) if (constant.name().equals(text)) return constant;
    return fail(name, "未知的代码，可用：" + List.of(type.getEnumConstants()));
  }

  /** As {@link #oneOf}, with a value for an absent field. */
  <E extends Enum<E>> E oneOf(String name, Class<E> type, E absent) {
    E value = oneOf(name, type, false);
    return value == null ? absent : value;
  }

  /** Amounts come as decimal text, so that no program in between turns them into binary numbers. */
  Money money(String name) {
    Object value = take(name, false);
    if (value == null) return null;
    if (!(value instanceof String text)) return fail(name, "金额应写作文本，如 \"1500.00\"");
    if (NEGATIVE.matcher(text).matches()) return fail(name, "金额不能为负");
    if (!DECIMAL.matcher(text).matches()) return fail(name, "金额应为十进制数，如 \"1500.00\"");
    int point = text.indexOf('.');
    if ((point < 0 ? text.length() : point) > MOST_DIGITS) {
      return fail(name, "金额的整数部分最多 " + MOST_DIGITS + " 位");
    }
    if (point >= 0 && text.length() - point > 3) return fail(name, "金额最多两位小数");
    return Money.of(text);
  }

  Integer integer(String name, int least, int most, boolean required) {
    Object value = take(name, required);
    if (value == null) return null;
    if (!(value instanceof StrictJson.Number number) || !number.whole()) {
      return fail(name, "应为整数");
    }
    String text = number.text();
    if (text.length() > 9 || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
      return fail(name, "应为 " + least + " 到 " + most);
    }
    return Integer.valueOf(text);
  }

  Boolean bool(String name) {
    Object value = take(name, false);
    if (value == null) return null;
    if (!(value instanceof Boolean flag)) return fail(name, "应为 true 或 false");
    return flag;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(bool(name));
  }

  /** The names under a field that is an object of its own; null when absent or wrong. */
  Walker object(String name, boolean required) {
    Object value = take(name, required);
    return value == null ? null : over(value, path(name), errors);
  }

  /** As {@link #object}, but JSON null stands for absent. */
  Walker objectOrNull(String name) {
    if (tree.fields().get(name) == StrictJson.NULL) {
      taken.add(name);
      return null;
    }
    return object(name, false);
  }

  List<?> array(String name, boolean required) {
    Object value = take(name, required);
    if (value == null) return null;
    if (!(value instanceof List<?> items)) return fail(name, "应为数组");
    return items;
  }

  /**
   * Codes in an array, null at the place of a wrong one; null when the field is absent or wrong.
   */
  <E extends Enum<E>> List<E> codes(String name, Class<E> type) {
    List<?> items = array(name, false);
    if (items == null) return null;
    var codes = new ArrayList<E>();
    for (int i = 0; i < items.size(); i++) {
      String item = name + "[" + i + "]";
      codes.add(
          items.get(i) instanceof String text ? constant(item, text, type) : fail(item, "应为文本"));
    }
    return codes;
  }

  private <T> T fail(String name, String message) {
    wrong(name, message);
    return null;
  }
}
