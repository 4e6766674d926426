package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import minzheng.kernel.MovableClock;
import minzheng.kernel.RuleViolation;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Posting, objections and the end of a notice, also of one that lies in the past. */
@MinzhengTest
class NoticesTest {
  private static final LocalDate POSTED = LocalDate.of(2026, 11, 4);
  private static final LocalDate OVER = LocalDate.of(2026, 11, 11);

  @Autowired Cases cases;
  @Autowired Notices notices;
  @Autowired NoticeEnds ends;
  @Autowired Walk walk;
  @Autowired MovableClock clock;
  @Autowired JdbcClient jdbc;

  @Test
  void a_notice_hangs_seven_days_and_ends_by_itself() {
    var file = walk.toPublish(POSTED);
    var notice = post(file, POSTED);
    assertThat(notice.days()).isEqualTo(7);
    assertThat(notice.until()).isEqualTo(LocalDate.of(2026, 11, 10));
    assertThat(notice.placeNames()).isEqualTo("锦官驿街道水井坊社区居委会");
    assertThat(state(file, POSTED)).isEqualTo("PUBLIC_NOTICE");

    clock.on(OVER.minusDays(1), ends::run);
    assertThat(state(file, OVER)).isEqualTo("PUBLIC_NOTICE");
    clock.on(OVER, ends::run);
    var moved = walk.as(walk.clerk, OVER, () -> cases.get(file.id()));
    assertThat(moved.state()).isEqualTo("COUNTY_REVIEW");
    assertThat(moved.enteredOn()).isEqualTo(OVER);
    assertThat(moved.stepDays()).isEqualTo(10);
    var last = walk.as(walk.clerk, OVER, () -> cases.steps(file.id())).getLast();
    assertThat(last.actor()).isEqualTo("系统");
    assertThat(last.opinion()).isEqualTo("公示 7 日期满，未收到异议。");
  }

