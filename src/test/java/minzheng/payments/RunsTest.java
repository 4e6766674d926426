package minzheng.payments;

import static minzheng.payments.PaymentsFixtures.AREA;
import static minzheng.payments.PaymentsFixtures.cause;
import static minzheng.payments.PaymentsFixtures.here;
import static minzheng.payments.PaymentsFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.Job;
import minzheng.jobs.JobsForTests;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A month's money from the draft to the reconciled run. */
@MinzhengTest
class RunsTest {
  @Autowired Fixtures people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Payees payees;
  @Autowired Runs runs;
  @Autowired BankFiles files;
  @Autowired Results results;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired RunStore store;
  @Autowired RunDraft draft;
  @Autowired RunStepJob later;
  @Autowired ResultJob resultJob;
  @Autowired JobsForTests jobs;
  private PaymentsFixtures f;

  @BeforeEach
  void desks() {
    f = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
  }

  @Test
  void example_18_months_of_a_decision() {
    var decided = LocalDate.of(2018, 6, 15);
    for (var rule : MonthRule.values()) {
      long id = f.grant(f.household(), f.payee("周德安"), rule.first(decided).toString(), "600.00");
      Money paid = Money.ZERO;
      for (int m = 1; m <= 12; m++) {
        var month = YearMonth.of(2018, m);
        paid = paid.plus(here(() -> entitlements.due(id, month)));
      }
      assertThat(paid.toString()).isEqualTo(rule == MonthRule.NEXT_MONTH ? "3600.00" : "4200.00");
    }
  }

  @Test
  void example_19_a_change_takes_effect_next_month() {
    long id = f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    var decided = LocalDate.of(2018, 9, 20);
    var from = MonthRule.NEXT_MONTH.first(decided);
    here(() -> entitlements.adjust(id, from, terms("300.00"), cause()));
    assertThat(f.draft("2018-09").lines().total()).isEqualTo(Money.of("600.00"));
    assertThat(f.draft("2018-10").lines().total()).isEqualTo(Money.of("300.00"));
  }

  @Test
  void the_month_of_death_is_paid_in_full() {
    long id = f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    var died = LocalDate.of(2018, 11, 20);
    here(() -> entitlements.stop(id, MonthRule.lastPaid(died), cause()));
    assertThat(f.draft("2018-11").owed().rows()).isEqualTo(1);
    assertThat(f.draft("2018-12").owed().rows()).isZero();
  }

  @Test
  void the_june_run_is_empty_the_july_run_is_not_and_a_second_july_run_is_the_first() {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run june = f.sent("2018-06");
    assertThat(june.lines().rows()).isZero();
    assertThat(june.state()).isEqualTo(RunState.RECONCILED);
    Run july = f.sent("2018-07");
    assertThat(july.lines()).isEqualTo(new Run.Sum(1, Money.of("600.00")));
    assertThat(july.number()).startsWith("FF510104-").endsWith("-201807");
    Run again = f.draft("2018-07");
    assertThat(again).isEqualTo(july);
    assertThat(lines(july)).hasSize(1);
  }

