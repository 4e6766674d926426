package minzheng.subsidy.oldage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.people.Designations;
import minzheng.people.Persons;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.DueState;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** 生存认证: who is due, who notes it, and that only two persons suspend and resume. */
@MinzhengTest
class LifeTest {
  private static final String LIST = "/subsidy/old-age/life";

  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Designations designations;
  @Autowired Entitlements entitlements;
  @Autowired Rounds rounds;
  @Autowired JobsForTests wait;
  @Autowired LifeList list;
  @Autowired Verifications verifications;
  @Autowired Suspensions suspensions;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  private Elderly e;
  private CurrentUser colleague;

  @BeforeEach
  void street() {
    e =
        new Elderly(
            new Elderly.Tools(
                fixtures, regions, persons, designations, entitlements, rounds, wait));
    colleague = fixtures.user(e.street, Role.CASEWORKER);
  }

  /**
   * The standard REVERIFY of OLD_AGE: twelve months, from the first month paid or the last proof.
   */
  @ParameterizedTest
  @CsvSource({
    "13,,OVERDUE", // first paid 13 months ago, never verified
    "11,,VALID",
    "30,12,OVERDUE", // verified 12 months and a day ago
    "30,0,VALID",
  })
  void a_proof_holds_for_the_months_of_the_standard(int first, Integer verified, String expected) {
    long person = e.person("孔寿", LocalDate.of(1930, 1, 1));
    long paid = e.paid(person, "100.00", today().minusMonths(first + 1L));
    if (verified != null) verify(paid, today().minusMonths(verified).minusDays(1), Manner.VISIT);
    DueState state = row(paid).state();
    assertThat(state).isEqualTo(DueState.valueOf(expected));
    if (verified != null)
      assertThat(row(paid).dueOn())
          .isEqualTo(today().minusMonths(verified).minusDays(1).plusMonths(12));
  }

  @Test
  void what_is_noted_is_checked_and_the_same_of_a_day_counts_once() {
    long paid = overdue("孔甲");
    for (String[] wrong :
        new String[][] {
          {null, today().toString(), "李", "认证方式"},
          {"VISIT", null, "李", "认证日期"},
          {"VISIT", today().plusDays(1).toString(), "李", "不能晚于今天"},
          {"VISIT", today().toString(), " ", "认证人"},
        })
      assertThatThrownBy(
              () ->
                  Fixtures.run(
                      e.maker,
                      () ->
                          verifications.record(
                              List.of(paid),
                              new Verifications.Finding(
                                  wrong[0] == null ? null : Manner.valueOf(wrong[0]),
                                  wrong[1] == null ? null : LocalDate.parse(wrong[1]),
                                  wrong[2],
                                  null),
                              e.maker)))
          .isInstanceOf(RuleViolation.class)
          .hasMessageContaining(wrong[3]);
    LocalDate day = today();
    assertThat(verify(paid, day, Manner.VIDEO)).isEqualTo(1);
    assertThat(verify(paid, day, Manner.VIDEO)).as("the second click").isZero();
    assertThat(row(paid))
        .extracting(LifeList.Row::state, LifeList.Row::verifier, LifeList.Row::manner)
        .containsExactly(DueState.VALID, "李志强", Manner.VIDEO);
    long dead = overdue("孔乙");
    sql(
        "UPDATE person SET death_date = ?, death_source = '测试' WHERE id = ?",
        today().minusDays(3),
        row(dead).personId());
    assertThatThrownBy(() -> verify(dead, today(), Manner.DATA)).hasMessageContaining("已登记死亡");
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    assertThatThrownBy(() -> Fixtures.as(stranger, () -> list.get(paid, stranger)))
        .isInstanceOf(NotFound.class);
  }

