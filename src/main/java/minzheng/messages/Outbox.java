package minzheng.messages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of messages as the senders of all nodes see them. Each method is one transaction. */
@Component
class Outbox {
  private final JdbcClient jdbc;
  private final Clock clock;

  Outbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes what is due for a carrier; another node that asks at the same time gets other rows. From
   * this commit on the messages count as possibly sent.
   */
  @Transactional
  public Optional<Parcel> claim(Carrier carrier, String region, String node) {
    var due =
        jdbc.sql(
                """
                SELECT id FROM message WHERE channel = ? AND state = 'QUEUED' AND next_at <= ?
                ORDER BY next_at, id LIMIT ? FOR UPDATE SKIP LOCKED
                """)
            .params(carrier.channel().name(), at(clock.instant()), carrier.most())
            .query(Long.class)
            .list();
    if (due.isEmpty()) return Optional.empty();
    String name =
        "%s-%s-%s"
            .formatted(
                carrier.channel().name().toLowerCase(java.util.Locale.ROOT),
                DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(clock)),
                UUID.randomUUID().toString().replace("-", "").substring(0, 16));
    long batch =
        jdbc.sql(
                """
                INSERT INTO message_batch (region, name, channel, carrier, repeatable, node, made_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                """)
            .params(region, name, carrier.channel().name(), carrier.name(), carrier.repeatable())
            .params(node, at(clock.instant()))
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            UPDATE message SET state = 'SENDING', attempt = attempt + 1, batch_id = :batch, reason = NULL
            WHERE id IN (:ids)
            """)
        .param("batch", batch)
        .param("ids", due)
        .update();
    return parcel(batch);
  }

  private Optional<Parcel> parcel(long batch) {
    var items =
        jdbc.sql("SELECT * FROM message WHERE batch_id = ? AND state = 'SENDING' ORDER BY id")
            .param(batch)
            .query(
                (rs, i) ->
                    new Parcel.Item(
                        rs.getLong("id"),
                        rs.getObject("key", UUID.class),
                        rs.getInt("attempt"),
                        rs.getString("template"),
                        rs.getString("address"),
                        rs.getString("title"),
                        rs.getString("body")))
            .list();
    return jdbc.sql("SELECT * FROM message_batch WHERE id = ?")
        .param(batch)
        .query(
            (rs, i) ->
                new Parcel(
                    batch,
                    rs.getString("name"),
                    Channel.valueOf(rs.getString("channel")),
                    rs.getString("carrier"),
                    items))
        .optional();
  }

  /**
   * A hand-over that a dead node left open and that may be repeated, taken over by this node; what
   * may not be repeated becomes doubtful.
   */
  @Transactional
  public Optional<Parcel> takeOver(Duration after, String node) {
    Instant dead = clock.instant().minus(after);
    record Open(long id, boolean repeatable) {}
    var open =
        jdbc.sql(
                """
                SELECT id, repeatable FROM message_batch WHERE state = 'OPEN' AND made_at < ?
                ORDER BY made_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
            .param(at(dead))
            .query(Open.class)
            .optional();
    if (open.isEmpty()) return Optional.empty();
    long id = open.get().id();
    if (open.get().repeatable()) {
      jdbc.sql("UPDATE message_batch SET node = ?, made_at = ? WHERE id = ?")
          .params(node, at(clock.instant()), id)
          .update();
    } else doubt(id, "发送时系统中断，不知道是否已经送出");
    return parcel(id);
  }

  /** Nobody knows what became of a parcel. */
  @Transactional
  public void doubt(long batch, String reason) {
    for (long message : rows(batch, "SENDING")) move(message, MessageState.IN_DOUBT, reason, null);
    close(batch);
  }

  /** Nothing of a parcel was taken. */
  @Transactional
  public void later(Parcel parcel, String reason, List<Duration> pauses) {
    for (var item : parcel.items()) again(item.id(), item.attempt(), reason, pauses);
    close(parcel.id());
  }

  /** Notes what became of each message; one that a slow node finds in doubt is settled by it. */
  @Transactional
  public void note(Parcel parcel, List<Outcome> outcomes, List<Duration> pauses) {
    var attempts =
        parcel.items().stream()
            .collect(java.util.stream.Collectors.toMap(Parcel.Item::id, Parcel.Item::attempt));
    var sending = rows(parcel.id(), "SENDING");
    var doubtful = rows(parcel.id(), "IN_DOUBT");
    for (var o : outcomes) {
      if (doubtful.contains(o.id()) && o.kind() == Outcome.Kind.TAKEN)
        move(o.id(), MessageState.SENT, null, null);
      if (!sending.contains(o.id())) continue;
      switch (o.kind()) {
        case TAKEN -> move(o.id(), MessageState.SENT, null, null);
        case REFUSED -> move(o.id(), MessageState.FAILED, o.reason(), null);
        case UNKNOWN -> move(o.id(), MessageState.IN_DOUBT, o.reason(), null);
        case LATER -> again(o.id(), attempts.get(o.id()), o.reason(), pauses);
      }
    }
    close(parcel.id());
  }

  private List<Long> rows(long batch, String state) {
    return jdbc.sql("SELECT id FROM message WHERE batch_id = ? AND state = ? FOR UPDATE")
        .params(batch, state)
        .query(Long.class)
        .list();
  }

  private void again(long message, int attempt, String reason, List<Duration> pauses) {
    if (attempt > pauses.size()) move(message, MessageState.FAILED, reason, null);
    else move(message, MessageState.QUEUED, reason, clock.instant().plus(pauses.get(attempt - 1)));
  }

  private void move(long message, MessageState to, String reason, Instant next) {
    boolean over = to != MessageState.QUEUED;
    jdbc.sql(
            """
            WITH moved AS (
              UPDATE message SET state = :to, reason = :reason, next_at = coalesce(:next::timestamptz, next_at),
                ended_at = CASE WHEN :over THEN :now::timestamptz END
              WHERE id = :id RETURNING *)
            INSERT INTO message_event (region, message_id, at, attempt, state, note, by_name)
            SELECT region, id, :now, attempt, state, reason, '系统' FROM moved
            """)
        .param("to", to.name())
        .param("reason", reason)
        .param("next", next == null ? null : at(next))
        .param("over", over)
        .param("now", at(clock.instant()))
        .param("id", message)
        .update();
  }

  private void close(long batch) {
    jdbc.sql("UPDATE message_batch SET state = 'DONE' WHERE id = ?").param(batch).update();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