  @Test
  void a_city_run_and_a_district_run_of_one_month_exclude_each_other() {
    f.draft("2018-07");
    var city = people.user(Fixtures.CITY, Role.FINANCE).actor();
    assertThatThrownBy(
            () ->
                Scope.runAs(
                    Fixtures.CITY,
                    () -> runs.draft(f.programme, YearMonth.of(2018, 7), Fixtures.CITY, city)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("重叠");
    var qingyang = people.user(Fixtures.QINGYANG, Role.FINANCE).actor();
    Run other =
        Scope.callAs(
            Fixtures.QINGYANG,
            () -> runs.draft(f.programme, YearMonth.of(2018, 7), Fixtures.QINGYANG, qingyang));
    assertThat(other.state()).isEqualTo(RunState.DRAFT);
    assertThatThrownBy(() -> f.here(() -> runs.get(other.id()))).isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () ->
                f.here(
                    () ->
                        runs.draft(f.programme, YearMonth.of(2018, 8), Fixtures.QINGYANG, f.maker)))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void maker_checker_and_approver_are_three_people() {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    assertThatThrownBy(() -> here(() -> runs.check(run.id(), f.maker)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("另一位同事");
    here(() -> runs.check(run.id(), f.checker));
    for (var same : List.of(f.maker, f.checker))
      assertThatThrownBy(() -> here(() -> runs.approve(run.id(), same)))
          .isInstanceOf(RuleViolation.class);
    assertThatThrownBy(
            () ->
                f.read(
                    () ->
                        jdbc.sql(
                                "UPDATE run SET approved_by = checked_by, approved_at = now(),"
                                    + " state = 'APPROVED' WHERE id = ?")
                            .param(run.id())
                            .update()))
        .isInstanceOf(DataAccessException.class);
    here(() -> runs.approve(run.id(), f.approver));
    assertThat(here(() -> runs.get(run.id())).state()).isEqualTo(RunState.APPROVED);
  }

  @Test
  void of_two_approvers_at_once_one_wins_and_the_other_is_told_who() throws Exception {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    here(() -> runs.check(run.id(), f.checker));
    var second = people.user(AREA, Role.FINANCE).actor();
    try (var pool = Executors.newFixedThreadPool(2)) {
      var outcomes =
          pool
              .invokeAll(
                  List.<Callable<String>>of(
                      () -> approve(run, f.approver), () -> approve(run, second)))
              .stream()
              .map(
                  future -> {
                    try {
                      return future.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .toList();
      assertThat(outcomes).contains("ok");
      assertThat(outcomes.stream().filter(o -> !o.equals("ok")).toList())
          .singleElement()
          .asString()
          .contains("审批")
          .containsAnyOf(f.approver.name(), second.name());
    }
  }

  private String approve(Run run, minzheng.kernel.Actor by) {
    try {
      here(() -> runs.approve(run.id(), by));
      return "ok";
    } catch (RuleViolation e) {
      return e.getMessage();
    }
  }

  @Test
  void a_draft_that_no_longer_fits_is_not_frozen() {
    long id = f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("500.00"), cause()));
    assertThatThrownBy(() -> here(() -> runs.check(run.id(), f.checker)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("1 户")
        .hasMessageContaining("重新生成");
    Run anew = here(() -> runs.redraft(run.id(), f.maker));
    assertThat(anew.lines().total()).isEqualTo(Money.of("500.00"));
    here(() -> runs.check(run.id(), f.checker));
  }

  @Test
  void a_discarded_draft_leaves_a_trace_and_the_month_can_be_drafted_again() {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run first = f.draft("2018-07");
    here(() -> runs.discard(first.id(), "月份选错", f.maker));
    Run second = f.draft("2018-07");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.lines().rows()).isEqualTo(1);
    assertThat(here(() -> runs.get(first.id())).state()).isEqualTo(RunState.DISCARDED);
    assertThat(here(() -> runs.events(first.id())))
        .extracting(RunStore.Event::action)
        .containsExactly("生成草稿", "作废");
  }

  @Test
  void differences_after_the_freeze_go_to_the_next_run_as_opposite_rows() {
    long raised = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    long lowered = f.grant(f.household(), f.payee("乙二"), "2018-07", "600.00");
    long stopped = f.grant(f.household(), f.payee("丙三"), "2018-07", "600.00");
    f.sent("2018-07");
    here(
        () -> {
          entitlements.adjust(raised, YearMonth.of(2018, 7), terms("700.00"), cause());
          entitlements.adjust(lowered, YearMonth.of(2018, 7), terms("350.00"), cause());
          entitlements.stop(stopped, YearMonth.of(2018, 6), cause());
        });
    long late = f.grant(f.household(), f.payee("丁四"), "2018-07", "200.00");
    Run august = f.sent("2018-08");
    assertThat(august.owed().total().toString()).isEqualTo("1250.00");
    assertThat(august.backpay()).isEqualTo(new Run.Sum(2, Money.of("300.00")));
    assertThat(august.offset()).isEqualTo(new Run.Sum(1, Money.of("250.00")));
    assertThat(august.lines()).isEqualTo(new Run.Sum(5, Money.of("1300.00")));
    assertThat(open("丙三")).isEqualTo("600.00");
    assertThat(late).isPositive();
  }

  @Test
  void a_recovery_reduces_the_next_payments_never_below_zero() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    f.sent("2018-07");
    f.sent("2018-08");
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("100.00"), cause()));
    // 2 × 500.00 too much, 100.00 a month from now on
    for (int month = 9; month <= 10; month++) {
      Run run = f.sent("2018-%02d".formatted(month));
      assertThat(run.offset().total().toString()).isEqualTo("100.00");
      assertThat(run.lines().rows()).isZero();
    }
    assertThat(open("甲一")).isEqualTo("800.00");
    long recovery =
        f.read(
            () ->
                jdbc.sql(
                        "SELECT id FROM adjustment_open WHERE entitlement_id = ? AND open > 0"
                            + " ORDER BY id DESC LIMIT 1")
                    .param(id)
                    .query(Long.class)
                    .single());
    here(() -> refunds.record(recovery, Money.of("500.00"), LocalDate.of(2018, 11, 1), "票据 0001"));
    assertThatThrownBy(
            () ->
                here(
                    () ->
                        refunds.record(
                            recovery, Money.of("0.01"), LocalDate.of(2018, 11, 1), "票据 0002")))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("0.00");
    assertThat(open("甲一")).isEqualTo("300.00");
  }

  @Test
  void suspended_money_is_kept_and_paid_back() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    here(() -> entitlements.suspend(id, YearMonth.of(2018, 8), cause()));
    f.sent("2018-07");
    assertThat(f.sent("2018-08").lines().rows()).isZero();
    assertThat(f.sent("2018-09").lines().rows()).isZero();
    here(() -> entitlements.resume(id, cause()));
    Run october = f.sent("2018-10");
    assertThat(october.owed().rows()).isEqualTo(1);
    assertThat(october.backpay()).isEqualTo(new Run.Sum(2, Money.of("1200.00")));
  }

  @Test
  void telling_a_decision_twice_changes_nothing() {
    var subject = f.household();
    long payee = f.payee("甲一");
    var cause = cause();
    var grant =
        new Entitlements.Grant(
            PaymentsFixtures.STREET,
            f.programme,
            subject,
            payee,
            YearMonth.of(2018, 7),
            null,
            terms("600.00"),
            cause);
    long id = here(() -> entitlements.grant(grant));
    assertThat(here(() -> entitlements.grant(grant))).isEqualTo(id);
    f.sent("2018-07");
    var raise = cause();
    for (int i = 0; i < 2; i++)
      here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("700.00"), raise));
    assertThat(f.draft("2018-08").backpay()).isEqualTo(new Run.Sum(1, Money.of("100.00")));
    assertThatThrownBy(
            () ->
                here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("800.00"), raise)))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void nobody_is_entitled_to_a_programme_twice_in_a_month_in_whatever_district() {
    var subject = f.household();
    long payee = f.payee("甲一");
    f.grant(subject, payee, "2018-07", "600.00");
    assertThatThrownBy(() -> f.grant(subject, payee, "2018-09", "600.00", "510105001"))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("重复");
  }

  @Test
  void a_refused_run_owes_nothing_and_the_month_is_drafted_anew() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    here(() -> runs.check(run.id(), f.checker));
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("500.00"), cause()));
    here(() -> runs.refuse(run.id(), "金额有误", f.approver));
    Run anew = f.draft("2018-07");
    assertThat(anew.number()).isEqualTo(run.number());
    // the recovery made while it was frozen and its reversal cancel each other
    assertThat(anew.lines().total().toString()).isEqualTo("500.00");
    f.send(anew);
  }

  @Test
  void the_bank_file_carries_its_control_total_and_stays_as_it_was_sent() {
    f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    f.grant(f.household(), f.person("无户"), "2018-07", "100.00");
    Run run = f.sent("2018-07");
    assertThat(run.state()).isEqualTo(RunState.PARTLY_RETURNED); // one has no account
    var file = here(() -> files.of(run.id())).getFirst();
    assertThat(file.rows()).isEqualTo(1);
    assertThat(file.total().toString()).isEqualTo("600.00");
    byte[] content = here(() -> files.download(file.id())).content();
    assertThat(BankFiles.sha256(content)).isEqualTo(file.sha256());
    var text = new String(content, StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF流水号,户名,账号,开户行,金额,用途\r\n");
    assertThat(text.lines().toList().getLast()).isEqualTo("合计,1笔,,,600.00,");
    var gb = here(() -> files.another(run.id(), BankFormat.CSV_GB18030, f.maker));
    var gbText =
        new String(here(() -> files.download(gb.id())).content(), Charset.forName("GB18030"));
    assertThat(gbText).startsWith("流水号,户名");
    var xlsx = here(() -> files.another(run.id(), BankFormat.XLSX, f.maker));
    var table = ResultTable.read(here(() -> files.download(xlsx.id())).content());
    assertThat(table.getFirst()).isEqualTo(BankFiles.HEADINGS);
    assertThat(table.get(1).get(4)).isEqualTo("600.00");
    assertThatThrownBy(() -> Scope.runAs(Fixtures.QINGYANG, () -> files.download(file.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void a_returned_line_is_corrected_and_paid_again_by_a_later_run() {
    f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    long payee = f.payee("乙二");
    f.grant(f.household(), payee, "2018-07", "400.00");
    Run july = f.sent("2018-07");
    answer(july, "乙二");
    assertThat(here(() -> runs.get(july.id())).state()).isEqualTo(RunState.PARTLY_RETURNED);
    Run nothing = f.draft("2018-08");
    assertThat(nothing.reissue().rows()).as("the account is still the wrong one").isZero();
    here(() -> runs.discard(nothing.id(), "等账户", f.maker));
    f.account(payee, "6228480000099998888");
    Run august = f.sent("2018-08");
    assertThat(august.reissue()).isEqualTo(new Run.Sum(1, Money.of("400.00")));
    assertThat(august.lines().total().toString()).isEqualTo("1400.00");
    assertThat(here(() -> runs.get(july.id())).state()).isEqualTo(RunState.RECONCILED);
    answer(august);
    assertThat(here(() -> runs.get(august.id())).state()).isEqualTo(RunState.RECONCILED);
    record Attempt(int attempt, String state) {}
    assertThat(
            f.read(
                () ->
                    jdbc.sql(
                            "SELECT attempt, state FROM bank_line WHERE payee_id = ? AND for_month"
                                + " = DATE '2018-07-01' ORDER BY id")
                        .param(payee)
                        .query(Attempt.class)
                        .list()))
        .containsExactly(new Attempt(1, "REISSUED"), new Attempt(2, "PAID"));
  }

  @Test
  void an_extra_run_pays_what_is_left_over_at_any_time() {
    long payee = f.payee("乙二");
    f.grant(f.household(), payee, "2018-07", "400.00");
    Run july = f.sent("2018-07");
    answer(july, "乙二");
    assertThatThrownBy(() -> here(() -> runs.extra(f.programme, AREA, f.maker)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("没有可补发");
    long line = lines(july).getFirst();
    here(() -> returns.ready(line, "已解冻"));
    Run extra = f.send(here(() -> runs.extra(f.programme, AREA, f.maker)));
    assertThat(extra.lines()).isEqualTo(new Run.Sum(1, Money.of("400.00")));
    assertThat(here(() -> runs.get(july.id())).state()).isEqualTo(RunState.RECONCILED);
    assertThatThrownBy(() -> here(() -> returns.hold(line, "等等")))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void money_that_came_back_and_is_no_longer_due_is_set_off_against_itself() {
    long payee = f.payee("乙二");
    long id = f.grant(f.household(), payee, "2018-07", "400.00");
    Run july = f.sent("2018-07");
    answer(july, "乙二");
    here(() -> entitlements.stop(id, YearMonth.of(2018, 6), cause()));
    Run august = f.sent("2018-08");
    assertThat(august.lines().rows()).isZero();
    assertThat(august.offset().total().toString()).isEqualTo("400.00");
    assertThat(open("乙二")).isEqualTo("0.00");
    assertThat(here(() -> runs.get(july.id())).state()).isEqualTo(RunState.RECONCILED);
  }

  @Test
  void history_is_never_edited() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    Run run = f.sent("2018-07");
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("700.00"), cause()));
    for (String sql :
        List.of(
            "UPDATE entitlement_amount SET amount = 1 WHERE entitlement_id = " + id,
            "DELETE FROM entitlement_change WHERE entitlement_id = " + id,
            "UPDATE owed SET amount = 1 WHERE run_id = " + run.id(),
            "DELETE FROM owed WHERE run_id = " + run.id(),
            "UPDATE adjustment SET amount = 1 WHERE entitlement_id = " + id,
            "UPDATE bank_line SET amount = 1 WHERE run_id = " + run.id(),
            "UPDATE bank_line SET state = 'PENDING' WHERE run_id = " + run.id(),
            "DELETE FROM bank_line WHERE run_id = " + run.id(),
            "UPDATE run SET state = 'DRAFT' WHERE id = " + run.id(),
            "UPDATE run SET hash = 'x' WHERE id = " + run.id(),
            "DELETE FROM bank_file WHERE run_id = " + run.id(),
            "INSERT INTO claim (region, run_id, kind, source_kind, source_id, amount) SELECT"
                + " region, id, 'BACKPAY', 'BACKPAY', 1, 1 FROM run WHERE id = "
                + run.id()))
      assertThatThrownBy(() -> f.read(() -> jdbc.sql(sql).update()))
          .as(sql)
          .isInstanceOf(DataAccessException.class);
  }

  @Test
  void a_big_run_is_made_checked_sent_and_answered_in_the_background() {
    crowd(6_000);
    Run run = f.draft("2018-07");
    var job = here(() -> runs.making(run)).map(Job::id);
    job.ifPresent(jobs::done); // it may be over already
    Run made = here(() -> runs.get(run.id()));
    assertThat(made.prepared()).isTrue();
    assertThat(made.owed()).isEqualTo(new Run.Sum(6000, Money.of("600000.00")));
    assertThat(here(() -> runs.making(made))).isEmpty();

    step(made, RunStepJob.Task.check(made, false), f.checker);
    here(() -> runs.approve(run.id(), f.approver));
    Run approved = here(() -> runs.get(run.id()));
    step(approved, RunStepJob.Task.send(approved, "农业银行", BankFormat.CSV), f.maker);
    Run sent = here(() -> runs.get(run.id()));
    assertThat(sent.state()).isEqualTo(RunState.SENT);
    for (var again :
        List.of(
            RunStepJob.Task.check(sent, false), RunStepJob.Task.send(sent, "农业银行", BankFormat.CSV)))
      assertThat(here(() -> later.later(sent, again, f.maker)))
          .as("pressed again, it is refused at once and nothing is queued")
          .isFalse();

    var file = preview(run);
    long first = here(() -> resultJob.later(file, f.maker));
    jobs.done(first);
    jobs.done(here(() -> resultJob.later(file, f.maker))); // a second time nothing changes
    Run answered = here(() -> runs.get(run.id()));
    assertThat(answered.state()).isEqualTo(RunState.RECONCILED);
    assertThat(
            f.read(
                () ->
                    jdbc.sql("SELECT count(*) FROM result_line WHERE file_id = ?")
                        .param(file.id())
                        .query(Integer.class)
                        .single()))
        .isEqualTo(6000);
  }

  @Test
  void a_step_refused_in_the_background_says_why_on_the_page_of_the_run() {
    crowd(5_001);
    Run run = f.draft("2018-07");
    here(() -> runs.making(run)).map(Job::id).ifPresent(jobs::done);
    Run made = here(() -> runs.get(run.id()));
    here(() -> later.later(made, RunStepJob.Task.check(made, false), f.maker));
    var job = jobs.finish(here(() -> later.open(made)).orElseThrow().id());
    assertThat(job.error()).contains("请由另一位同事办理");
    assertThat(here(() -> later.open(made))).get().isEqualTo(job);
    assertThat(here(() -> runs.get(run.id())).state()).isEqualTo(RunState.DRAFT);
  }

  @Test
  void a_big_run_with_a_dead_payee_is_checked_in_the_background_as_it_was_confirmed() {
    crowd(5_001);
    long dead = f.payee("亡者");
    f.grant(f.household(), dead, "2018-07", "300.00");
    f.died(dead);
    Run run = f.draft("2018-07");
    here(() -> runs.making(run)).map(Job::id).ifPresent(jobs::done);
    Run made = here(() -> runs.get(run.id()));
    here(() -> later.later(made, RunStepJob.Task.check(made, false), f.checker));
    var refused = jobs.finish(here(() -> later.open(made)).orElseThrow().id());
    assertThat(refused.error()).contains("1 户的领款人已死亡");
    step(made, RunStepJob.Task.check(made, true), f.checker);
    assertThat(here(() -> runs.events(run.id())).getLast().note()).contains("领款人已死亡 1 户");
  }

  @Test
  void a_payee_who_dies_after_the_draft_is_not_frozen_unseen() {
    long payee = f.payee("卢秀珍");
    f.grant(f.household(), payee, "2018-07", "300.00");
    Run run = f.draft("2018-07");
    f.died(payee);
    assertThatThrownBy(() -> here(() -> runs.check(run.id(), true, f.checker)))
        .as("a yes given before nobody knew is no yes")
        .hasMessageContaining("草稿生成后有 1 户发生了变动");
    here(() -> runs.redraft(run.id(), f.maker));
    assertThatThrownBy(() -> here(() -> runs.check(run.id(), false, f.checker)))
        .hasMessageContaining("1 户的领款人已死亡");
    here(() -> runs.check(run.id(), true, f.checker));
    assertThat(here(() -> runs.get(run.id())).state()).isEqualTo(RunState.CHECKED);
  }

  @Test
  void the_payee_of_a_back_pay_who_dies_after_the_draft_is_not_frozen_unseen() {
    long payee = f.payee("卢秀珍");
    long id = f.grant(f.household(), payee, "2018-07", "300.00");
    f.sent("2018-07");
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("400.00"), cause()));
    Run extra = here(() -> runs.extra(f.programme, AREA, f.maker));
    f.died(payee);
    assertThatThrownBy(() -> here(() -> runs.check(extra.id(), true, f.checker)))
        .hasMessageContaining("草稿生成后有 1 户发生了变动");
    here(() -> runs.redraft(extra.id(), f.maker));
    assertThatThrownBy(() -> here(() -> runs.check(extra.id(), false, f.checker)))
        .hasMessageContaining("1 笔补发重发的领款人已死亡");
    here(() -> runs.check(extra.id(), true, f.checker));
    assertThat(here(() -> runs.get(extra.id())).state()).isEqualTo(RunState.CHECKED);
  }

  private void step(Run run, RunStepJob.Task task, Actor by) {
    assertThat(here(() -> later.later(run, task, by))).isTrue();
    here(() -> later.open(run)).map(Job::id).ifPresent(jobs::done);
  }

  @Test
  void who_is_paid_by_another_programme_in_the_same_month_too_is_told() {
    var other = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
    var both = f.household();
    var elsewhere = f.household();
    var alone = f.household();
    var begins = f.household();
    var suspended = f.household();
    var stopped = f.household();
    for (var subject : List.of(both, elsewhere, alone, begins, suspended, stopped))
      f.grant(subject, f.payee("两份"), "2018-07", "100.00");
    other.grant(both, f.payee("甲"), "2018-07", "1.00");
    other.grant(elsewhere, f.payee("己"), "2018-07", "1.00", Fixtures.QINGYANG);
    other.grant(Subject.person(alone.id()), f.payee("乙"), "2018-07", "1.00"); // another number
    other.grant(begins, f.payee("丙"), "2018-08", "1.00");
    var july = YearMonth.of(2018, 7);
    long held = other.grant(suspended, f.payee("丁"), "2018-06", "1.00");
    long over = other.grant(stopped, f.payee("戊"), "2018-05", "1.00");
    here(() -> entitlements.suspend(held, july, cause()));
    here(() -> entitlements.stop(over, july.minusMonths(1), cause()));
    Run run = f.draft("2018-07");
    assertThat(
            f.read(
                () ->
                    jdbc.sql("SELECT subject_id FROM owed WHERE run_id = ? AND warnings & 4 = 4")
                        .param(run.id())
                        .query(Long.class)
                        .list()))
        .as("in whichever district")
        .containsExactlyInAnyOrder(both.id(), elsewhere.id());
    assertThat(run.owed().rows()).isEqualTo(6);
  }

  @Test
  void drafts_of_three_programmes_are_made_side_by_side() throws Exception {
    var all =
        List.of(
            f,
            new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs),
            new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs));
    for (var each : all)
      for (int i = 0; i < 20; i++)
        each.grant(each.household(), each.payee("周" + i), "2018-07", "10.00");
    try (var pool = Executors.newFixedThreadPool(3)) {
      var made =
          pool.invokeAll(
              all.stream().<Callable<Run>>map(each -> () -> each.draft("2018-07")).toList());
      for (var run : made) {
        assertThat(run.get().prepared()).isTrue();
        assertThat(run.get().owed().rows()).isEqualTo(20);
        assertThat(run.get().owed().total()).isEqualTo(Money.of("200.00"));
      }
    }
  }

  @Test
  void a_crash_while_a_draft_is_made_leaves_nothing_and_it_is_made_again() {
    crowd(12_000);
    Run run =
        here(
            () ->
                transaction.execute(
                    status ->
                        store.get(
                            store.insert(
                                f.programme,
                                YearMonth.of(2018, 7),
                                AREA,
                                Run.Kind.REGULAR,
                                "FF-" + f.programme,
                                f.maker))));
    for (int part = 1; part <= 2; part++) { // the rows are there, the keys are there
      var left = new AtomicInteger(part);
      assertThatThrownBy(
              () ->
                  draft.fill(
                      run,
                      rows -> {
                        if (left.decrementAndGet() == 0)
                          throw new IllegalStateException("crash after " + rows);
                      }))
          .hasMessageContaining("crash after 12000");
      assertThat(here(() -> runs.get(run.id())).prepared()).isFalse();
      assertThat(
              jdbc.sql("SELECT to_regclass('owed_' || ?) IS NULL")
                  .param(run.id())
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }
    assertThat(draft.fill(run, rows -> {})).isTrue();
    assertThat(draft.fill(run, rows -> {})).as("made already").isFalse();
    assertThat(here(() -> runs.get(run.id())).owed().rows()).isEqualTo(12_000);
    assertThat(here(() -> runs.events(run.id()))).as("noted once").hasSize(1);
  }

  private void crowd(int n) {
    long payee = f.payee("甲一");
    f.read(
        () ->
            jdbc.sql(
                    """
                    WITH e AS (
                      INSERT INTO entitlement (region, programme, subject_kind, subject_id, payee_id, first_month, created_at)
                      SELECT '510104017', :programme, 'PERSON', 8000000000 + n, :payee, DATE '2018-07-01', now()
                      FROM generate_series(1, :n) n RETURNING id)
                    INSERT INTO entitlement_amount (region, entitlement_id, from_month, amount, persons, basis, cause_id, decided_on, recorded_at)
                    SELECT '510104017', id, DATE '2018-07-01', 100, 1, '{}', 'test', DATE '2018-06-15', now() FROM e
                    """)
                .param("programme", f.programme)
                .param("payee", payee)
                .param("n", n)
                .update());
  }

  private List<Long> lines(Run run) {
    return f.read(
        () ->
            jdbc.sql("SELECT id FROM bank_line WHERE run_id = ? ORDER BY seq")
                .param(run.id())
                .query(Long.class)
                .list());
  }

  /** What is still open of the recoveries of a payee in this test's programme. */
  private String open(String payee) {
    return f.read(
        () ->
            jdbc.sql(
                    """
                    SELECT coalesce(sum(open), 0)::text FROM adjustment_open a
                    JOIN entitlement e ON e.id = a.entitlement_id JOIN person p ON p.id = e.payee_id
                    WHERE a.programme = ? AND p.name = ? AND a.kind = 'RECOVERY'
                    """)
                .params(f.programme, payee)
                .query(String.class)
                .single());
  }

  /** The bank answers: all paid, but these payees' lines returned. */
  private void answer(Run run, String... returned) {
    var file = preview(run, returned);
    here(() -> results.apply(file.id(), f.maker));
  }

  private Results.ResultFile preview(Run run, String... returned) {
    var text = new StringBuilder("流水号,金额,结果,原因\n");
    record Line(String reference, String payee, String amount) {}
    f.read(
            () ->
                jdbc.sql(
                        "SELECT reference, payee_name AS payee, amount::text FROM bank_line WHERE"
                            + " run_id = ? AND state = 'SENT'")
                    .param(run.id())
                    .query(Line.class)
                    .list())
        .forEach(
            l ->
                text.append(l.reference())
                    .append(',')
                    .append(l.amount())
                    .append(List.of(returned).contains(l.payee()) ? ",失败,账户已销户\n" : ",成功,\n"));
    return here(
        () -> {
          var preview =
              results.preview(
                  run.id(), "回执.csv", text.toString().getBytes(StandardCharsets.UTF_8), f.maker);
          assertThat(preview.problems()).isEmpty();
          return preview.file();
        });
  }
}
