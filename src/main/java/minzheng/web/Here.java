package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.springframework.web.util.UriUtils;

/**
 * The address of the page at hand, to make addresses that keep its conditions. Every model has it
 * as {@code here}.
 */
public final class Here {
  private static final Set<String> PLACE = Set.of("after", "before");

  private final String path;
  private final Map<String, String> query;

  Here(String path, Map<String, String> query) {
    this.path = path;
    this.query = query;
  }

  static Here of(HttpServletRequest request) {
    var query = new LinkedHashMap<String, String>();
    if (request.getMethod().equals("GET"))
      request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
    return new Here(request.getRequestURI().substring(request.getContextPath().length()), query);
  }

  /** The address without conditions. */
  public String getPath() {
    return path;
  }

  /** A condition's value, empty when it is not set. */
  public String get(String name) {
    return query.getOrDefault(name, "");
  }

  /** The same list with another value of one condition, from its first page. */
  public String with(String name, Object value) {
    var wanted = conditions();
    wanted.put(name, String.valueOf(value));
    return address(wanted);
  }

  /** The same list without some conditions, from its first page. */
  public String without(String... names) {
    var wanted = conditions();
    Arrays.asList(names).forEach(wanted::remove);
    return address(wanted);
  }

  /** The page of the list after or before a place. */
  public String page(String direction, String place) {
    return with(direction, place);
  }

  /** The same conditions at another address, such as the Excel export of what is filtered. */
  public String at(String other) {
    return new Here(other, query).without();
  }

  private Map<String, String> conditions() {
    var wanted = new LinkedHashMap<>(query);
    wanted.keySet().removeAll(PLACE);
    wanted.values().removeIf(String::isEmpty);
    return wanted;
  }

  private String address(Map<String, String> wanted) {
    if (wanted.isEmpty()) return path;
    var text = new StringJoiner("&", path + "?", "");
    wanted.forEach((name, value) -> text.add(encode(name) + "=" + encode(value)));
    return text.toString();
  }

  private static String encode(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
