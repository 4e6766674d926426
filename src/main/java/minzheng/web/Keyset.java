package minzheng.web;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A list read page by page by its sort key instead of an offset: the thousandth page costs what the
 * first costs, when an index has the key's columns. Use it inside a transaction.
 *
 * <pre>{@code
 * Keyset.of(jdbc, "SELECT id, due, name FROM case_file WHERE state = :state")
 *     .param("state", state)
 *     .order("due", Column.day("due"), Column.number("id"))   // the first order is the default
 *     .order("name", Column.text("name"), Column.number("id"))
 *     .fetch(paging, Row.class);
 * }</pre>
 *
 * The key must be unique and its columns never null.
 */
public final class Keyset {
  /** Beyond this a count only says “more than”. */
  public static final long COUNTED = 1000;

  private final JdbcClient jdbc;
  private final String sql;
  private final Map<String, Object> params = new HashMap<>();
  private final Map<String, List<Column>> orders = new LinkedHashMap<>();

  private Keyset(JdbcClient jdbc, String sql) {
    this.jdbc = jdbc;
    this.sql = sql;
  }

  /**
   * @param sql a SELECT with named parameters, without ORDER BY and LIMIT
   */
  public static Keyset of(JdbcClient jdbc, String sql) {
    return new Keyset(jdbc, sql);
  }

  /** A column of the key, named as the SELECT gives it. */
  public record Column(String name, String type, String form) {
    public static Column number(String name) {
      return new Column(name, "bigint", "-?[0-9]{1,18}");
    }

    public static Column amount(String name) {
      return new Column(name, "numeric", "-?[0-9]{1,14}(\\.[0-9]{1,10})?");
    }

    public static Column day(String name) {
      return new Column(name, "date", "[0-9]{4}-[01][0-9]-[0-3][0-9]");
    }

    public static Column time(String name) {
      return new Column(name, "timestamptz", "[0-9]{4}-[0-9 :.+-]{10,30}");
    }

    public static Column text(String name) {
      return new Column(name, "text", "(?s)[^\\x00]*");
    }
  }

  public Keyset param(String name, Object value) {
    params.put(name, value);
    return this;
  }

  public Keyset params(Map<String, ?> values) {
    params.putAll(values);
    return this;
  }

  /** An order the reader may choose; the first is the default. Ends with a unique column. */
  public Keyset order(String key, Column... columns) {
    orders.put(key, List.of(columns));
    return this;
  }

  public <T> Slice<T> fetch(Paging paging, Class<T> row) {
    return fetch(paging, new SimplePropertyRowMapper<>(row));
  }

  public <T> Slice<T> fetch(Paging paging, RowMapper<T> mapper) {
    Chosen order = chosen(paging);
    List<Column> columns = order.columns();
    List<String> after = place(paging.after(), columns);
    List<String> before = after == null ? place(paging.before(), columns) : null;
    boolean backwards = before != null;

    var found =
        read(
            columns,
            backwards ? before : after,
            order.descending() != backwards,
            paging.rows(),
            mapper);
    boolean more = found.size() > paging.rows();
    if (more) found.removeLast();
    if (backwards) Collections.reverse(found);

    boolean hasBefore = backwards ? more : after != null;
    boolean hasAfter = backwards || more;
    return new Slice<>(
        found.stream().map(Found::row).toList(),
        paging.rows(),
        hasBefore && !found.isEmpty() ? found.getFirst().place() : null,
        hasAfter && !found.isEmpty() ? found.getLast().place() : null,
        order.descending() ? "-" + order.key() : order.key(),
        null);
  }

  /** Every row in the order the reader chose, used while they are read; for exports. */
  public <T> void each(Paging paging, RowMapper<T> mapper, Consumer<? super T> use) {
    Chosen order = chosen(paging);
    String text = "SELECT * FROM (" + sql + ") page" + by(order.columns(), order.descending());
    try (var rows = jdbc.sql(text).params(params).withFetchSize(1000).query(mapper).stream()) {
      rows.forEach(use);
    }
  }

  private record Chosen(String key, List<Column> columns, boolean descending) {}

  /** The list's first order when the reader chose none of them. */
  private Chosen chosen(Paging paging) {
    String wanted = paging.sort() == null ? "" : paging.sort();
    boolean descending = wanted.startsWith("-");
    String key = descending ? wanted.substring(1) : wanted;
    if (orders.containsKey(key)) return new Chosen(key, orders.get(key), descending);
    var first = orders.entrySet().iterator().next();
    return new Chosen(first.getKey(), first.getValue(), false);
  }

  /** The same with a count, which stops a little above {@link #COUNTED}. */
  public <T> Slice<T> fetchCounted(Paging paging, Class<T> row) {
    return fetch(paging, row).withTotal(count());
  }

  /** How many match, at most one more than {@link #COUNTED}. */
  public long count() {
    return jdbc.sql(
            "SELECT count(*) FROM (SELECT FROM (" + sql + ") found LIMIT " + (COUNTED + 1) + ") c")
        .params(params)
        .query(Long.class)
        .single();
  }

  private record Found<T>(T row, String place) {}

  private <T> List<Found<T>> read(
      List<Column> columns, List<String> from, boolean descending, int rows, RowMapper<T> mapper) {
    var text = new StringBuilder("SELECT * FROM (").append(sql).append(") page");
    var bound = new HashMap<>(params);
    if (from != null) {
      text.append(" WHERE (").append(join(columns, "%s")).append(") ");
      text.append(descending ? "< (" : "> (");
      text.append(
          IntStream.range(0, columns.size())
              .mapToObj(i -> "CAST(:key_" + i + " AS " + columns.get(i).type() + ")")
              .collect(Collectors.joining(", ")));
      text.append(")");
      for (int i = 0; i < from.size(); i++) bound.put("key_" + i, from.get(i));
    }
    text.append(by(columns, descending));
    text.append(" LIMIT ").append(rows + 1);
    RowMapper<Found<T>> withPlace =
        (rs, i) -> new Found<>(mapper.mapRow(rs, i), placeOf(rs, columns));
    return new ArrayList<>(jdbc.sql(text.toString()).params(bound).query(withPlace).list());
  }

  private static String by(List<Column> columns, boolean descending) {
    return " ORDER BY " + join(columns, descending ? "%s DESC" : "%s");
  }

  private static String join(List<Column> columns, String form) {
    return columns.stream().map(c -> form.formatted(c.name())).collect(Collectors.joining(", "));
  }

  private static String placeOf(ResultSet rs, List<Column> columns) throws SQLException {
    var values = new ArrayList<String>();
    for (Column column : columns) {
      String value = rs.getString(column.name());
      if (value == null)
        throw new IllegalStateException("The key column " + column.name() + " may not be null");
      values.add(value);
    }
    byte[] text = String.join("\u001f", values).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The key's values, or null when there is no place or somebody changed it by hand. */
  private static List<String> place(String encoded, List<Column> columns) {
    if (encoded == null || encoded.isEmpty()) return null;
    try {
      String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      List<String> values = Arrays.asList(text.split("\u001f", -1));
      if (values.size() != columns.size()) return null;
      for (int i = 0; i < values.size(); i++)
        if (!values.get(i).matches(columns.get(i).form())) return null;
      return values;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
