package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import minzheng.MinzhengTest;
import minzheng.kernel.CaseNumber;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Role;
import minzheng.web.Tone;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Opening a case and walking it: rules, clocks, people, and what the database keeps. */
@MinzhengTest
class CasesTest {
  private static final LocalDate FRIDAY = LocalDate.of(2026, 9, 18);

  @Autowired Cases cases;
  @Autowired Handling handling;
  @Autowired Notices notices;
  @Autowired ApplicationEventPublisher events;
  @Autowired Walk walk;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void a_case_begins_as_a_draft_of_the_one_who_opens_it() {
    var file = walk.open(FRIDAY);
    assertThat(file.number()).matches("TDB510104-2026-[0-9]{6}");
    assertThat(file.state()).isEqualTo("DRAFT");
    assertThat(file.assigneeId()).isEqualTo(walk.clerk.accountId());
    assertThat(file.members()).isEqualTo(3);
    assertThat(file.lawDay()).isEqualTo(FRIDAY);
    assertThat(walk.as(walk.clerk, FRIDAY, () -> cases.ofPerson(file.personId())))
        .extracting(CaseView::id)
        .containsExactly(file.id());
  }

  @Test
  void a_person_without_the_duty_or_outside_the_area_opens_no_case() {
    for (var user : List.of(walk.reviewer, walk.stranger, walk.supervisor))
      assertThatThrownBy(() -> walk.as(user, FRIDAY, () -> cases.open(walk.application(), user)))
          .isInstanceOf(RuleViolation.class)
          .hasMessageContaining("没有这项职责");
  }

  @Test
  void example_61_three_working_days_after_acceptance_count_the_make_up_sunday() {
    var file = walk.accepted(FRIDAY);
    assertThat(file.stepDays()).isEqualTo(3);
    assertThat(file.stepDue()).isEqualTo(LocalDate.of(2026, 9, 22));
    assertThat(file.stepProvisional()).isFalse();
  }

  @Test
  void example_62_the_whole_procedure_takes_20_30_or_45_working_days() {
    assertThat(walk.accepted(FRIDAY).totalDue()).isEqualTo(LocalDate.of(2026, 11, 5));
    assertThat(accepted("DIBAO/TOWN_DECIDES").totalDue()).isEqualTo(LocalDate.of(2026, 10, 22));
    assertThat(accepted("DIBAO/EXTENDED").totalDue()).isEqualTo(LocalDate.of(2026, 11, 26));
  }

  private CaseView accepted(String limitClass) {
    var a = walk.application();
    var wanted =
        new NewCase(
            a.type(),
            a.region(),
            a.title(),
            a.applicantId(),
            null,
            a.persons(),
            null,
            null,
            null,
            limitClass,
            a.intakeKey());
    var file = walk.as(walk.clerk, FRIDAY, () -> cases.open(wanted, walk.clerk));
    walk.move(file, walk.clerk, FRIDAY, "SUBMIT");
    return walk.move(file, walk.clerk, FRIDAY, "ACCEPT");
  }

  @Test
  void waiting_for_papers_stops_the_clock_of_the_whole_procedure() {
    var file = walk.accepted(FRIDAY);
    var waiting = walk.move(file, walk.clerk, LocalDate.of(2026, 9, 21), "ASK_MORE");
    assertThat(waiting.paused()).isTrue();
    assertThat(waiting.totalDue()).isNull();
    // Mon 21 is worked and counts; Tue 22, Wed 23 and Thu 24 are waited for
    var going = walk.move(file, walk.clerk, LocalDate.of(2026, 9, 24), "GIVEN");
    assertThat(going.paused()).isFalse();
    assertThat(going.totalDue()).isEqualTo(LocalDate.of(2026, 11, 10)); // 11-05 and 3 working days
  }

  @Test
  void a_supplement_before_acceptance_touches_no_clock() {
    var file = walk.open(FRIDAY);
    walk.move(file, walk.clerk, FRIDAY, "SUBMIT");
    var waiting = walk.move(file, walk.clerk, FRIDAY, "ASK");
    assertThat(waiting.paused()).isFalse();
    assertThat(waiting.totalFrom()).isNull();
  }

  @Test
  void a_deadline_beyond_the_loaded_years_is_provisional() {
    var file = walk.accepted(LocalDate.of(2026, 11, 20));
    assertThat(file.stepProvisional()).isFalse();
    assertThat(file.totalDue()).isAfter(LocalDate.of(2026, 12, 31));
    assertThat(file.totalProvisional()).isTrue();
  }