  /** domain: suspended, not stopped, when the proof is missing; then paid back. */
  @Test
  void one_proposes_another_suspends_and_the_money_follows_when_life_is_proved() {
    long paid = overdue("孔丙");
    assertThat(state(paid)).as("never by itself").isEqualTo(Entitlement.State.ACTIVE);
    assertThatThrownBy(() -> propose(paid, " ", colleague)).hasMessageContaining("请写明情况");
    propose(paid, "两次上门未见", colleague);
    assertThatThrownBy(() -> propose(paid, "再提", colleague)).hasMessageContaining("已经有人提请");
    long waits = proposal(paid);
    assertThat(tasks(e.approver, paid)).contains("孔丙", "决定暂停（提请：" + colleague.name() + "）");
    CurrentUser promoted = e.becomes(colleague, Role.APPROVER, accounts);
    assertThat(tasks(promoted, paid)).as("who proposed does not decide").isEmpty();
    assertThat(tasks(fixtures.user("510104", Role.APPROVER), paid)).isEmpty();
    assertThatThrownBy(() -> decide(paid, waits, true, null, promoted))
        .hasMessageContaining("须由另一人决定");
    assertThatThrownBy(() -> decide(paid, waits, false, " ", e.approver))
        .hasMessageContaining("写明理由");
    assertThatThrownBy(() -> decide(paid, waits, true, null, e.maker)).hasMessageContaining("审批人");
    decide(paid, waits, true, "同意", e.approver);
    decide(paid, waits, true, "同意", e.approver); // again
    assertThat(tasks(e.approver, paid)).isEmpty();
    assertThat(state(paid)).isEqualTo(Entitlement.State.SUSPENDED);
    YearMonth next = YearMonth.from(today()).plusMonths(1);
    assertThat(Fixtures.as(e.approver, () -> entitlements.get(paid)).suspendedFrom())
        .isEqualTo(next);
    assertThat(due(paid, next)).isEqualTo(Money.ZERO);
    assertThatThrownBy(() -> propose(paid, "本人到窗口", e.maker)).hasMessageContaining("还没有通过生存认证");
    verify(paid, today(), Manner.VISIT);
    propose(paid, "本人到窗口", e.maker);
    decide(paid, proposal(paid), true, null, e.approver);
    assertThat(state(paid)).isEqualTo(Entitlement.State.ACTIVE);
    assertThat(due(paid, next)).isEqualTo(Money.of("100.00"));
    assertThatThrownBy(
            () -> sql("UPDATE life_suspension SET opinion = '改' WHERE entitlement_id = ?", paid))
        .hasMessageContaining("stands");
  }

  @Test
  void who_is_verified_meanwhile_is_not_suspended_and_a_refusal_changes_nothing() {
    long paid = overdue("孔丁");
    propose(paid, "联系不上", e.maker);
    verify(paid, today(), Manner.VISIT);
    assertThatThrownBy(() -> decide(paid, proposal(paid), true, null, e.approver))
        .hasMessageContaining("已通过生存认证");
    decide(paid, proposal(paid), false, "已见到本人", e.approver);
    assertThat(state(paid)).isEqualTo(Entitlement.State.ACTIVE);
    assertThatThrownBy(() -> propose(paid, "再提", e.maker)).hasMessageContaining("不能提请暂停");
  }

  /** domain: stopped from the month after death or the move. */
  @Test
  void a_right_without_a_case_is_stopped_by_two_from_the_month_after_the_event() {
    long paid = overdue("孔戊");
    LocalDate moved = today().minusMonths(2);
    assertThatThrownBy(() -> stop(paid, Suspension.End.DIED, moved, "家属告知"))
        .hasMessageContaining("还没有登记死亡");
    assertThatThrownBy(() -> stop(paid, Suspension.End.MOVED_OUT, null, "迁往外地"))
        .hasMessageContaining("发生的日期");
    assertThatThrownBy(() -> stop(paid, null, moved, "迁往外地")).hasMessageContaining("停发原因");
    stop(paid, Suspension.End.MOVED_OUT, moved, "迁往外地");
    assertThat(state(paid)).isEqualTo(Entitlement.State.ACTIVE);
    decide(paid, proposal(paid), true, null, e.approver);
    assertThat(state(paid)).isEqualTo(Entitlement.State.STOPPED);
    assertThat(due(paid, YearMonth.from(moved))).isEqualTo(Money.of("100.00"));
    assertThat(due(paid, YearMonth.from(moved).plusMonths(1))).isEqualTo(Money.ZERO);
    assertThatThrownBy(() -> verify(paid, today(), Manner.VISIT)).hasMessageContaining("不在发放名单");
    assertThat(html(get(e.maker, LIST)).text()).doesNotContain("孔戊");
    assertThat(html(get(e.maker, LIST + "/" + paid)).text()).contains("已停发", "迁出本地", "发至");
  }

  private void stop(long entitlement, Suspension.End ends, LocalDate on, String reason) {
    Fixtures.run(e.maker, () -> suspensions.proposeStop(entitlement, ends, on, reason, e.maker));
  }

