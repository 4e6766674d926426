package minzheng.subsidy.oldage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.payments.Runs;
import minzheng.payments.Subject;
import minzheng.people.Designations;
import minzheng.people.Persons;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.Determination;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.ListState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** 免申即享: who is found, who confirms, and what follows; the ages by article. */
@MinzhengTest
class RoundsTest {
  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Designations designations;
  @Autowired Entitlements entitlements;
  @Autowired Determinations determinations;
  @Autowired Rounds rounds;
  @Autowired Runs runs;
  @Autowired Accounts accounts;
  @Autowired Jobs jobs;
  @Autowired JobsForTests wait;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  private Elderly e;

  @BeforeEach
  void street() {
    e =
        new Elderly(
            new Elderly.Tools(
                fixtures, regions, persons, designations, entitlements, rounds, wait));
  }

  /** A person of a round as it stands in the table. */
  record Line(
      long id,
      long personId,
      String kind,
      String band,
      LocalDate reachedOn,
      int age,
      String state,
      String cause,
      String note,
      Long determinationId,
      String amount,
      LocalDate firstMonth,
      Long entitlementId) {}

  private Map<Long, Line> lines(Round round) {
    return Scope.callAs(
            round.region(),
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql(
                                """
                                SELECT id, person_id, kind, band, reached_on, age, state, cause, note, determination_id,
                                       amount::text, first_month, entitlement_id FROM old_age_item WHERE round_id = ?
                                """)
                            .param(round.id())
                            .query(Line.class)
                            .list()))
        .stream()
        .collect(Collectors.toMap(Line::personId, l -> l));
  }

  /** Elder Law Art. 33 with the province's bands; full years by Civil Code Art. 202. */
  @ParameterizedTest
  @CsvSource({
    "1936-11-20,false,2026-11-19,,", // the day before 90
    "1936-11-20,false,2026-11-20,90-99,100.00", // the birthday itself
    "1936-02-29,false,2026-02-27,,",
    "1936-02-29,false,2026-02-28,90-99,100.00", // 29 February in a common year
    "1926-11-21,false,2026-11-20,90-99,100.00", // 99
    "1926-11-20,false,2026-11-20,100-,200.00",
    "1946-11-20,true,2026-11-20,80-89/DIBAO,25.00", // 80, of a low-bao family
    "1946-11-21,true,2026-11-20,,",
    "1946-11-20,false,2026-11-20,,", // 80 and not recognised: by application
    "1936-11-21,true,2026-11-20,80-89/DIBAO,25.00", // 89
  })
  void article_33_ages_are_reached_on_the_birthday(
      LocalDate birth, boolean lowBao, LocalDate lawDay, String band, String amount) {
    long person = e.person("龚长寿", birth);
    if (lowBao) e.recognised(person, "DIBAO");
    Line line = lines(e.found(lawDay)).get(person);
    if (band == null) {
      assertThat(line).isNull();
      return;
    }
    assertThat(line.band()).isEqualTo(band);
    assertThat(line.amount()).isEqualTo(amount);
    assertThat(line.state()).isEqualTo("LISTED");
    assertThat(line.kind()).isEqualTo("NEW");
    assertThat(line.firstMonth()).isEqualTo(lawDay.withDayOfMonth(1).plusMonths(1));
    Determination sheet = Fixtures.as(e.maker, () -> determinations.get(line.determinationId()));
    assertThat(sheet.on()).isEqualTo(lawDay);
    assertThat(sheet.personId()).isEqualTo(person);
    assertThat(sheet.result().amount()).isEqualTo(Money.of(amount));
    assertThat(sheet.result().findings())
        .anySatisfy(f -> assertThat(f.article()).contains("第三十三条"));
    assertThat(Fixtures.as(e.maker, () -> determinations.recompute(sheet.id())).same()).isTrue();
  }

  @Test
  void what_is_not_known_is_to_be_checked_and_the_dead_and_the_strangers_are_not_listed() {
    LocalDate birth = LocalDate.of(1930, 1, 1);
    long known = e.person("龚甲", birth);
    long noHukou = e.person("龚乙", birth, e.street, null);
    long noDocument = e.withoutDocument("龚丙", birth);
    long elsewhere = e.person("龚丁", birth, e.street, "440105");
    long dead = e.person("龚戊", birth);
    long single = e.person("龚己", LocalDate.of(1944, 1, 1));
    e.recognised(single, "DIBAO_SINGLE"); // whether low-bao applies hangs on facts of the family
    sql("UPDATE person SET death_date = DATE '2026-01-01', death_source = '测试' WHERE id = ?", dead);
    Round round = e.found(LocalDate.of(2026, 11, 20));
    var lines = lines(round);
    assertThat(lines.keySet()).containsExactlyInAnyOrder(known, noHukou, noDocument, single);
    assertThat(lines.get(noHukou))
        .extracting(Line::state, Line::cause, Line::determinationId)
        .containsExactly("PENDING", "NO_HUKOU", null);
    assertThat(lines.get(noDocument).cause()).isEqualTo("NO_DOCUMENT");
    assertThat(lines.get(single).cause()).isEqualTo("FACTS");
    assertThat(round.state()).isEqualTo(ListState.DRAFT);
    assertThat(round.notEligible()).as("registered elsewhere").isEqualTo(1);
    assertThat(elsewhere).isPositive();
  }

  @Test
  void another_person_confirms_what_the_page_showed_and_the_next_run_pays() {
    long first = e.person("龚子", LocalDate.of(1935, 5, 5));
    long second = e.person("龚丑", LocalDate.of(1925, 5, 5));
    long third = e.person("龚寅", LocalDate.of(1934, 5, 5));
    Round round = e.found(today());
    remove(round, third, ListCause.WAIVED, null);
    assertThatThrownBy(() -> confirm(round, e.approver, 2, "300.00"))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("待核对");
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker));
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker)); // the second click
    assertThatThrownBy(() -> remove(round, first, ListCause.DIED, null))
        .hasMessageContaining("不能再改");
    assertThatThrownBy(() -> confirm(round, e.maker, 2, "300.00")).hasMessageContaining("审批人");
    assertThatThrownBy(() -> confirm(round, e.approver, 3, "400.00"))
        .hasMessageContaining("名单现在是 2 人、每月 300.00 元");
    confirm(round, e.approver, 2, "300.00");
    YearMonth next = YearMonth.from(today()).plusMonths(1);
    Round ordered = confirm(round, e.approver, 2, "300.00"); // again
    assertThat(wait.done(ordered.grantJob()).result()).isEqualTo("登记 2 人，未办理 0 人。");
    assertThat(e.get(round).state()).isEqualTo(ListState.DONE);
    var lines = lines(round);
    assertThat(lines.get(third).state()).isEqualTo("REMOVED");
    for (long person : List.of(first, second)) {
      var paid = Fixtures.as(e.approver, () -> entitlements.of(Subject.person(person)));
      assertThat(paid).singleElement();
      assertThat(paid.getFirst().first()).isEqualTo(next);
      assertThat(lines.get(person))
          .extracting(Line::state, Line::entitlementId)
          .containsExactly("GRANTED", paid.getFirst().id());
      assertThat(Fixtures.as(e.approver, () -> designations.has(person, "OLD_AGE", today())))
          .isTrue();
      assertThat(
              count(
                  "message WHERE template = 'benefit.begun' AND recipient = ?", "person:" + person))
          .isEqualTo(1);
      assertThat(
              count(
                  "audit_event WHERE action = '开始发放' AND object_type = '待遇' AND object_id = ?",
                  String.valueOf(paid.getFirst().id())))
          .isEqualTo(1);
    }
    assertThat(
            count(
                "audit_event WHERE action = '确认' AND object_type = '高龄津贴名单' AND object_id = ?",
                round.number()))
        .isEqualTo(1);
    CurrentUser finance = fixtures.user(e.district, Role.FINANCE);
    var run = Fixtures.as(finance, () -> runs.draft("OLD_AGE", next, e.district, finance.actor()));
    var owed =
        Scope.callAs(
            e.district,
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql(
                                "SELECT subject_id FROM owed WHERE run_id = ? AND region = ? AND"
                                    + " basis ->> 'round' = ?")
                            .params(run.id(), e.street, round.number())
                            .query(Long.class)
                            .list()));
    assertThat(owed).containsExactlyInAnyOrder(first, second);

    Round again = e.found(today());
    var left = lines(again);
    assertThat(left.keySet()).as("nothing new but who was removed").containsExactly(third);
    assertThat(left.get(third))
        .extracting(Line::state, Line::cause)
        .containsExactly("PENDING", "REMOVED_BEFORE");
    assertThat(left.get(third).note()).isEqualTo(round.number() + "：本人不享受");
    assertThatThrownBy(() -> Fixtures.run(e.maker, () -> rounds.submit(again.id(), e.maker)))
        .hasMessageContaining("没有可以办理的");
  }

  @Test
  void who_put_the_list_together_does_not_confirm_it_whatever_the_duties() {
    e.person("龚卯", LocalDate.of(1935, 5, 5));
    CurrentUser clerk = fixtures.user(e.street, Role.CASEWORKER);
    Round round = e.found(today());
    Fixtures.run(clerk, () -> rounds.submit(round.id(), clerk));
    for (CurrentUser who : List.of(clerk, e.maker)) { // who handed it in, who opened it
      CurrentUser promoted = e.becomes(who, Role.APPROVER, accounts);
      assertThatThrownBy(() -> confirm(round, promoted, 1, "100.00"))
          .hasMessageContaining("须由另一人确认");
    }
    assertThatThrownBy(
            () -> Fixtures.run(e.approver, () -> rounds.giveBack(round.id(), " ", e.approver)))
        .hasMessageContaining("退回原因");
    Fixtures.run(e.approver, () -> rounds.giveBack(round.id(), "请再核对", e.approver));
    assertThat(e.get(round))
        .extracting(Round::state, Round::returned)
        .containsExactly(ListState.DRAFT, "请再核对");
  }

  @Test
  void two_clicks_at_once_confirm_once() throws Exception {
    long person = e.person("龚辰", LocalDate.of(1935, 5, 5));
    Round round = e.found(today());
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker));
    try (var desks = Executors.newFixedThreadPool(2)) {
      Callable<Round> click = () -> confirm(round, e.approver, 1, "100.00");
      for (var done : desks.invokeAll(List.of(click, click))) wait.done(done.get().grantJob());
    }
    assertThat(Fixtures.as(e.approver, () -> entitlements.of(Subject.person(person)))).hasSize(1);
  }

  @Test
  void a_double_submit_of_the_form_opens_one_round_and_an_area_has_one_at_a_time() {
    e.person("龚巳", LocalDate.of(1935, 5, 5));
    Round one = Fixtures.as(e.maker, () -> rounds.open(e.street, today(), e.street, e.maker));
    Round two = Fixtures.as(e.maker, () -> rounds.open(e.street, today(), e.street, e.maker));
    assertThat(two.id()).isEqualTo(one.id());
    wait.done(one.findJob());
    CurrentUser city = fixtures.user(e.district, Role.CASEWORKER);
    for (String area : List.of(e.street, e.district))
      assertThatThrownBy(
              () -> Fixtures.run(city, () -> rounds.open(area, today(), "k" + area, city)))
          .isInstanceOf(RuleViolation.class)
          .hasMessageContaining("还没有办结");
    Fixtures.run(e.maker, () -> rounds.discard(one.id(), e.maker));
    assertThat(e.found(today()).state()).isEqualTo(ListState.DRAFT);
  }

  @Test
  void another_district_sees_nothing_and_cannot_ask_for_this_one() {
    Round round = e.found(today());
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    assertThatThrownBy(() -> Fixtures.as(stranger, () -> rounds.get(round.id())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> Fixtures.as(stranger, () -> rounds.open(e.street, today(), null, stranger)))
        .hasMessageContaining("辖区内");
    assertThatThrownBy(
            () ->
                Fixtures.as(
                    e.maker, () -> rounds.open(e.street, today().plusDays(1), null, e.maker)))
        .hasMessageContaining("不能晚于今天");
  }

  /** Example: 89 and of a low-bao family, paid 25; 90 on 15 March 2026: 100 from March on. */
  @Test
  void who_turns_90_moves_up_from_the_month_of_the_birthday_and_the_history_is_kept() {
    long person = e.person("龚午", LocalDate.of(1936, 3, 15));
    e.recognised(person, "DIBAO");
    long entitlement = e.paid(person, "25.00", LocalDate.of(2025, 12, 10));
    long content = e.person("龚未", LocalDate.of(1934, 3, 15)); // in the band since before
    e.paid(content, "100.00", LocalDate.of(2025, 12, 10));
    assertThat(lines(discard(e.found(LocalDate.of(2026, 3, 14))))).isEmpty();
    Round round = e.found(LocalDate.of(2026, 11, 20));
    var lines = lines(round);
    assertThat(lines.keySet()).containsExactly(person);
    assertThat(lines.get(person))
        .extracting(Line::kind, Line::band, Line::reachedOn, Line::amount, Line::firstMonth)
        .containsExactly(
            "CHANGE", "90-99", LocalDate.of(2026, 3, 15), "100.00", LocalDate.of(2026, 3, 1));
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker));
    wait.done(confirm(round, e.approver, 1, "75.00").grantJob());
    Entitlement paid = Fixtures.as(e.approver, () -> entitlements.get(entitlement));
    assertThat(paid.monthly()).isEqualTo(Money.of("100.00"));
    assertThat(due(entitlement, "2026-02")).isEqualTo(Money.of("25.00"));
    assertThat(due(entitlement, "2026-03")).isEqualTo(Money.of("100.00"));
    assertThat(
            count("entitlement_amount WHERE entitlement_id::text = ?", String.valueOf(entitlement)))
        .as("the row before stays")
        .isEqualTo(2);
    Determination sheet =
        Fixtures.as(e.approver, () -> determinations.get(lines.get(person).determinationId()));
    assertThat(sheet.on()).isEqualTo(LocalDate.of(2026, 3, 15));
    assertThat(lines(e.found(LocalDate.of(2026, 11, 20)))).as("nothing new").isEmpty();
  }

  @Test
  void months_sent_already_are_paid_back_with_the_next_run() {
    long person = e.person("龚申", LocalDate.of(1935, 5, 5));
    CurrentUser clerk = fixtures.user(e.street, Role.CASEWORKER);
    LocalDate lawDay = today().minusMonths(2).withDayOfMonth(15);
    YearMonth sent = YearMonth.from(lawDay).plusMonths(1);
    sql(
        """
        INSERT INTO run (region, number, programme, month, kind, state, prepared, made_by, made_by_name, made_at,
                         checked_by, approved_by)
        VALUES (?, 'TEST-OLD-AGE-' || ?, 'OLD_AGE', ?, 'REGULAR', 'SENT', true, 1, 't', now(), 2, 3)
        """,
        e.district,
        e.district,
        sent.atDay(1));
    Round round = e.found(lawDay);
    Fixtures.run(clerk, () -> rounds.submit(round.id(), clerk));
    wait.done(confirm(round, e.approver, 1, "100.00").grantJob());
    List<String> adjusted =
        Scope.callAs(
            e.district,
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql(
                                "SELECT for_month || ' ' || kind || ' ' || amount FROM adjustment"
                                    + " WHERE subject_id = ? AND programme = 'OLD_AGE'")
                            .param(person)
                            .query(String.class)
                            .list()));
    assertThat(adjusted).containsExactly(sent.atDay(1) + " BACKPAY 100.00");
  }

  @Test
  void who_died_moved_away_or_is_paid_elsewhere_meanwhile_is_not_granted() {
    long dead = e.person("龚酉", LocalDate.of(1935, 5, 5));
    long left = e.person("龚戌", LocalDate.of(1935, 5, 5));
    long twice = e.person("龚亥", LocalDate.of(1935, 5, 5));
    long kept = e.person("龚末", LocalDate.of(1935, 5, 5));
    Round round = e.found(today());
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker));
    sql("UPDATE person SET death_date = ?, death_source = '测试' WHERE id = ?", today(), dead);
    sql("UPDATE person SET region = '510104017' WHERE id = ?", left);
    e.paid(twice, "100.00", today());
    confirm(round, e.approver, 4, "400.00");
    wait.done(e.get(round).grantJob());
    var lines = lines(round);
    assertThat(lines.get(dead).cause()).isEqualTo("REGISTERED_DEAD");
    assertThat(lines.get(left).cause()).isEqualTo("LEFT");
    assertThat(lines.get(twice).cause()).isEqualTo("ALREADY");
    assertThat(lines.get(kept).state()).isEqualTo("GRANTED");
    assertThatThrownBy(
            () ->
                sql("UPDATE old_age_item SET state = 'LISTED' WHERE id = ?", lines.get(kept).id()))
        .hasMessageContaining("stands");
  }

  @Test
  void a_cancelled_job_goes_on_and_nobody_is_granted_twice() {
    for (int i = 0; i < 3; i++) e.person("龚续", LocalDate.of(1935, 5, 5));
    Round round = e.found(today());
    Fixtures.run(e.maker, () -> rounds.submit(round.id(), e.maker));
    Round ordered = confirm(round, e.approver, 3, "300.00");
    Scope.runAs(
        e.street,
        () -> {
          try {
            jobs.cancel(ordered.grantJob(), e.approver.actor());
          } catch (RuleViolation overAlready) {
            // then the going on below has nothing left to do
          }
        });
    if (wait.finish(ordered.grantJob()).state() == JobState.CANCELLED)
      Fixtures.run(e.approver, () -> rounds.goOn(round.id(), e.approver));
    wait.done(e.get(round).grantJob());
    assertThat(lines(round).values()).extracting(Line::state).containsOnly("GRANTED");
    assertThat(e.get(round).state()).isEqualTo(ListState.DONE);
  }

  private Round discard(Round round) {
    Fixtures.run(e.maker, () -> rounds.discard(round.id(), e.maker));
    return round;
  }

  private void remove(Round round, long person, ListCause cause, String note) {
    long item = lines(round).get(person).id();
    Fixtures.run(e.maker, () -> rounds.remove(round.id(), item, cause, note, e.maker));
  }

  private Round confirm(Round round, CurrentUser who, int rows, String money) {
    return Fixtures.as(who, () -> rounds.confirm(round.id(), rows, Money.of(money), who));
  }

  private Money due(long entitlement, String month) {
    return Fixtures.as(e.approver, () -> entitlements.due(entitlement, YearMonth.parse(month)));
  }

  private long count(String from, String key) {
    return Scope.callAs(
        "5101",
        () ->
            transaction.execute(
                s ->
                    jdbc.sql("SELECT count(*) FROM " + from)
                        .param(key)
                        .query(Long.class)
                        .single()));
  }

  private void sql(String statement, Object... params) {
    Scope.runAs(
        "5101",
        () -> transaction.executeWithoutResult(s -> jdbc.sql(statement).params(params).update()));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
