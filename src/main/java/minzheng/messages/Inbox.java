package minzheng.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** 站内消息: what a member of staff is told in the product; each reads the own ones only. */
@Service
class Inbox {
  private static final String SELECT =
      """
      SELECT id, title, body, url, queued_at, read_at IS NULL AS unread FROM message
      WHERE channel = 'INBOX' AND account_id = :me
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Inbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param url where to go on, or null
   */
  record Row(long id, String title, String body, String url, Instant queuedAt, boolean unread) {}

  /** Only what is unread, or all; the latest first. */
  @Transactional(readOnly = true)
  public Slice<Row> page(boolean unread, Paging paging, CurrentUser user) {
    return Keyset.of(jdbc, unread ? SELECT + " AND read_at IS NULL" : SELECT)
        .param("me", user.accountId())
        .order("queued", Column.number("id"))
        .fetchCounted(paging.orElse("-queued"), Row.class);
  }

  @Transactional(readOnly = true)
  public long unread(CurrentUser user) {
    return jdbc.sql(
            "SELECT count(*) FROM message WHERE channel = 'INBOX' AND account_id = ? AND read_at IS"
                + " NULL")
        .param(user.accountId())
        .query(Long.class)
        .single();
  }

  /** The latest unread ones. */
  @Transactional(readOnly = true)
  public List<Row> latest(CurrentUser user, int count) {
    return jdbc.sql(SELECT + " AND read_at IS NULL ORDER BY id DESC LIMIT " + count)
        .param("me", user.accountId())
        .query(Row.class)
        .list();
  }

  /**
   * Marks a message as read.
   *
   * @return where it leads, or null
   * @throws NotFound when it is not this person's
   */
  @Transactional
  public String open(long id, CurrentUser user) {
    var row =
        jdbc.sql(SELECT + " AND id = :id")
            .param("me", user.accountId())
            .param("id", id)
            .query(Row.class)
            .optional()
            .orElseThrow(() -> new NotFound("消息"));
    if (row.unread())
      jdbc.sql("UPDATE message SET read_at = ? WHERE id = ? AND read_at IS NULL")
          .params(Outbox.at(clock.instant()), id)
          .update();
    return row.url();
  }

  /** Marks all as read that are not newer than one the person has seen. */
  @Transactional
  public int openAll(long newest, CurrentUser user) {
    return jdbc.sql(
            """
            UPDATE message SET read_at = ?
            WHERE channel = 'INBOX' AND account_id = ? AND read_at IS NULL AND id <= ?
            """)
        .params(Outbox.at(clock.instant()), user.accountId(), newest)
        .update();
  }

  /** Where the person wants what is urgent by mail, too. */
  @Transactional(readOnly = true)
  public Optional<String> mail(CurrentUser user) {
    return jdbc.sql("SELECT mail FROM staff_mail WHERE account_id = ?")
        .param(user.accountId())
        .query(String.class)
        .optional();
  }

  /**
   * Sets or, with nothing, removes that address.
   *
   * @throws RuleViolation on field {@code mail} when it is none
   */
  @Transactional
  public void mail(String typed, CurrentUser user) {
    String mail = typed == null ? "" : typed.strip();
    if (mail.isEmpty()) {
      jdbc.sql("DELETE FROM staff_mail WHERE account_id = ?").param(user.accountId()).update();
      return;
    }
    if (mail.length() > 100 || !mail.matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"))
      throw new RuleViolation("mail", "邮箱格式不对，请按 name@example.gov.cn 的样式填写。");
    jdbc.sql(
            """
            INSERT INTO staff_mail VALUES (?, ?, ?, ?)
            ON CONFLICT (account_id) DO UPDATE SET mail = excluded.mail, region = excluded.region, changed_at = excluded.changed_at
            """)
        .params(user.accountId(), user.region(), mail, Outbox.at(clock.instant()))
        .update();
  }
}