  @Test
  void the_job_run_twice_or_at_once_ends_a_notice_once() throws Exception {
    var file = walk.toPublish(POSTED);
    post(file, POSTED);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(() -> clock.on(OVER, ends::run));
      var two = threads.submit(() -> clock.on(OVER, ends::run));
      one.get();
      two.get();
    }
    clock.on(OVER.plusDays(3), ends::run);
    assertThat(walk.as(walk.clerk, OVER, () -> cases.steps(file.id())))
        .filteredOn(s -> s.action().equals("NOTICE_ENDED"))
        .hasSize(1);
  }

  @Test
  void a_back_dated_notice_ends_when_it_is_posted() {
    var past = LocalDate.of(2018, 6, 5);
    var file = walk.toPublish(past);
    var notice =
        walk.as(
            walk.clerk2,
            POSTED,
            () ->
                notices.post(
                    file.id(), Notices.Posting.at(Walk.COMMUNITY).from(past, "补录"), walk.clerk2));
    assertThat(notice.state()).isEqualTo(Notice.State.ENDED);
    assertThat(notice.closedOn()).isEqualTo(LocalDate.of(2018, 6, 12));
    var moved = walk.as(walk.clerk, POSTED, () -> cases.get(file.id()));
    assertThat(moved.state()).isEqualTo("COUNTY_REVIEW");
    assertThat(moved.enteredOn()).isEqualTo(LocalDate.of(2018, 6, 12));
    assertThat(notices.shown(notice.key())).isEmpty();
  }

  @Test
  void the_public_reads_a_masked_name_members_amount_places_and_days_and_nothing_else() {
    var file = walk.toPublish(POSTED);
    walk.as(
        walk.clerk,
        POSTED,
        () -> {
          cases.propose(file.id(), 3, Money.of("600.00"));
          return null;
        });
    var notice = post(file, POSTED);
    var shown = notices.shown(notice.key()).orElseThrow(); // without any scope
    assertThat(shown.name()).startsWith("测*").doesNotContain(file.title().substring(1));
    assertThat(shown.members()).isEqualTo(3);
    assertThat(shown.amount()).isEqualTo(Money.of("600.00"));
    var columns =
        jdbc.sql(
                "SELECT column_name FROM information_schema.columns WHERE table_name ="
                    + " 'notice_public'")
            .query(String.class)
            .list();
    assertThat(columns)
        .containsExactlyInAnyOrder(
            "key",
            "area",
            "programme",
            "name",
            "members",
            "amount",
            "places",
            "from_on",
            "until_on",
            "office");
    assertThat(jdbc.sql("SELECT count(*) FROM notice").query(Integer.class).single()).isZero();
  }

  @Test
  void an_objection_stops_the_case_and_extends_its_limit() {
    var file = walk.toPublish(POSTED);
    var notice = post(file, POSTED);
    var day = LocalDate.of(2026, 11, 6);
    object(file, day);
    var stopped = walk.as(walk.clerk, day, () -> cases.get(file.id()));
    assertThat(stopped.state()).isEqualTo("OBJECTION");
    assertThat(stopped.paused()).isTrue();
    assertThat(stopped.limitClass()).isEqualTo("DIBAO/EXTENDED");
    assertThat(stopped.totalDays()).isEqualTo(45);
    assertThat(notices.shown(notice.key())).isEmpty();
    clock.on(OVER, ends::run);
    assertThat(state(file, OVER)).isEqualTo("OBJECTION");
    assertThat(walk.as(walk.clerk, day, () -> notices.objections(file.id())))
        .singleElement()
        .satisfies(o -> assertThat(o.objector()).isEqualTo("匿名"));

    // five of seven days were left when it was stopped
    var on = LocalDate.of(2026, 11, 13);
    walk.move(stopped, walk.clerk, on, "RESUME");
    var again = walk.as(walk.clerk, on, () -> notices.get(notice.id()));
    assertThat(again.state()).isEqualTo(Notice.State.POSTED);
    assertThat(again.endsOn()).isEqualTo(LocalDate.of(2026, 11, 18));
    assertThat(notices.shown(notice.key())).isPresent();
    clock.on(LocalDate.of(2026, 11, 18), ends::run);
    assertThat(state(file, OVER)).isEqualTo("COUNTY_REVIEW");
  }

  @Test
  void a_case_investigated_anew_takes_its_notice_down_and_may_post_another() {
    var file = walk.toPublish(POSTED);
    var notice = post(file, POSTED);
    object(file, POSTED);
    walk.move(file, walk.clerk, POSTED, "REOPEN");
    assertThat(walk.as(walk.clerk, POSTED, () -> notices.get(notice.id())).state())
        .isEqualTo(Notice.State.CANCELLED);
    walk.move(file, walk.clerk, POSTED, "CONCLUDE");
    walk.move(file, walk.clerk2, POSTED, "AGREE");
    assertThat(post(file, POSTED).id()).isNotEqualTo(notice.id());
    assertThat(walk.as(walk.clerk, POSTED, () -> notices.ofCase(file.id()))).hasSize(2);
  }

  @Test
  void an_objection_after_the_days_is_refused_and_needs_its_words() {
    var file = walk.toPublish(POSTED);
    post(file, POSTED);
    assertThatThrownBy(() -> object(file, OVER)).hasMessageContaining("超过公示期");
    assertThatThrownBy(
            () ->
                walk.as(
                    walk.clerk,
                    POSTED,
                    () ->
                        notices.object(
                            file.id(),
                            new Notices.Objecting("匿名", null, " ", null, null),
                            walk.clerk)))
        .isInstanceOfSatisfying(
            RuleViolation.class, refusal -> assertThat(refusal.field()).isEqualTo("content"));
  }

  @Test
  void a_notice_hangs_inside_the_district_and_not_without_a_place() {
    var file = walk.toPublish(POSTED);
    for (var places : List.of(List.<String>of(), List.of("510105001001"), List.of("510104")))
      assertThatThrownBy(
              () ->
                  walk.as(
                      walk.clerk2,
                      POSTED,
                      () ->
                          notices.post(
                              file.id(),
                              new Notices.Posting(places, null, null, null),
                              walk.clerk2)))
          .isInstanceOfSatisfying(
              RuleViolation.class, refusal -> assertThat(refusal.field()).isEqualTo("places"));
  }

  @Test
  void a_notice_is_posted_through_notices_only() {
    var file = walk.toPublish(POSTED);
    assertThatThrownBy(() -> walk.move(file, walk.clerk2, POSTED, "POST_NOTICE"))
        .hasMessageContaining("请在公示页面办理");
  }

  private Notice post(CaseView file, LocalDate day) {
    return walk.as(
        walk.clerk2,
        day,
        () -> notices.post(file.id(), Notices.Posting.at(Walk.COMMUNITY), walk.clerk2));
  }

  private Notice object(CaseView file, LocalDate day) {
    return walk.as(
        walk.clerk,
        day,
        () ->
            notices.object(
                file.id(), new Notices.Objecting("匿名", null, "其子在外做生意", null, null), walk.clerk));
  }

  private String state(CaseView file, LocalDate day) {
    return walk.as(walk.clerk, day, () -> cases.get(file.id())).state();
  }
}
