package minzheng.subsidy.reassess;

import static minzheng.Fixtures.as;
import static minzheng.Fixtures.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Runs;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Households;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.standards.StandardDrafts;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.ListState;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.subsidy.reassess.RaisedStreet.Family;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 提标: a standard that rises reaches everybody paid by it from its first month on, nobody's amount
 * is lowered by a list, and what a list must not decide is shown. The suburb's standard is 650.00.
 */
@MinzhengTest
class ReassessmentsTest {
  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired Determinations determinations;
  @Autowired Entitlements entitlements;
  @Autowired StandardDrafts drafts;
  @Autowired Reassessments reassessments;
  @Autowired DueReassessments due;
  @Autowired Runs runs;
  @Autowired Jobs jobs;
  @Autowired JobsForTests wait;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  private RaisedStreet s;

  @BeforeEach
  void street() {
    s = street("510185");
  }

  private RaisedStreet street(String district) {
    return new RaisedStreet(
        new RaisedStreet.Tools(
            fixtures,
            regions,
            persons,
            households,
            determinations,
            entitlements,
            drafts,
            reassessments,
            wait),
        district);
  }

  /** Example 1 with the suburb's standard: 3 × 650 − 1,500 = 450.00; 3 × 750 − 1,500 = 750.00. */
  @Test
  void a_raise_reaches_a_family_from_its_first_month_and_frozen_months_are_made_good() {
    s = street("510184"); // whose months are frozen
    Family family = s.family(3, "1500.00");
    long right = s.paid(family, LocalDate.of(2026, 3, 10));
    assertThat(s.due(right, "2026-04")).containsEntry("2026-04", Money.of("450.00"));
    CurrentUser finance = fixtures.user(s.district, Role.FINANCE);
    CurrentUser checker = fixtures.user(s.district, Role.FINANCE);
    for (String month : List.of("2026-06", "2026-07", "2026-08")) {
      var drafted =
          as(
              finance,
              () -> runs.draft("DIBAO", YearMonth.parse(month), s.district, finance.actor()));
      run(checker, () -> runs.check(drafted.id(), true, checker.actor()));
    }
    s.standard("DIBAO_STANDARD", "", "750.00", "2026-07-01", null);

    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(list.state()).isEqualTo(ListState.DRAFT);
    assertThat(lines(list)).containsExactly("2026-07 起 LISTED 450.00 → 750.00, 2 × = 600.00");
    assertThat(s.due(right, "2026-07"))
        .as("nothing before the confirmation")
        .containsEntry("2026-07", Money.of("450.00"));
    list = s.applied(list, 1, "900.00"); // 300.00 a month, and 600.00 for July and August

    assertThat(list.state()).isEqualTo(ListState.DONE);
    assertThat(s.due(right, "2026-06", "2026-07", "2026-12"))
        .isEqualTo(
            Map.of(
                "2026-06", Money.of("450.00"),
                "2026-07", Money.of("750.00"),
                "2026-12", Money.of("750.00")));
    assertThat(
            texts(
                "SELECT to_char(for_month, 'YYYY-MM') || ' ' || kind || ' ' || amount FROM"
                    + " adjustment WHERE entitlement_id = ? ORDER BY for_month",
                right))
        .containsExactly("2026-07 BACKPAY 300.00", "2026-08 BACKPAY 300.00");
    assertThat(
            texts(
                "SELECT template FROM message WHERE recipient = 'person:' || ?::text",
                family.head()))
        .containsExactly("benefit.raised");
    assertThat(
            texts(
                "SELECT action || ' ' || reason FROM audit_event WHERE object_type = '待遇' AND"
                    + " object_id = ?::text AND action = '调整金额'",
                right))
        .containsExactly("调整金额 按新标准重算 " + list.number());

    Reassessment again = s.found("DIBAO", "2026-07-01");
    assertThat(lines(again)).isEmpty();
    assertThat(again.same()).isEqualTo(1);
    assertThat(again.state()).as("nothing to confirm").isEqualTo(ListState.DONE);
    assertThatThrownBy(() -> s.submitted(again)).hasMessageContaining("不能再改");
  }

