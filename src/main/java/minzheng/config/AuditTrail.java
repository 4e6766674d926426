package minzheng.config;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import minzheng.kernel.NotFound;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The auditor reads the trail of their area, the latest first. */
@Service
class AuditTrail {
  private static final String SELECT =
      """
      SELECT id, region, at, actor, office, address, action, object_type, object_id, reason,
             before::text AS before, after::text AS after
      FROM audit_event
      """;

  private static final String WHO =
      "(actor = :who OR actor_id IN (SELECT id FROM account WHERE lower(username) = lower(:who)))";
  private static final String TEXT =
      "strpos(concat_ws(' ', object_id, reason, before::text, after::text), :text) > 0";

  /** Rows of one export. */
  static final int EXPORTED = 50_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ValueWords words;
  private final Clock clock;

  AuditTrail(JdbcClient jdbc, JsonMapper json, ValueWords words, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.words = words;
    this.clock = clock;
  }

  /**
   * What the trail is narrowed by; text parts may be empty, days null.
   *
   * @param who username or name of the person who acted
   * @param text part of the reason, of the object's id, or of what was there before and after
   */
  record Filter(
      String who,
      String action,
      String type,
      String object,
      String region,
      LocalDate from,
      LocalDate to,
      String text) {
    Filter {
      who = plain(who);
      action = plain(action);
      type = plain(type);
      object = plain(object);
      region = plain(region);
      text = plain(text);
    }

    private static String plain(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /** One act. The changes are the fields of before and after, side by side. */
  record Event(
      long id,
      String region,
      Instant at,
      String actor,
      String office,
      String address,
      String action,
      String objectType,
      String objectId,
      String reason,
      List<Change> changes) {}

  /** A field as it was and as it is, in words; null where it was not. */
  record Change(String field, String before, String after, String codeBefore, String codeAfter) {
    /** The field in words. */
    public String word() {
      return FieldWords.of(field);
    }

    public boolean differs() {
      return !Objects.equals(codeBefore, codeAfter);
    }

    /** What the row holds, where it is another text than the words. */
    public String was() {
      return Objects.equals(before, codeBefore) ? null : codeBefore;
    }

    public String is() {
      return Objects.equals(after, codeAfter) ? null : codeAfter;
    }
  }

  @Transactional(readOnly = true)
  Slice<Event> page(Filter filter, Paging paging) {
    return keyset(filter).fetch(paging.orElse("-at"), (rs, i) -> event(rs));
  }

  /** How many match, at most one more than {@link Keyset#COUNTED}. */
  @Transactional(readOnly = true)
  long count(Filter filter) {
    return keyset(filter).count();
  }

  /** Hands over what matches, the latest first, at most {@link #EXPORTED}. */
  @Transactional(readOnly = true)
  void export(Filter filter, Consumer<? super Event> rows) {
    var matching = new Query(filter);
    try (var events =
        jdbc
            .sql(matching.sql + " ORDER BY id DESC LIMIT " + EXPORTED)
            .params(matching.params)
            .withFetchSize(500)
            .query((rs, i) -> event(rs))
            .stream()) {
      events.forEach(rows);
    }
  }

  /**
   * @throws NotFound when there is none in the auditor's area
   */
  @Transactional(readOnly = true)
  Event get(long id) {
    return jdbc.sql(SELECT + " WHERE id = ?")
        .param(id)
        .query((rs, i) -> event(rs))
        .optional()
        .orElseThrow(() -> new NotFound("审计记录"));
  }

  /** The verbs and the kinds of object that occur, for the filters. */
  @Transactional(readOnly = true)
  List<String> words(String column) {
    if (!List.of("action", "object_type").contains(column))
      throw new IllegalArgumentException(column);
    // one index step per word instead of a walk over the whole trail
    return jdbc.sql(
            """
            WITH RECURSIVE words(word) AS (
              (SELECT %1$s FROM audit_event ORDER BY %1$s LIMIT 1)
              UNION ALL
              SELECT (SELECT %1$s FROM audit_event e WHERE e.%1$s > w.word ORDER BY %1$s LIMIT 1)
              FROM words w WHERE w.word IS NOT NULL)
            SELECT word FROM words WHERE word IS NOT NULL
            """
                .formatted(column))
        .query(String.class)
        .list();
  }

  private Keyset keyset(Filter filter) {
    var matching = new Query(filter);
    return Keyset.of(jdbc, matching.sql).params(matching.params).order("at", Column.number("id"));
  }

  /** The filter as SQL; conditions that are off do not stand in it, so that an index serves. */
  private final class Query {
    final String sql;
    final Map<String, Object> params = new HashMap<>();
    private final List<String> where = new ArrayList<>();

    Query(Filter f) {
      on("who", f.who(), WHO);
      on("action", f.action(), "action = :action");
      on("type", f.type(), "object_type = :type");
      on("object", f.object(), "object_id = :object");
      on("region", f.region(), "region >= :region AND region < :region || '~'");
      on("text", f.text(), TEXT);
      if (f.from() != null) on("from", start(f.from()), "at >= :from");
      if (f.to() != null) on("to", start(f.to().plusDays(1)), "at < :to");
      sql = where.isEmpty() ? SELECT : SELECT + " WHERE " + String.join(" AND ", where);
    }

    private void on(String name, Object value, String condition) {
      if (value.equals("")) return;
      where.add(condition);
      params.put(name, value);
    }
  }

  private Timestamp start(LocalDate day) {
    return Timestamp.from(day.atStartOfDay(clock.getZone()).toInstant());
  }

  private Event event(ResultSet rs) throws SQLException {
    return new Event(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getTimestamp("at").toInstant(),
        rs.getString("actor"),
        rs.getString("office"),
        rs.getString("address"),
        rs.getString("action"),
        rs.getString("object_type"),
        rs.getString("object_id"),
        rs.getString("reason"),
        changes(rs.getString("object_type"), rs.getString("before"), rs.getString("after")));
  }

  private List<Change> changes(String type, String before, String after) {
    JsonNode was = before == null ? null : json.readTree(before);
    JsonNode is = after == null ? null : json.readTree(after);
    var fields = new TreeSet<String>();
    Stream.of(was, is).filter(Objects::nonNull).forEach(n -> fields.addAll(n.propertyNames()));
    return fields.stream()
        .map(f -> change(type, f, was, is))
        .filter(c -> c.codeBefore() != null || c.codeAfter() != null)
        .toList();
  }

  private Change change(String type, String field, JsonNode was, JsonNode is) {
    return new Change(
        field, said(type, field, was), said(type, field, is), text(was, field), text(is, field));
  }

  private String said(String type, String field, JsonNode node) {
    return text(node, field) == null ? null : words.of(type, field, node.get(field));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node == null ? null : node.get(field);
    if (value == null || value.isNull()) return null;
    String text = value.isString() ? value.stringValue() : value.toString();
    return text.isEmpty() ? null : text;
  }
}