  @Test
  void steps_may_count_from_earlier_days_with_a_reason_but_never_backwards() {
    var today = LocalDate.of(2026, 11, 18);
    var past = LocalDate.of(2018, 6, 4);
    var file =
        walk.as(
            walk.clerk,
            today,
            () ->
                cases.open(
                    walk.application().on(past, "补录纸质案卷").lawDay(LocalDate.of(2018, 6, 15)),
                    walk.clerk));
    assertThat(file.number()).startsWith("TDB510104-2018-");
    assertThat(file.openedOn()).isEqualTo(past);
    assertThat(file.lawDay()).isEqualTo(LocalDate.of(2018, 6, 15));
    refused(file, today, Move.of("SUBMIT").on(past, " "), "reason");
    refused(file, today, Move.of("SUBMIT").on(past.minusDays(1), "补录"), "effectiveOn");
    refused(file, today, Move.of("SUBMIT").on(today.plusDays(1), "补录"), "effectiveOn");
    walk.as(
        walk.clerk,
        today,
        () -> cases.move(file.id(), Move.of("SUBMIT").on(past, "补录"), walk.clerk));
    var accepted =
        walk.as(
            walk.clerk,
            today,
            () -> cases.move(file.id(), Move.of("ACCEPT").on(past, "补录"), walk.clerk));
    // counts of the standards in force in 2018, from the effective day; 06-18 was 端午
    assertThat(accepted.stepDue()).isEqualTo(LocalDate.of(2018, 6, 7));
    assertThat(accepted.totalDays()).isEqualTo(30);
    assertThat(accepted.totalDue()).isEqualTo(LocalDate.of(2018, 7, 17));
    var steps = walk.as(walk.clerk, today, () -> cases.steps(file.id()));
    assertThat(steps).extracting(CaseStep::reason).containsExactly("补录纸质案卷", "补录", "补录");
    // taking or handing over the case is no legal step and does not push the days forward
    walk.as(walk.clerk, today, () -> handling.release(file.id(), "休假", walk.clerk));
    walk.as(walk.clerk2, today, () -> handling.take(file.id(), walk.clerk2));
    var checking =
        walk.as(
            walk.clerk2,
            today,
            () ->
                cases.move(
                    file.id(), Move.of("START_CHECK").on(past.plusDays(1), "补录"), walk.clerk2));
    assertThat(checking.enteredOn()).isEqualTo(past.plusDays(1));
  }