  @Test
  void the_new_sheet_replays_and_says_what_it_rests_on() {
    Family family = s.family(2, "1000.00");
    long right = s.paid(family, LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.applied(s.found("DIBAO", "2026-07-01"), 1, "100.00");
    var sheet = as(s.maker, () -> determinations.ofHousehold(family.household())).getFirst();
    assertThat(sheet.on()).isEqualTo(LocalDate.of(2026, 7, 1));
    assertThat(sheet.facts()).isEqualTo(family.facts());
    assertThat(sheet.result().amount()).isEqualTo(Money.of("400.00"));
    assertThat(as(s.maker, () -> determinations.recompute(sheet.id())).same()).isTrue();
    assertThat(
            texts(
                "SELECT basis ->> 'reassessment' || ' ' || (basis ->> 'determination') FROM"
                    + " entitlement_amount WHERE entitlement_id = ? ORDER BY id DESC LIMIT 1",
                right))
        .containsExactly(list.number() + " " + sheet.number());
  }

  /** Law Art. 48: nothing is reduced or stopped without a hearing, so not by a list. */
  @Test
  void article_48_a_list_lowers_nobody() {
    Family lower = s.family(2, "500.00"); // 800.00
    Family over = s.family(1, "610.00"); // 40.00
    long first = s.paid(lower, LocalDate.of(2026, 3, 10));
    long second = s.paid(over, LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "600.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 起 OPEN LOWER 800.00 → 700.00", "2026-07 起 OPEN NOT_ELIGIBLE 40.00 → —");
    assertThat(list.state()).as("nothing to confirm").isEqualTo(ListState.DONE);
    assertThat(s.due(first, "2026-07")).containsEntry("2026-07", Money.of("800.00"));
    assertThat(s.due(second, "2026-07")).containsEntry("2026-07", Money.of("40.00"));
  }

  @Test
  void what_the_sheet_does_not_explain_is_not_raised_and_what_has_none_is_shown() {
    Family tapering = s.family(2, "500.00");
    var sheet = s.sheet(tapering, tapering.facts(), LocalDate.of(2026, 3, 10));
    long taper = s.paid(tapering, sheet, "400.00");
    Family without = s.family(2, "600.00");
    as(
        s.maker,
        () ->
            entitlements.grant(
                new Entitlements.Grant(
                    s.street,
                    "DIBAO",
                    Subject.household(without.household()),
                    without.head(),
                    YearMonth.of(2026, 4),
                    null,
                    new Terms(Money.of("700.00"), 2, Map.of("case", "纸质档案")),
                    new Cause("test:" + without.household(), LocalDate.of(2026, 3, 10), "移交"))));
    // a child who came of age since the sheet: the supplement for minors has gone
    Family grown = s.family(1, "300.00");
    Facts minor =
        Facts.of(
            s.street,
            Money.ZERO,
            0,
            List.of(
                grown.facts().members().getFirst(),
                Member.of("p-9", Relation.CHILD, Sex.F, LocalDate.of(2008, 5, 1))
                    .hukou(s.street)
                    .income(IncomeKind.WAGE, "0.00")
                    .study(Facts.Study.HIGH)
                    .build()));
    s.standard("DIBAO_UPLIFT", "MINOR", "0.10", "2018-01-01", null);
    s.paid(grown, s.sheet(grown, minor, LocalDate.of(2026, 3, 10)), null);
    s.standard("DIBAO_STANDARD", "", "750.00", "2026-07-01", null);
    assertThat(lines(s.found("DIBAO", "2026-07-01")))
        .containsExactly(
            "2026-07 起 OPEN OTHERWISE 400.00 → 1000.00",
            "2026-07 起 OPEN NO_SHEET 700.00 → —",
            "2026-07 起 OPEN OTHERWISE 1065.00 → 1200.00");
    assertThat(s.due(taper, "2026-08")).containsEntry("2026-08", Money.of("400.00"));
  }

  /** Two decisions, each with its own sheet: each part is determined by its own facts. */
  @Test
  void a_change_decided_since_keeps_its_own_facts() {
    Family family = s.family(3, "1500.00");
    long right = s.paid(family, LocalDate.of(2026, 3, 10)); // 450.00
    Facts less =
        Facts.of(
            s.street,
            Money.ZERO,
            0,
            family.facts().members().subList(0, 2)); // somebody left: 2 × 650 − 1,500 < 0
    assertThat(less.members()).hasSize(2);
    Facts poorer = Facts.of(s.street, Money.ZERO, 0, s.family(3, "1200.00").facts().members());
    var second = s.sheet(family, poorer, LocalDate.of(2026, 8, 20));
    run(
        s.maker,
        () ->
            entitlements.adjust(
                right,
                YearMonth.of(2026, 9),
                RaisedStreet.terms(second, second.result().amount()), // 750.00
                new Cause("case:change", LocalDate.of(2026, 8, 20), "收入变化")));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 至 2026-08 LISTED 450.00 → 600.00", "2026-09 起 LISTED 750.00 → 900.00");
    s.applied(list, 1, "150.00");
    assertThat(s.due(right, "2026-06", "2026-07", "2026-08", "2026-09", "2027-01"))
        .isEqualTo(
            Map.of(
                "2026-06", Money.of("450.00"),
                "2026-07", Money.of("600.00"),
                "2026-08", Money.of("600.00"),
                "2026-09", Money.of("900.00"),
                "2027-01", Money.of("900.00")));
  }

  /**
   * A raise for some months only, from the middle of a month: whole months, and back afterwards.
   */
  @Test
  void a_raise_for_a_time_begins_with_a_whole_month_and_ends() {
    long right = s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10)); // 550.00
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-15", "2026-10-31");
    Reassessment list = s.found("DIBAO", "2026-07-15");
    assertThat(lines(list))
        .containsExactly(
            "2026-08 至 2026-10 LISTED 550.00 → 600.00", "2026-11 起 SAME 550.00 → 550.00");
    s.applied(list, 1, "50.00");
    assertThat(s.due(right, "2026-07", "2026-08", "2026-10", "2026-11"))
        .isEqualTo(
            Map.of(
                "2026-07", Money.of("550.00"),
                "2026-08", Money.of("600.00"),
                "2026-10", Money.of("600.00"),
                "2026-11", Money.of("550.00")));
  }

  @Test
  void who_was_stopped_since_is_due_to_the_last_month_and_who_is_suspended_keeps_the_rise() {
    long stopped = s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    long before = s.paid(s.family(1, "120.00"), LocalDate.of(2026, 3, 10));
    long suspended = s.paid(s.family(1, "140.00"), LocalDate.of(2026, 3, 10));
    var cause = new Cause("test", LocalDate.of(2026, 8, 5), "测试");
    run(s.maker, () -> entitlements.stop(stopped, YearMonth.of(2026, 8), cause));
    run(s.maker, () -> entitlements.stop(before, YearMonth.of(2026, 6), cause));
    run(s.maker, () -> entitlements.suspend(suspended, YearMonth.of(2026, 8), cause));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 至 2026-08 LISTED 550.00 → 600.00", "2026-07 起 LISTED 510.00 → 560.00");
    s.applied(list, 2, "100.00"); // July of both
    assertThat(s.due(stopped, "2026-08", "2026-09"))
        .isEqualTo(Map.of("2026-08", Money.of("600.00"), "2026-09", Money.ZERO));
    assertThat(s.due(suspended, "2026-07", "2026-08"))
        .isEqualTo(Map.of("2026-07", Money.of("560.00"), "2026-08", Money.ZERO));
    run(
        s.maker,
        () ->
            entitlements.resume(
                suspended, new Cause("test:resume", LocalDate.of(2026, 9, 1), "恢复")));
    assertThat(s.due(suspended, "2026-08")).containsEntry("2026-08", Money.of("560.00"));
  }

  @Test
  void what_changed_after_the_list_was_found_is_left_and_the_next_list_has_it() {
    long right = s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    run(
        s.maker,
        () ->
            entitlements.stop(
                right,
                YearMonth.of(2026, 9),
                new Cause("test:late", LocalDate.of(2026, 9, 5), "本人放弃")));
    list = s.applied(list, 1, "50.00");
    assertThat(lines(list)).containsExactly("2026-07 起 SKIPPED CHANGED 550.00 → 600.00");
    assertThat(s.due(right, "2026-08")).containsEntry("2026-08", Money.of("550.00"));
    assertThat(lines(s.found("DIBAO", "2026-07-01")))
        .containsExactly("2026-07 至 2026-09 LISTED 550.00 → 600.00");
  }

  /** 高龄津贴 handed over with a list has no sheets: the register and the standard before decide. */
  @Test
  void an_allowance_handed_over_without_sheets_is_raised_within_its_band() {
    long ninety = s.person("龚长寿", LocalDate.of(1934, 2, 1));
    long hundred = s.person("龚百岁", LocalDate.of(1926, 5, 1)); // 100 since May, paid as 99
    long odd = s.person("龚多发", LocalDate.of(1934, 2, 1));
    long first = oldAge(ninety, "100.00");
    oldAge(hundred, "100.00");
    oldAge(odd, "110.00");
    s.standard("OLD_AGE", "90-99", "120.00", "2026-07-01", null);
    Reassessment list = s.found("OLD_AGE", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 起 LISTED 100.00 → 120.00",
            "2026-07 起 OPEN OTHERWISE 100.00 → 200.00",
            "2026-07 起 OPEN OTHERWISE 110.00 → 120.00");
    s.applied(list, 1, "20.00");
    assertThat(s.due(first, "2026-06", "2026-07"))
        .isEqualTo(Map.of("2026-06", Money.of("100.00"), "2026-07", Money.of("120.00")));
  }

  private long oldAge(long person, String monthly) {
    return as(
        s.maker,
        () ->
            entitlements.grant(
                new Entitlements.Grant(
                    s.street,
                    "OLD_AGE",
                    Subject.person(person),
                    person,
                    YearMonth.of(2026, 1),
                    null,
                    new Terms(Money.of(monthly), 1, Map.of("round", "移交")),
                    new Cause("handover:" + person, LocalDate.of(2025, 12, 10), "名册移交"))));
  }

  /** Each span is determined by the standard of its own first month, not of the list's. */
  @Test
  void a_second_raise_counts_for_what_was_decided_after_it_and_an_expired_one_does_not() {
    Family family = s.family(1, "100.00");
    long right = s.paid(family, LocalDate.of(2026, 3, 10)); // 550.00
    Facts more = s.family(1, "50.00").facts();
    var second = s.sheet(family, more, LocalDate.of(2026, 6, 20));
    run(
        s.maker,
        () ->
            entitlements.adjust(
                right,
                YearMonth.of(2026, 10),
                RaisedStreet.terms(second, second.result().amount()), // 600.00
                new Cause("case:late", LocalDate.of(2026, 9, 5), "收入变化")));
    s.standard("DIBAO_STANDARD", "", "760.00", "2026-07-01", "2026-08-31");
    assertThat(lines(s.found("DIBAO", "2026-07-01")))
        .containsExactly(
            "2026-07 至 2026-08 LISTED 550.00 → 660.00",
            "2026-09 SAME 550.00 → 550.00",
            "2026-10 起 SAME 600.00 → 600.00");
    run(s.maker, () -> reassessments.discard(last(), s.maker));
    s.standard("DIBAO_STANDARD", "", "800.00", "2026-09-01", null);
    assertThat(lines(s.found("DIBAO", "2026-07-01")))
        .containsExactly(
            "2026-07 至 2026-08 LISTED 550.00 → 660.00",
            "2026-09 LISTED 550.00 → 700.00",
            "2026-10 起 LISTED 600.00 → 750.00");
  }

  /** A birthday between two raises is not decided by a list, and takes no rise away again. */
  @Test
  void who_grows_old_between_two_raises_keeps_the_first() {
    s.standard("DIBAO_UPLIFT", "ELDER", "0.10", "2018-01-01", null);
    Family family = s.family(1, "100.00");
    Facts old =
        Facts.of(
            s.street,
            Money.ZERO,
            0,
            List.of(
                Member.of("p" + family.head(), Relation.HEAD, Sex.F, LocalDate.of(1956, 10, 15))
                    .hukou(s.street)
                    .income(IncomeKind.WAGE, "100.00")
                    .build()));
    long right = s.paid(family, s.sheet(family, old, LocalDate.of(2026, 3, 10)), null); // 550.00
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    s.standard("DIBAO_STANDARD", "", "720.00", "2027-01-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 至 2026-12 LISTED 550.00 → 600.00", "2027-01 起 OPEN OTHERWISE 550.00 → 692.00");
    s.applied(list, 1, "50.00");
    assertThat(s.due(right, "2026-12", "2027-02"))
        .isEqualTo(Map.of("2026-12", Money.of("600.00"), "2027-02", Money.of("600.00")));
  }

  @Test
  void what_is_decided_while_the_job_waits_is_not_overwritten() throws Exception {
    Family family = s.family(1, "100.00");
    long right = s.paid(family, LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    s.submitted(list);
    var reduced = s.sheet(family, s.family(1, "400.00").facts(), LocalDate.of(2026, 9, 1));
    var held = new java.util.concurrent.CountDownLatch(1);
    try (var desk = java.util.concurrent.Executors.newSingleThreadExecutor()) {
      var change =
          desk.submit(
              () ->
                  run(
                      s.maker,
                      () ->
                          transaction.executeWithoutResult(
                              t -> {
                                entitlements.adjust(
                                    right,
                                    YearMonth.of(2026, 11),
                                    RaisedStreet.terms(reduced, Money.of("250.00")),
                                    new Cause("case:cut", LocalDate.of(2026, 10, 5), "收入变化"));
                                held.countDown();
                                JobsForTests.pause(1_500);
                              })));
      held.await();
      Reassessment ordered = confirm(list, s.approver, 1, "50.00");
      wait.done(ordered.grantJob());
      change.get();
    }
    assertThat(lines(list)).containsExactly("2026-07 起 SKIPPED CHANGED 550.00 → 600.00");
    assertThat(s.due(right, "2026-12")).containsEntry("2026-12", Money.of("250.00"));
  }

  @Test
  void a_list_that_no_longer_fits_standards_or_months_is_not_confirmed() {
    s = street("510181");
    s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    s.submitted(list);
    CurrentUser finance = fixtures.user(s.district, Role.FINANCE);
    CurrentUser checker = fixtures.user(s.district, Role.FINANCE);
    var month =
        as(finance, () -> runs.draft("DIBAO", YearMonth.of(2026, 7), s.district, finance.actor()));
    run(checker, () -> runs.check(month.id(), true, checker.actor()));
    assertThatThrownBy(() -> confirm(list, s.approver, 1, "50.00"))
        .hasMessageContaining("又有月份核对发放");
    run(s.approver, () -> reassessments.giveBack(list.id(), "请重新发起", s.approver));
    run(s.maker, () -> reassessments.discard(list.id(), s.maker));
    Reassessment next = s.found("DIBAO", "2026-07-01");
    s.submitted(next);
    s.standard("DIBAO_STANDARD", "", "690.00", "2026-07-01", null);
    assertThatThrownBy(() -> confirm(next, s.approver, 1, "100.00"))
        .hasMessageContaining("又发布了新的标准");
  }

  @Test
  void nothing_is_raised_for_the_dead_found_or_registered_later() {
    Family alone = s.family(1, "100.00");
    Family two = s.family(2, "100.00");
    Family later = s.family(1, "120.00");
    for (Family family : List.of(alone, two, later)) s.paid(family, LocalDate.of(2026, 3, 10));
    for (Family family : List.of(alone, two)) died(family);
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThat(lines(list))
        .containsExactly(
            "2026-07 起 OPEN DIED 550.00 → —",
            "2026-07 起 LISTED 1200.00 → 1300.00",
            "2026-07 起 LISTED 530.00 → 580.00");
    s.submitted(list);
    died(later);
    wait.done(confirm(list, s.approver, 2, "150.00").grantJob());
    assertThat(lines(list))
        .containsExactly(
            "2026-07 起 OPEN DIED 550.00 → —",
            "2026-07 起 APPLIED 1200.00 → 1300.00",
            "2026-07 起 SKIPPED DIED 530.00 → 580.00");
  }

  private void died(Family family) {
    sql(
        "UPDATE person SET death_date = DATE '2026-08-20', death_source = '测试' WHERE id = ?",
        family.head());
  }

  /** Who was determined by an older day after the list: the task comes back with their number. */
  @Test
  void what_is_decided_by_the_former_standard_after_the_list_is_due_again() {
    s = street("510131"); // a district whose tasks no other test looks at
    CurrentUser district = fixtures.user(s.district, Role.CASEWORKER);
    s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    assertThat(left(district)).containsExactly("null");
    Reassessment list = open(s.district, "DIBAO", LocalDate.of(2026, 7, 1), district);
    wait.done(list.findJob());
    assertThat(left(district)).isEmpty();
    run(district, () -> reassessments.submit(list.id(), district));
    wait.done(confirm(list, s.approver, 1, "50.00").grantJob());
    assertThat(left(district)).as("what the list itself decided").isEmpty();
    s.paid(s.family(1, "120.00"), LocalDate.of(2026, 6, 25)); // applied for before, decided now
    assertThat(left(district)).containsExactly("1");
    s.paid(s.family(1, "120.00"), LocalDate.of(2026, 7, 2)); // by the new standard
    assertThat(left(district)).containsExactly("1");
  }

  private List<String> left(CurrentUser district) {
    return as(district, () -> due.of(district)).stream()
        .filter(d -> d.programme() == ProgrammeKind.DIBAO)
        .map(d -> String.valueOf(d.left()))
        .toList();
  }

  private long last() {
    return Long.parseLong(
        texts("SELECT max(id)::text FROM reassessment WHERE region = ?", s.street).getFirst());
  }

  @Test
  void another_person_confirms_what_the_page_showed() {
    s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    assertThatThrownBy(() -> confirm(list, s.approver, 1, "50.00")).hasMessageContaining("待核对");
    s.submitted(list);
    assertThatThrownBy(() -> confirm(list, s.maker, 1, "50.00")).hasMessageContaining("审批人");
    assertThatThrownBy(() -> confirm(list, s.approver, 1, "49.99"))
        .hasMessageContaining("名单现在是 1 户（人）、首次 50.00 元");
    Reassessment own = open(s.street, "DIBAO_SINGLE", LocalDate.of(2026, 7, 1), s.approver);
    wait.done(own.findJob());
    sql(
        "UPDATE reassessment SET state = 'SUBMITTED', submitted_by = made_by WHERE id = ?",
        own.id());
    assertThatThrownBy(() -> confirm(own, s.approver, 0, "0.00")).hasMessageContaining("须由另一人确认");
    assertThatThrownBy(
            () ->
                sql("UPDATE reassessment_item SET amount = 1 WHERE reassessment_id = ?", list.id()))
        .as("what was found stands")
        .hasRootCauseMessage("ERROR: permission denied for table reassessment_item");
    run(s.approver, () -> reassessments.giveBack(list.id(), "请再核对", s.approver));
    assertThat(s.get(list))
        .extracting(Reassessment::state, Reassessment::returned)
        .containsExactly(ListState.DRAFT, "请再核对");
  }

  @Test
  void an_area_has_one_open_list_of_a_programme_and_another_district_sees_nothing() {
    s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    CurrentUser district = fixtures.user(s.district, Role.CASEWORKER);
    for (String area : List.of(s.street, s.district))
      assertThatThrownBy(() -> open(area, "DIBAO", LocalDate.of(2026, 7, 1), district))
          .hasMessageContaining("还没有办结");
    assertThatThrownBy(() -> open(s.street, "DIBAO_EDGE", LocalDate.of(2026, 8, 1), district))
        .isInstanceOf(RuleViolation.class);
    assertThatThrownBy(() -> open(s.street, "DIBAO_SINGLE", LocalDate.of(2036, 8, 1), district))
        .hasMessageContaining("12 个月");
    assertThatThrownBy(() -> open(s.street, "DIBAO_SINGLE", LocalDate.of(2016, 7, 1), district))
        .as("no standard begins on that day")
        .hasMessageContaining("没有从 2016-07-01 起变动的标准");
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    assertThatThrownBy(() -> as(stranger, () -> reassessments.get(list.id())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> open(s.street, "DIBAO", LocalDate.of(2026, 7, 1), stranger))
        .hasMessageContaining("辖区内");
  }

  @Test
  void a_cancelled_job_goes_on_and_nobody_is_raised_twice() {
    long right = s.paid(s.family(1, "100.00"), LocalDate.of(2026, 3, 10));
    s.paid(s.family(1, "110.00"), LocalDate.of(2026, 3, 10));
    s.standard("DIBAO_STANDARD", "", "700.00", "2026-07-01", null);
    Reassessment list = s.found("DIBAO", "2026-07-01");
    s.submitted(list);
    Reassessment ordered = confirm(list, s.approver, 2, "100.00");
    confirm(list, s.approver, 2, "100.00"); // the second click
    Scope.runAs(
        s.street,
        () -> {
          try {
            jobs.cancel(ordered.grantJob(), s.approver.actor());
          } catch (RuleViolation overAlready) {
            // then the going on below has nothing left to do
          }
        });
    if (wait.finish(ordered.grantJob()).state() == JobState.CANCELLED)
      run(s.approver, () -> reassessments.goOn(list.id(), s.approver));
    wait.done(s.get(list).grantJob());
    assertThat(texts("SELECT state FROM reassessment_item WHERE reassessment_id = ?", list.id()))
        .containsOnly("APPLIED");
    assertThat(
            texts(
                "SELECT amount::text FROM entitlement_amount WHERE entitlement_id = ? ORDER BY id",
                right))
        .containsExactly("550.00", "600.00");
  }

  private Reassessment open(String area, String programme, LocalDate from, CurrentUser user) {
    return as(user, () -> reassessments.open(area, programme, from, null, user));
  }

  private Reassessment confirm(Reassessment list, CurrentUser user, int rows, String money) {
    return as(user, () -> reassessments.confirm(list.id(), rows, Money.of(money), user));
  }

  /** Each row of a list in one line, in the order found. */
  private List<String> lines(Reassessment list) {
    return texts(
        """
        SELECT to_char(from_month, 'YYYY-MM')
               || CASE WHEN until_month IS NULL THEN ' 起' WHEN until_month = from_month THEN ''
                       ELSE ' 至 ' || to_char(until_month, 'YYYY-MM') END
               || ' ' || state || coalesce(' ' || cause, '') || ' ' || amount_before || ' → '
               || coalesce(amount::text, CASE state WHEN 'SAME' THEN amount_before::text ELSE '—' END)
               || CASE WHEN back_months > 0 THEN ', ' || back_months || ' × = ' || back_pay ELSE '' END
        FROM reassessment_item WHERE reassessment_id = ? ORDER BY id
        """,
        list.id());
  }

  private void sql(String sql, Object key) {
    Scope.runAs(
        s.district, () -> transaction.executeWithoutResult(t -> jdbc.sql(sql).param(key).update()));
  }

  private List<String> texts(String sql, Object key) {
    return Scope.callAs(
        s.district,
        () -> transaction.execute(t -> jdbc.sql(sql).param(key).query(String.class).list()));
  }
}
