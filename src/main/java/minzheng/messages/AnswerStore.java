package minzheng.messages;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a gateway answered, written into the messages. */
@Component
class AnswerStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  AnswerStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * An answer to one attempt.
   *
   * @param reason why it did not arrive, or null
   */
  record Answer(UUID key, int attempt, boolean arrived, String reason) {}

  /**
   * Takes the answers over, once: a message that has its answer, or was sent anew since, stays.
   *
   * @return how many changed a message
   */
  @Transactional
  public int take(List<Answer> answers) {
    int n = answers.size();
    var keys = new UUID[n];
    var attempts = new Integer[n];
    var arrived = new Boolean[n];
    var reasons = new String[n];
    for (int i = 0; i < n; i++) {
      keys[i] = answers.get(i).key();
      attempts[i] = answers.get(i).attempt();
      arrived[i] = answers.get(i).arrived();
      reasons[i] = answers.get(i).reason();
    }
    return jdbc.sql(
            """
            WITH answered AS (
              UPDATE message m SET state = CASE WHEN a.arrived THEN 'DELIVERED' ELSE 'FAILED' END,
                reason = a.reason, ended_at = :now
              FROM unnest(:keys::uuid[], :attempts::int[], :arrived::boolean[], :reasons::text[])
                AS a(key, attempt, arrived, reason)
              WHERE m.key = a.key AND m.attempt = a.attempt AND m.state = 'SENT' AND m.channel = 'SMS'
              RETURNING m.*)
            INSERT INTO message_event (region, message_id, at, attempt, state, note, by_name)
            SELECT region, id, :now, attempt, state, reason, '短信网关' FROM answered
            """)
        .param("now", Outbox.at(clock.instant()))
        .param("keys", keys)
        .param("attempts", attempts)
        .param("arrived", arrived)
        .param("reasons", reasons)
        .update();
  }
}