  private void refused(CaseView file, LocalDate today, Move move, String field) {
    assertThatThrownBy(
            () -> walk.as(walk.clerk, today, () -> cases.move(file.id(), move, walk.clerk)))
        .isInstanceOfSatisfying(
            RuleViolation.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  @Test
  void opinions_reasons_and_missing_items_are_asked_for() {
    var file = walk.accepted(FRIDAY);
    refused(file, FRIDAY, Move.of("ASK_MORE", " "), "opinion");
    Blueprint.MISSING.put(
        file.id(),
        List.of(
            Missing.blocking("未取得核对授权", null, null),
            Missing.blocking("只挡结论", null, null, "CONCLUDE"),
            Missing.later("账户待验证", null, null)));
    assertThatThrownBy(() -> walk.move(file, walk.clerk, FRIDAY, "START_CHECK"))
        .hasMessage("“启动调查”之前还有 1 项未完成：未取得核对授权。");
    walk.move(file, walk.clerk, FRIDAY, "ASK_MORE"); // going back is not held up
    Blueprint.MISSING.remove(file.id());
    Blueprint.REFUSED.add(file.id());
    refused(file, FRIDAY, Move.of("GIVEN"), "opinion");
    Blueprint.REFUSED.remove(file.id());
  }

  @Test
  void maker_and_checker_never_meet() {
    var file = walk.accepted(FRIDAY);
    walk.move(file, walk.clerk, FRIDAY, "START_CHECK");
    walk.move(file, walk.clerk, FRIDAY, "VISIT");
    var waiting = walk.move(file, walk.clerk, FRIDAY, "CONCLUDE");
    assertThat(waiting.assigneeId()).as("the same person may not go on").isNull();
    assertThatThrownBy(() -> walk.move(file, walk.clerk, FRIDAY, "AGREE"))
        .hasMessageContaining("另一人");
    assertThatThrownBy(
            () -> walk.as(walk.clerk, FRIDAY, () -> handling.take(file.id(), walk.clerk)))
        .hasMessageContaining("另一人");
    // a caseworker of the district may do the street's step where the street has nobody else
    var agreed = walk.move(file, walk.district, FRIDAY, "AGREE");
    assertThat(agreed.state()).isEqualTo("PUBLISH");
  }

  @Test
  void nobody_takes_a_step_of_another_duty_or_handles_a_colleagues_case() {
    var file = walk.accepted(FRIDAY);
    assertThatThrownBy(() -> walk.move(file, walk.reviewer, FRIDAY, "START_CHECK"))
        .hasMessageContaining("没有这项职责");
    assertThatThrownBy(() -> walk.move(file, walk.clerk2, FRIDAY, "START_CHECK"))
        .hasMessageContaining("由" + walk.clerk.name() + "办理");
    assertThatThrownBy(() -> walk.move(file, walk.clerk, FRIDAY, "APPROVE"))
        .hasMessageContaining("已于2026-09-18")
        .hasMessageContaining("本案现为“已受理”");
    assertThatThrownBy(() -> walk.move(file, walk.clerk, FRIDAY, "NOTICE_ENDED"))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void a_foreign_case_is_not_there() {
    var file = walk.open(FRIDAY);
    assertThatThrownBy(() -> walk.as(walk.stranger, FRIDAY, () -> cases.get(file.id())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> walk.move(file, walk.stranger, FRIDAY, "SUBMIT"))
        .isInstanceOf(NotFound.class);
    assertThat(walk.as(walk.stranger, FRIDAY, () -> cases.byNumber(file.number()))).isEmpty();
  }

  @Test
  void handing_over_needs_a_reason_the_right_and_a_colleague_with_the_duty() {
    var file = walk.accepted(FRIDAY);
    assertThatThrownBy(() -> handOver(file, walk.clerk, walk.clerk2, " "))
        .hasMessageContaining("原因");
    assertThatThrownBy(() -> handOver(file, walk.clerk2, walk.clerk2, "我来"))
        .hasMessageContaining("只能由其本人或主管转办");
    assertThatThrownBy(() -> handOver(file, walk.clerk, walk.reviewer, "请办"))
        .hasMessageContaining("没有办理本环节的职责");
    assertThat(handOver(file, walk.clerk, walk.clerk2, "休假").assigneeName())
        .isEqualTo(walk.clerk2.name());
    assertThat(handOver(file, walk.supervisor, walk.district, "平衡").assigneeId())
        .isEqualTo(walk.district.accountId());
    var last = walk.as(walk.clerk, FRIDAY, () -> cases.steps(file.id())).getLast();
    assertThat(last.opinion()).isEqualTo("转给" + walk.district.name() + "：平衡");
    assertThat(walk.as(walk.clerk, FRIDAY, () -> handling.candidates(file)))
        .extracting(a -> a.id())
        .contains(walk.clerk2.accountId(), walk.district.accountId())
        .doesNotContain(walk.reviewer.accountId());
  }

  private CaseView handOver(
      CaseView file,
      minzheng.security.CurrentUser by,
      minzheng.security.CurrentUser to,
      String reason) {
    return walk.as(by, FRIDAY, () -> handling.handOver(file.id(), to.accountId(), reason, by));
  }

  @Test
  void an_old_page_is_told_who_was_faster() {
    var file = walk.accepted(FRIDAY);
    walk.move(file, walk.clerk, FRIDAY, "START_CHECK");
    refused(file, FRIDAY, Move.of("VISIT").seen(file.version()), null);
  }

  @Test
  void a_double_submit_opens_one_case() throws Exception {
    var wanted = walk.application();
    var both = together(() -> openNow(wanted), () -> openNow(wanted));
    assertThat(both.get(0)).isEqualTo(both.get(1));
  }

  private Object openNow(NewCase wanted) {
    return walk.as(walk.clerk, FRIDAY, () -> cases.open(wanted, walk.clerk)).id();
  }

  @Test
  void of_two_clerks_pressing_at_once_one_wins_and_the_other_is_told() throws Exception {
    var file = walk.open(FRIDAY);
    walk.move(file, walk.clerk, FRIDAY, "SUBMIT");
    var both = together(() -> acceptNow(file), () -> acceptNow(file));
    assertThat(both).filteredOn(CaseView.class::isInstance).hasSize(1);
    assertThat(both)
        .filteredOn(RuleViolation.class::isInstance)
        .singleElement()
        .asString()
        .contains(walk.clerk.name() + "已于2026-09-18 10:00办理“受理”");
  }

  private CaseView acceptNow(CaseView file) {
    return walk.as(
        walk.clerk, FRIDAY, () -> cases.move(file.id(), Move.of("ACCEPT", "齐全"), walk.clerk));
  }

  private static List<Object> together(Callable<?> one, Callable<?> two) throws Exception {
    var gate = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var first = threads.submit(() -> run(gate, one));
      var second = threads.submit(() -> run(gate, two));
      return List.of(first.get(), second.get());
    }
  }

  private static Object run(CyclicBarrier gate, Callable<?> work) throws Exception {
    gate.await();
    try {
      return work.call();
    } catch (RuleViolation refused) {
      return refused;
    }
  }

  @Test
  void numbers_have_no_gaps_under_concurrency_and_rollback() throws Exception {
    var day = LocalDate.of(2011, 3, 1);
    Callable<Object> five =
        () -> {
          for (int i = 0; i < 5; i++) {
            boolean back = i % 2 == 1;
            walk.as(
                walk.clerk,
                FRIDAY,
                () ->
                    transaction.execute(
                        status -> {
                          if (back) status.setRollbackOnly();
                          return cases.open(walk.application().on(day, "补录"), walk.clerk);
                        }));
          }
          return "";
        };
    together(five, five);
    var sequences =
        walk.as(
            walk.clerk,
            FRIDAY,
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql(
                                "SELECT number FROM case_file WHERE number LIKE 'TDB510104-2011-%'"
                                    + " ORDER BY number")
                            .query(String.class)
                            .list()));
    assertThat(sequences).hasSize(6);
    for (int i = 0; i < 6; i++)
      assertThat(sequences.get(i)).isEqualTo(CaseNumber.of("TDB", "510104", 2011, i + 1).value());
  }

  @Test
  void the_timeline_cannot_be_changed_in_the_database() {
    var file = walk.open(FRIDAY);
    for (String sql :
        List.of(
            "UPDATE case_step SET opinion = 'x' WHERE case_id = ?",
            "DELETE FROM case_step WHERE case_id = ?",
            "DELETE FROM case_file WHERE id = ?"))
      assertThatThrownBy(
              () ->
                  walk.as(
                      walk.clerk,
                      FRIDAY,
                      () -> transaction.execute(s -> jdbc.sql(sql).param(file.id()).update())))
          .isInstanceOf(org.springframework.dao.DataAccessException.class);
  }

  @Test
  void the_amount_proposed_is_kept_with_the_case() {
    var file = walk.open(FRIDAY);
    walk.as(
        walk.clerk,
        FRIDAY,
        () -> {
          cases.propose(file.id(), 2, Money.of("600.00"));
          return null;
        });
    var seen = walk.as(walk.clerk, FRIDAY, () -> cases.get(file.id()));
    assertThat(seen.members()).isEqualTo(2);
    assertThat(seen.amount()).isEqualTo(Money.of("600.00"));
  }

  /** A case that waits for the district's approver, reviewed by the reviewer. */
  private CaseView beforeApproval() {
    var file = walk.toPublish(FRIDAY);
    walk.as(
        walk.clerk2,
        FRIDAY,
        () -> notices.post(file.id(), Notices.Posting.at(Walk.COMMUNITY), walk.clerk2));
    var over = FRIDAY.plusDays(7);
    walk.as(walk.clerk2, over, () -> notices.endIfDue(notices.ofCase(file.id()).getFirst().id()));
    return walk.move(file, walk.reviewer, over, "REVIEW");
  }

  @Test
  void of_two_approvers_at_the_same_time_one_wins_and_the_other_is_told_who_and_when()
      throws Exception {
    var file = beforeApproval();
    assertThat(file.assigneeId()).as("either may take it").isNull();
    var day = FRIDAY.plusDays(7);
    var both =
        together(
            () -> walk.move(file, walk.approver, day, "APPROVE"),
            () -> walk.move(file, walk.approver2, day, "APPROVE"));
    assertThat(both)
        .filteredOn(CaseView.class::isInstance)
        .singleElement()
        .satisfies(done -> assertThat(((CaseView) done).outcome()).isEqualTo(Outcome.APPROVED));
    assertThat(both)
        .filteredOn(RuleViolation.class::isInstance)
        .singleElement()
        .asString()
        .containsAnyOf(
            walk.approver.name() + "已于2026-09-25 10:00办理“确认同意”",
            walk.approver2.name() + "已于2026-09-25 10:00办理“确认同意”");
    var done = walk.as(walk.approver, day, () -> cases.get(file.id()));
    assertThat(done.totalTo()).isEqualTo(day);
    assertThat(done.turnRole()).isNull();
    assertThat(done.dueOn()).isNull();
  }

  @Test
  void a_refusal_gives_reasons_and_must_be_served_within_three_working_days() {
    var file = beforeApproval();
    var day = LocalDate.of(2026, 9, 28);
    assertThatThrownBy(
            () ->
                walk.as(
                    walk.approver,
                    day,
                    () -> cases.move(file.id(), Move.of("REFUSE"), walk.approver)))
        .hasMessageContaining("须写明理由");
    var refused = walk.move(file, walk.approver, day, "REFUSE");
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.decidedOn()).isEqualTo(day);
    assertThat(refused.stepDue()).isEqualTo(LocalDate.of(2026, 10, 8)); // 10-01 to 10-07 are off
    assertThat(refused.assigneeId()).isEqualTo(walk.clerk2.accountId());
    var served = walk.move(refused, walk.clerk2, day.plusDays(2), "SERVE");
    assertThat(served.decidedOn()).isEqualTo(day);
  }

  @Test
  void a_case_returned_goes_to_the_one_who_reviewed_it_and_may_be_withdrawn() {
    var file = beforeApproval();
    var day = FRIDAY.plusDays(7);
    var back = walk.move(file, walk.approver, day, "RETURN");
    assertThat(back.assigneeId()).isEqualTo(walk.reviewer.accountId());
    // the applicant withdraws at the street's window, whoever has the turn
    var gone = walk.move(file, walk.clerk, day, "WITHDRAW");
    assertThat(gone.outcome()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(gone.totalTo()).isEqualTo(day);
  }

  @Test
  void a_loaded_year_recounts_the_limits_that_reach_into_it() {
    var file = walk.accepted(LocalDate.of(2026, 11, 20));
    var wrong = LocalDate.of(2027, 3, 1);
    walk.as(
        walk.clerk,
        FRIDAY,
        () ->
            transaction.execute(
                s ->
                    jdbc.sql("UPDATE case_file SET total_due = ? WHERE id = ?")
                        .params(wrong, file.id())
                        .update()));
    walk.as(
        walk.supervisor,
        FRIDAY,
        () ->
            transaction.execute(
                s -> {
                  events.publishEvent(
                      new minzheng.jurisdiction.CalendarChanged(
                          2027, LocalDate.of(2027, 1, 1), 1, "测试"));
                  return null;
                }));
    assertThat(walk.as(walk.clerk, FRIDAY, () -> cases.get(file.id())).totalDue())
        .isEqualTo(file.totalDue());
  }

  @Test
  void every_step_is_told_inside_its_transaction() {
    var file = walk.open(FRIDAY);
    Blueprint.FAILS.add(file.id());
    assertThatThrownBy(() -> walk.move(file, walk.clerk, FRIDAY, "SUBMIT"))
        .isInstanceOf(IllegalStateException.class);
    Blueprint.FAILS.remove(file.id());
    assertThat(walk.as(walk.clerk, FRIDAY, () -> cases.get(file.id())).state()).isEqualTo("DRAFT");
    assertThat(walk.as(walk.clerk, FRIDAY, () -> cases.steps(file.id()))).hasSize(1);
  }

  @Test
  void a_table_that_contradicts_itself_is_refused() {
    var begin = State.of("A", "甲", Tone.NOW).turn(Role.CASEWORKER, Desk.STREET, "办理");
    var end = State.of("B", "乙", Tone.OK).outcome(Outcome.APPROVED);
    var lost = State.of("C", "丙", Tone.PLAIN).outcome(Outcome.ENDED);
    var go = Transition.of("A", "GO", "办理", "B");
    assertThat(new Procedure(List.of(begin, end), List.of(go), null, null).initial())
        .isEqualTo(begin);
    refused("never reached: C", List.of(begin, end, lost), List.of(go));
    refused("twice: A GO", List.of(begin, end), List.of(go, go));
    refused("unknown state X", List.of(begin, end), List.of(Transition.of("A", "GO", "办理", "X")));
    refused("unknown action NONE", List.of(begin, end), List.of(go.notBy("NONE")));
    refused(
        "dead end without an outcome: B", List.of(begin, State.of("B", "乙", Tone.OK)), List.of(go));
    refused("a record stays: GO", List.of(begin, end), List.of(go.record()));
  }

  private static void refused(String why, List<State> states, List<Transition> steps) {
    assertThatThrownBy(() -> new Procedure(states, steps, null, null)).hasMessage(why);
  }
}