  @Test
  void the_pages_list_note_and_decide() throws Exception {
    long first = overdue("孔一");
    long second = overdue("孔二");
    long valid = e.paid(e.person("孔三", LocalDate.of(1930, 1, 1)), "100.00", today().minusMonths(2));
    Document page = html(get(e.maker, LIST));
    assertThat(page.text()).contains("每 12 个月认证一次", "已逾期 2 人", "孔一", "孔二", "孔三");
    assertThat(
            html(get(e.maker, LIST + "?state=OVERDUE&sort=-name")).select("tbody td a").eachText())
        .containsExactly("孔二", "孔一");
    assertThat(html(get(e.maker, LIST + "?q=孔三")).select("tbody td a").eachText())
        .containsExactly("孔三");
    var chosen = post(e.maker, LIST + "/choose", "id", "" + first, "id", "" + second);
    String form = chosen.getResponse().getRedirectedUrl();
    assertThat(html(get(e.maker, form)).text()).contains("2 人的生存认证", "登记这 2 人");
    var wrong =
        post(
            e.maker,
            LIST + "/verify",
            "id",
            "" + first,
            "id",
            "" + second,
            "on",
            "2026-02-30",
            "by",
            "李");
    assertThat(wrong).hasStatus(400);
    assertThat(html(wrong).select("input[name=on]").val()).isEqualTo("2026-02-30");
    assertThat(html(wrong).select("input[name=id]")).hasSize(2);
    post(
        e.maker,
        LIST + "/verify",
        "id",
        "" + first,
        "manner",
        "DATA",
        "on",
        today().toString(),
        "by",
        "社保待遇领取数据");
    assertThat(html(get(e.maker, LIST + "/" + first)).text()).contains("社保待遇领取数据", "有效");
    String other = LIST + "/" + second;
    var wrongDay =
        post(
            e.maker, other + "/stop", "ends", "WAIVED", "eventOn", "2026-02-30", "stopReason", "x");
    assertThat(wrongDay).hasStatus(400);
    assertThat(html(wrongDay).text()).contains("没有 30 日");
    var empty = post(e.maker, other + "/propose", "reason", "");
    assertThat(empty).hasStatus(400);
    assertThat(html(empty).text()).contains("请写明情况");
    assertThat(post(e.maker, other + "/propose", "reason", "联系不上")).hasRedirectedUrl(other);
    assertThat(html(get(e.maker, other)).text()).contains("等待审批人决定");
    assertThat(html(get(e.approver, LIST + "?pay=PROPOSED")).select("tbody td a").eachText())
        .containsExactly("孔二");
    String decide = html(get(e.approver, other)).select("form[action*=decide]").attr("action");
    assertThat(post(e.maker, decide, "agreed", "yes")).hasStatus(403);
    var refused = post(e.approver, decide, "agreed", "no", "opinion", "");
    assertThat(refused).hasStatus(400);
    String astray = decide.replace("/" + second + "/", "/" + first + "/");
    assertThat(post(e.approver, astray, "agreed", "yes")).as("of somebody else").hasStatus(404);
    assertThat(html(get(e.maker, other)).text()).contains("等待审批人决定");
    assertThat(post(e.approver, decide, "agreed", "yes")).hasRedirectedUrl(other);
    assertThat(html(get(e.approver, other)).text()).contains("已暂停", "已决定");
    var excel = get(e.maker, LIST + "/persons.xlsx?state=VALID");
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(excel.getResponse().getContentAsByteArray()))) {
      assertThat(book.getFirstSheet().read()).hasSize(2 + 2);
    }
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    assertThat(get(stranger, LIST + "/" + valid)).hasStatus(404);
    assertThat(get(stranger, LIST + "/verify?id=" + valid)).hasStatus(404);
    assertThat(html(get(stranger, LIST + "?area=" + e.street)).text()).doesNotContain("孔一");
    assertThat(html(get(fixtures.user(e.district, Role.SUPERVISOR), LIST)).text())
        .contains("孔*")
        .doesNotContain("孔一");
  }

  /** Somebody paid for two years and never verified. */
  private long overdue(String name) {
    return e.paid(e.person(name, LocalDate.of(1930, 1, 1)), "100.00", today().minusMonths(24));
  }

  private LifeList.Row row(long entitlement) {
    return Fixtures.as(e.maker, () -> list.get(entitlement, e.maker));
  }

  private int verify(long entitlement, LocalDate on, Manner manner) {
    return Fixtures.as(
        e.maker,
        () ->
            verifications.record(
                List.of(entitlement), new Verifications.Finding(manner, on, "李志强", null), e.maker));
  }

  private void propose(long entitlement, String reason, CurrentUser who) {
    Fixtures.run(who, () -> suspensions.propose(entitlement, reason, who));
  }

  private long proposal(long entitlement) {
    return Fixtures.as(e.maker, () -> suspensions.of(entitlement)).getFirst().id();
  }

  private void decide(long entitlement, long id, boolean agreed, String opinion, CurrentUser who) {
    Fixtures.run(who, () -> suspensions.decide(entitlement, id, agreed, opinion, who));
  }

  private Entitlement.State state(long entitlement) {
    return Fixtures.as(e.maker, () -> entitlements.get(entitlement)).state();
  }

  private Money due(long entitlement, YearMonth month) {
    return Fixtures.as(e.maker, () -> entitlements.due(entitlement, month));
  }

  private void sql(String statement, Object... params) {
    Scope.runAs(
        "5101",
        () -> transaction.executeWithoutResult(s -> jdbc.sql(statement).params(params).update()));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private String tasks(CurrentUser who, long paid) {
    return html(get(who, "/")).select("main a[href=" + LIST + "/" + paid + "]").text();
  }

  private MvcTestResult get(CurrentUser who, String url) {
    return mvc.get().uri(url).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String url, String... params) {
    var request = mvc.post().uri(url).with(user(who)).with(csrf());
    for (int i = 0; i < params.length; i += 2) request = request.param(params[i], params[i + 1]);
    return request.exchange();
  }

  private static Document html(MvcTestResult result) {
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
