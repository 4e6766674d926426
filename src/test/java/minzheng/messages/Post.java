package minzheng.messages;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.security.Scope;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages of an area that no other test uses, and senders for it. */
@Lazy
@Component
class Post {
  private static final AtomicInteger AREA = new AtomicInteger(100);
  private static final AtomicInteger CAUSE = new AtomicInteger();

  final JdbcClient jdbc;
  final TransactionTemplate transaction;
  final Messages messages;
  final Outbox outbox;

  Post(JdbcClient jdbc, TransactionTemplate transaction, Messages messages, Outbox outbox) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.messages = messages;
    this.outbox = outbox;
  }

  /** An area of its own. */
  String area() {
    return "510124" + AREA.incrementAndGet();
  }

  static String cause() {
    return "test:" + CAUSE.incrementAndGet();
  }

  static Message sms(String area, String cause, String phone) {
    return Message.sms(
        area, cause, 7, "张素珍", phone, "case.accepted", values("DB510104-2026-00007"));
  }

  static Map<String, String> values(String number) {
    return Map.of("number", number, "day", "2026-11-18", "office", "锦官驿街道办事处");
  }

  void queue(Message message) {
    Scope.runAs(
        message.region(),
        () -> transaction.executeWithoutResult(status -> messages.queue(message)));
  }

  /** A mail to a citizen: the same row as a short message, by the other channel. */
  void queueMail(String area, String cause, String mail) {
    queue(sms(area, cause, "13800001234").by(mail));
  }

  Sender sender(String area, Carrier... carriers) {
    return new Sender(outbox, List.of(carriers), settings(Duration.ofMinutes(10)), area, "node");
  }

  /** A node that takes over at once what another left. */
  Sender successor(String area, Carrier... carriers) {
    return new Sender(
        outbox, List.of(carriers), settings(Duration.ofSeconds(-1)), area, "successor");
  }

  private static Settings settings(Duration takeOver) {
    return new Settings(
        Duration.ZERO,
        "log",
        "log",
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)),
        takeOver,
        90,
        null,
        null);
  }

  /** The states of an area's messages, oldest first. */
  List<String> states(String area) {
    return texts(area, "state");
  }

  List<String> texts(String area, String column) {
    return in(
        area,
        () ->
            jdbc.sql("SELECT " + column + "::text FROM message ORDER BY id")
                .query(String.class)
                .list());
  }

  <T> T in(String area, java.util.function.Supplier<T> work) {
    return Scope.callAs(area, () -> transaction.execute(status -> work.get()));
  }
}
