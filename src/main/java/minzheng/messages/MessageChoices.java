package minzheng.messages;

import java.time.Clock;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 短信意愿: a citizen may ask not to be told by message, and change their mind (个人信息保护法 44). */
@Service
public class MessageChoices {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  MessageChoices(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Records what a person said; it counts in the whole city from now on.
   *
   * @param recipient as in {@link Message}
   * @param region of the office that records it
   * @throws RuleViolation on field {@code reason} without one
   */
  @Transactional
  public void set(String recipient, String region, boolean refused, String reason, Actor by) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明本人何时、以何种方式提出。");
    if (reason.length() > 200) throw new RuleViolation("reason", "说明不能超过 200 字，请精简。");
    jdbc.sql("SELECT message_refusal_set(?, ?, ?, ?, ?, ?)")
        .params(recipient, region, refused, reason.strip(), Outbox.at(clock.instant()), by.name())
        .query((rs, i) -> "")
        .single();
    audit.write(
        refused ? "登记不接收短信" : "恢复接收短信", "短信意愿", recipient, region, reason.strip(), null, Map.of());
  }
}
