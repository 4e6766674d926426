package minzheng.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import minzheng.MinzhengTest;
import minzheng.kernel.MovableClock;
import minzheng.security.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/** Never lost, never twice: what the rows, the claims and the carriers promise together. */
@MinzhengTest
class SendingTest {
  @Autowired Post post;
  @Autowired Forgetting forgetting;
  @Autowired MovableClock clock;

  private String area;

  @BeforeEach
  void ownArea() {
    area = post.area();
  }

  /** Keeps what it is given; fails or dies when told to. */
  private static class Kept implements Carrier {
    final List<Parcel.Item> taken = Collections.synchronizedList(new ArrayList<>());
    final List<String> parcels = Collections.synchronizedList(new ArrayList<>());
    boolean down;
    boolean diesAfter;
    boolean repeatable;

    @Override
    public Channel channel() {
      return Channel.SMS;
    }

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public int most() {
      return 3;
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }

    @Override
    public List<Outcome> hand(Parcel parcel) throws Down {
      if (down) throw new Down("短信网关连接不上");
      taken.addAll(parcel.items());
      parcels.add(parcel.name());
      if (diesAfter) throw new AssertionError("the node dies");
      return parcel.items().stream().map(i -> Outcome.taken(i.id())).toList();
    }
  }

  @Test
  void a_step_that_is_rolled_back_tells_nobody() {
    Scope.runAs(
        area,
        () ->
            post.transaction.executeWithoutResult(
                status -> {
                  assertThat(post.messages.queue(Post.sms(area, Post.cause(), "13800001234")))
                      .isTrue();
                  status.setRollbackOnly();
                }));
    assertThat(post.states(area)).isEmpty();
  }

  @Test
  void the_same_cause_tells_the_same_person_once() {
    String cause = Post.cause();
    post.queue(Post.sms(area, cause, "13800001234"));
    post.queue(Post.sms(area, cause, "13900009999"));
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var carrier = new Kept();
    post.sender(area, carrier).run();
    post.sender(area, carrier).run();
    assertThat(carrier.taken)
        .extracting(Parcel.Item::address)
        .containsExactly("13800001234", "13800001234");
    assertThat(post.states(area)).containsExactly("SENT", "SENT");
  }

  @Test
  void without_a_mobile_number_or_against_the_persons_wish_the_row_says_so() {
    post.queue(Post.sms(area, Post.cause(), null));
    post.queue(Post.sms(area, Post.cause(), "02886600000"));
    var carrier = new Kept();
    post.sender(area, carrier).run();
    assertThat(carrier.taken).isEmpty();
    assertThat(post.states(area)).containsExactly("NOT_SENT", "NOT_SENT");
    assertThat(post.texts(area, "reason"))
        .satisfiesExactly(
            r -> assertThat(r).contains("没有登记手机号"), r -> assertThat(r).contains("不是手机号"));
  }

  @Test
  void two_senders_at_once_share_the_work_and_send_nothing_twice() throws Exception {
    for (int i = 0; i < 60; i++) post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var carrier = new Kept();
    var start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++)
        threads.submit(
            () -> {
              start.await();
              post.sender(area, carrier).run();
              return null;
            });
      start.countDown();
    }
    assertThat(carrier.taken).hasSize(60);
    assertThat(new HashSet<>(carrier.taken.stream().map(Parcel.Item::id).toList())).hasSize(60);
    assertThat(post.states(area)).containsOnly("SENT");
  }

  @Test
  void while_the_carrier_is_down_messages_wait_longer_each_time_and_fail_at_last() {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var carrier = new Kept();
    carrier.down = true;
    post.sender(area, carrier).run();
    assertThat(post.states(area)).containsExactly("QUEUED");
    assertThat(post.texts(area, "reason")).containsExactly("短信网关连接不上");
    carrier.down = false;
    post.sender(area, carrier).run();
    assertThat(carrier.taken).as("before the pause is over").isEmpty();
    clock.on(LocalDate.now(clock).plusDays(1), () -> post.sender(area, carrier).run());
    assertThat(carrier.taken).hasSize(1);
    assertThat(post.states(area)).containsExactly("SENT");

    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    carrier.down = true;
    for (int day = 1; day <= 3; day++)
      clock.on(LocalDate.now(clock).plusDays(day), () -> post.sender(area, carrier).run());
    assertThat(post.states(area)).containsExactly("SENT", "FAILED");
  }

  @Test
  void what_a_dead_node_may_have_sent_is_not_sent_again_but_put_before_a_person() {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var carrier = new Kept();
    carrier.diesAfter = true;
    assertThatThrownBy(() -> post.sender(area, carrier).run()).isInstanceOf(AssertionError.class);
    assertThat(post.states(area)).containsExactly("SENDING");
    carrier.diesAfter = false;
    post.sender(area, carrier).run();
    assertThat(post.states(area)).as("its node may still be alive").containsExactly("SENDING");
    post.successor(area, carrier).run();
    post.successor(area, carrier).run();
    assertThat(carrier.taken).hasSize(1);
    assertThat(post.states(area)).containsExactly("IN_DOUBT");
    assertThat(post.texts(area, "reason").getFirst()).contains("系统中断");
  }

  @Test
  void what_may_be_repeated_goes_again_under_the_same_name_and_numbers() {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var carrier = new Kept();
    carrier.repeatable = true;
    carrier.diesAfter = true;
    assertThatThrownBy(() -> post.sender(area, carrier).run()).isInstanceOf(AssertionError.class);
    carrier.diesAfter = false;
    post.successor(area, carrier).run();
    assertThat(carrier.parcels).hasSize(2).containsOnly(carrier.parcels.getFirst());
    assertThat(new HashSet<>(carrier.taken.stream().map(Parcel.Item::number).toList())).hasSize(1);
    assertThat(post.states(area)).containsExactly("SENT");
  }

  @Test
  void the_address_is_forgotten_in_time_and_the_fact_stays() {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.sender(area, new Kept()).run();
    forgetting.run();
    assertThat(post.texts(area, "address")).containsExactly("13800001234");
    clock.on(LocalDate.now(clock).plusDays(91), () -> forgetting.run());
    assertThat(post.texts(area, "coalesce(address, '-')")).containsExactly("-");
    assertThat(post.texts(area, "address_shown")).containsExactly("138****1234");
    assertThat(post.texts(area, "body").getFirst()).contains("已于 2026-11-18 受理");
  }

  @Test
  void the_database_keeps_the_order_of_states_and_every_area_apart() {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.sender(area, new Kept()).run();
    assertThatThrownBy(
            () ->
                post.in(area, () -> post.jdbc.sql("UPDATE message SET state = 'QUEUED'").update()))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("cannot go from SENT to QUEUED");
    for (String table : List.of("message", "message_event", "message_batch"))
      assertThat(
              post.in(
                  "510105",
                  () ->
                      post.jdbc
                          .sql("SELECT count(*) FROM " + table + " WHERE region ^@ '510124'")
                          .query(Long.class)
                          .single()))
          .as(table)
          .isZero();
  }

  @Test
  void a_text_without_its_values_is_refused_where_it_is_queued() {
    var lacking =
        Message.sms(area, Post.cause(), 7, "张素珍", null, "case.accepted", Map.of("number", "1"));
    assertThatThrownBy(() -> post.queue(lacking)).isInstanceOf(IllegalArgumentException.class);
  }
}
