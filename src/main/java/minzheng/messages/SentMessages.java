package minzheng.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 消息发送记录: what left for citizens and staff of an area, and what a person decides about it. */
@Service
class SentMessages {
  /** Rows of one export. */
  static final int EXPORTED = 50_000;

  private static final String SELECT =
      """
      SELECT id, region, channel, name_shown, address_shown, template, title, body, state, reason, attempt,
             queued_at, ended_at, next_at, address IS NOT NULL AS addressed
      FROM message
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  SentMessages(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What the list is narrowed by; text may be empty, days null.
   *
   * @param q part of the text, such as a case number
   */
  record Filter(
      String state, String channel, String template, String q, LocalDate from, LocalDate to) {
    Filter {
      state = plain(state);
      channel = plain(channel);
      template = plain(template);
      q = plain(q);
    }

    private static String plain(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /** A message; name and address are masked. */
  record Row(
      long id,
      String region,
      Channel channel,
      String name,
      String to,
      String title,
      String body,
      MessageState state,
      String reason,
      int attempt,
      Instant queuedAt,
      Instant endedAt,
      Instant nextAt,
      boolean addressed) {}

  /** What happened to a message. */
  record Event(Instant at, int attempt, MessageState state, String note, String by) {}

  /** A page of the list, the latest first. That it was read is recorded. */
  @Transactional
  public Slice<Row> page(Filter filter, Paging paging, CurrentUser user) {
    var query = new Query(filter);
    var keyset =
        Keyset.of(jdbc, query.sql).params(query.params).order("queued", Column.number("id"));
    var slice = keyset.fetch(paging.orElse("-queued"), SentMessages::row).withTotal(keyset.count());
    audit.write(
        "查看",
        "消息发送记录",
        null,
        user.region(),
        null,
        null,
        Map.of("rows", slice.items().size(), "state", filter.state(), "channel", filter.channel()));
    return slice;
  }

  /** Hands over what matches, the latest first, at most {@link #EXPORTED}. */
  @Transactional(readOnly = true)
  public void export(Filter filter, Consumer<? super Row> rows) {
    var query = new Query(filter);
    try (var found =
        jdbc
            .sql(query.sql + " ORDER BY id DESC LIMIT " + EXPORTED)
            .params(query.params)
            .withFetchSize(500)
            .query(SentMessages::row)
            .stream()) {
      found.forEach(rows);
    }
  }

  /** One message; that it was read is recorded. */
  @Transactional
  public Row read(long id) {
    Row row = get(id);
    audit.write("查看", "消息", id, row.region());
    return row;
  }

  @Transactional(readOnly = true)
  public List<Event> events(long id) {
    return jdbc.sql("SELECT * FROM message_event WHERE message_id = ? ORDER BY id")
        .param(id)
        .query(
            (rs, i) ->
                new Event(
                    rs.getTimestamp("at").toInstant(),
                    rs.getInt("attempt"),
                    MessageState.valueOf(rs.getString("state")),
                    rs.getString("note"),
                    rs.getString("by_name")))
        .list();
  }

  /**
   * Sends what failed, or what is in doubt, once more.
   *
   * @throws RuleViolation without a reason, or when it is neither
   */
  @Transactional
  public void again(long id, String reason, Actor by) {
    Row row = open(id, reason);
    if (!row.addressed()) throw new RuleViolation(null, "号码已超过保存期限，不能再发；请当面或用书面告知。");
    decide(row, MessageState.QUEUED, "再次发送", reason.strip(), by);
  }

  /**
   * Settles what is in doubt: it has arrived, and is not sent again.
   *
   * @throws RuleViolation without a reason, or when it is not in doubt
   */
  @Transactional
  public void arrived(long id, String reason, Actor by) {
    Row row = open(id, reason);
    if (row.state() != MessageState.IN_DOUBT)
      throw new RuleViolation(null, "这条消息发送失败，对方没有收到，不能登记为已送出。");
    decide(row, MessageState.SENT, "登记为已送出", reason.strip(), by);
  }

  private Row open(long id, String reason) {
    Row row =
        jdbc.sql(SELECT + " WHERE id = ? FOR UPDATE")
            .param(id)
            .query(SentMessages::row)
            .optional()
            .orElseThrow(() -> new NotFound("消息"));
    if (row.state() != MessageState.FAILED && row.state() != MessageState.IN_DOUBT)
      throw new RuleViolation(null, "这条消息现为“" + row.state().label() + "”，不用处理。");
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明原因，例如如何核实的。");
    if (reason.length() > 200) throw new RuleViolation("reason", "原因不能超过 200 字，请精简。");
    return row;
  }

  private void decide(Row row, MessageState to, String action, String reason, Actor by) {
    var now = Outbox.at(clock.instant());
    jdbc.sql(
            """
            UPDATE message SET state = :to, reason = NULL, next_at = :now,
              ended_at = CASE WHEN :to = 'SENT' THEN :now::timestamptz END
            WHERE id = :id
            """)
        .param("to", to.name())
        .param("now", now)
        .param("id", row.id())
        .update();
    jdbc.sql(
            """
            INSERT INTO message_event (region, message_id, at, attempt, state, note, by_id, by_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(row.region(), row.id(), now, row.attempt(), to.name())
        .params(action + "：" + reason, by.accountId(), by.name())
        .update();
    audit.write(
        action,
        "消息",
        row.id(),
        row.region(),
        reason,
        Map.of("state", row.state().name()),
        Map.of("state", to.name()));
  }

  private Row get(long id) {
    return jdbc.sql(SELECT + " WHERE id = ?")
        .param(id)
        .query(SentMessages::row)
        .optional()
        .orElseThrow(() -> new NotFound("消息"));
  }

  /** The filter as SQL; what is off does not stand in it, so that an index serves. */
  private final class Query {
    final String sql;
    final Map<String, Object> params = new HashMap<>();
    private final List<String> where = new ArrayList<>();

    Query(Filter f) {
      on("state", f.state(), "state = :state");
      on("channel", f.channel(), "channel = :channel");
      on("template", f.template(), "template = :template");
      on("q", f.q(), "strpos(body, :q) > 0");
      if (f.from() != null) on("from", start(f.from()), "queued_at >= :from");
      if (f.to() != null) on("to", start(f.to().plusDays(1)), "queued_at < :to");
      sql = where.isEmpty() ? SELECT : SELECT + " WHERE " + String.join(" AND ", where);
    }

    private void on(String name, Object value, String condition) {
      if (value.equals("")) return;
      where.add(condition);
      params.put(name, value);
    }

    private Object start(LocalDate day) {
      return Outbox.at(day.atStartOfDay(clock.getZone()).toInstant());
    }
  }

  private static Row row(ResultSet rs, int i) throws SQLException {
    var ended = rs.getTimestamp("ended_at");
    return new Row(
        rs.getLong("id"),
        rs.getString("region"),
        Channel.valueOf(rs.getString("channel")),
        rs.getString("name_shown"),
        rs.getString("address_shown"),
        rs.getString("title"),
        rs.getString("body"),
        MessageState.valueOf(rs.getString("state")),
        rs.getString("reason"),
        rs.getInt("attempt"),
        rs.getTimestamp("queued_at").toInstant(),
        ended == null ? null : ended.toInstant(),
        rs.getTimestamp("next_at").toInstant(),
        rs.getBoolean("addressed"));
  }
}
