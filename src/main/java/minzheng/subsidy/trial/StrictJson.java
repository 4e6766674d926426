package minzheng.subsidy.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON text as it stands, so that the walker can say everything that is wrong at once: Jackson's
 * binding forgives unknown fields, turns numbers into text and stops at the first mistake.
 *
 * <p>Values are {@link Tree}, {@link List}, {@link String}, {@link Number}, {@link Boolean} and
 * {@link #NULL}.
 */
final class StrictJson {
  static final Object NULL = new Object();
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private StrictJson() {}

  /** An object and the names that stood in it more than once. */
  record Tree(Map<String, Object> fields, Set<String> repeated) {}

  /** A number as written; {@code whole} if it has neither point nor exponent. */
  record Number(String text, boolean whole) {}

  /**
   * @throws Malformed if it is no JSON, more than one value, or beyond what the parser takes
   */
  static Object read(byte[] body) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() == null) throw new Malformed("请求没有内容。");
      Object value = value(json);
      if (json.nextToken() != null) throw new Malformed("请求中有多余的内容。");
      return value;
    } catch (StreamConstraintsException e) {
      StreamReadConstraints most = FACTORY.streamReadConstraints();
      throw new Malformed(
          "请求嵌套过深（最多 %d 层），或者有过长的数字（最多 %d 位）或字段名（最多 %d 字）%s。"
              .formatted(
                  most.getMaxNestingDepth(),
                  most.getMaxNumberLength(),
                  most.getMaxNameLength(),
                  place(e)));
    } catch (JacksonException e) {
      throw new Malformed("请求不是合法的 JSON" + place(e) + "。");
    }
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null ? "" : "（第 " + at.getLineNr() + " 行第 " + at.getColumnNr() + " 列）";
  }

  private static Object value(JsonParser json) {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> new Number(json.getString(), true);
      case VALUE_NUMBER_FLOAT -> new Number(json.getString(), false);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> NULL;
      default -> throw new Malformed("请求不是合法的 JSON。");
    };
  }

  private static Tree object(JsonParser json) {
    var fields = new LinkedHashMap<String, Object>();
    var repeated = new TreeSet<String>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      if (fields.putIfAbsent(name, value) != null) repeated.add(name);
    }
    return new Tree(fields, repeated);
  }

  private static List<Object> array(JsonParser json) {
    var items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) items.add(value(json));
    return items;
  }

  /** No JSON, or too much of it; the message says so in Chinese. */
  static final class Malformed extends RuntimeException {
    Malformed(String message) {
      super(message);
    }
  }
}
