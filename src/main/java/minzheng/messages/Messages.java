package minzheng.messages;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 消息: puts down what somebody is to be told, in the transaction of the step that causes it. A job
 * sends it; a step that is rolled back tells nobody.
 */
@Service
public class Messages {
  private final JdbcClient jdbc;
  private final Texts texts;
  private final Clock clock;

  Messages(JdbcClient jdbc, Texts texts, Clock clock) {
    this.jdbc = jdbc;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * Queues a message; once for its cause, recipient and channel, however often it is asked for.
   *
   * @return whether it is new
   * @throws IllegalArgumentException for an unknown template or a place without a value
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean queue(Message m) {
    String hindrance = m.channel() == Channel.INBOX ? null : hindrance(m);
    MessageState state =
        m.channel() == Channel.INBOX
            ? MessageState.SENT
            : hindrance != null ? MessageState.NOT_SENT : MessageState.QUEUED;
    OffsetDateTime now = now();
    return jdbc.sql(
                """
                INSERT INTO message (region, key, cause, channel, recipient, account_id, name_shown,
                  address, address_shown, template, title, body, url, owner_type, owner_id, state,
                  reason, next_at, queued_at, ended_at)
                VALUES (:region, :key, :cause, :channel, :recipient, :account, :name,
                  :address, :shown, :template, :title, :body, :url, :ownerType, :ownerId, :state,
                  :reason, :now, :now, :ended::timestamptz)
                ON CONFLICT (cause, recipient, channel) DO NOTHING
                """)
            .param("region", m.region())
            .param("key", UUID.randomUUID())
            .param("cause", m.cause())
            .param("channel", m.channel().name())
            .param("recipient", m.recipient())
            .param("account", m.accountId())
            .param("name", m.nameShown())
            .param("address", state == MessageState.QUEUED ? m.address() : null)
            .param("shown", m.addressShown())
            .param("template", m.template())
            .param("title", texts.title(m.template()))
            .param("body", texts.body(m.template(), m.values()))
            .param("url", m.url())
            .param("ownerType", m.ownerType())
            .param("ownerId", m.ownerId())
            .param("state", state.name())
            .param("reason", hindrance)
            .param("now", now)
            .param("ended", state == MessageState.QUEUED ? null : now)
            .update()
        == 1;
  }

  /** Queues several; see {@link #queue}. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void queueAll(Collection<Message> messages) {
    messages.forEach(this::queue);
  }

  /**
   * Tells a member of staff in the inbox, and by mail where that person has left an address.
   *
   * @param message made by {@link Message#inbox}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void queueAlsoByMail(Message message) {
    queue(message);
    jdbc.sql("SELECT mail FROM staff_mail WHERE account_id = ?")
        .param(message.accountId())
        .query(String.class)
        .optional()
        .ifPresent(mail -> queue(message.by(mail)));
  }

  /** Why nobody can be told by this channel, or null. */
  private String hindrance(Message m) {
    boolean sms = m.channel() == Channel.SMS;
    if (m.address() == null) return sms ? "没有登记手机号，请当面或用书面告知" : "没有登记邮箱";
    if (sms && !m.address().matches("1[0-9]{10}")) return "登记的不是手机号，请当面或用书面告知";
    return refused(m.recipient()) ? "本人不接收短信，请当面或用书面告知" : null;
  }

  /** Whether a recipient asked not to be told by message. */
  @Transactional(readOnly = true)
  public boolean refused(String recipient) {
    return jdbc.sql("SELECT message_refused(?)").param(recipient).query(Boolean.class).single();
  }

  /**
   * A message as the page of its record shows it.
   *
   * @param to masked address, null without one
   */
  public record Told(
      long id,
      Instant queuedAt,
      Channel channel,
      String title,
      String body,
      String to,
      MessageState state,
      String reason) {}

  /** What was told about a record, the newest first. */
  @Transactional(readOnly = true)
  public List<Told> about(String ownerType, long ownerId) {
    return jdbc.sql(
            """
            SELECT * FROM message WHERE owner_type = ? AND owner_id = ? ORDER BY id DESC LIMIT 50
            """)
        .params(ownerType, ownerId)
        .query(
            (rs, i) ->
                new Told(
                    rs.getLong("id"),
                    rs.getTimestamp("queued_at").toInstant(),
                    Channel.valueOf(rs.getString("channel")),
                    rs.getString("title"),
                    rs.getString("body"),
                    rs.getString("address_shown"),
                    MessageState.valueOf(rs.getString("state")),
                    rs.getString("reason")))
        .list();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
