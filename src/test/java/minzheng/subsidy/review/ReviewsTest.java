package minzheng.subsidy.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.audit.Audit;
import minzheng.cases.CaseView;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.standards.Standards;
import minzheng.subsidy.DueState;
import minzheng.subsidy.change.ChangeReason;
import minzheng.subsidy.change.Changes;
import minzheng.subsidy.change.Families;
import minzheng.subsidy.desk.SubsidyCases;
import minzheng.web.RecentNumbers;
import minzheng.web.TodoSource;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** 定期核查 (民发〔2021〕57号 第三十一条): who is due, what is noted, and that a finding is not lost. */
@MinzhengTest
class ReviewsTest {
  private static final String LIST = "/subsidy/reviews";
  private static final String DISTRICT = "510117"; // no other test has it
  private static final AtomicInteger STREETS = new AtomicInteger();

  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Entitlements entitlements;
  @Autowired ReviewList list;
  @Autowired Reviews reviews;
  @Autowired Standards standards;
  @Autowired Audit audit;
  @Autowired Changes changes;
  @Autowired SubsidyCases subsidyCases;
  @Autowired AutowireCapableBeanFactory beans;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired MockMvcTester mvc;
  private String street;
  private CurrentUser clerk;

  @BeforeEach
  void street() {
    var streets = regions.children(DISTRICT);
    street = streets.get(STREETS.getAndIncrement() % streets.size()).code();
    clerk = fixtures.user(street, Role.CASEWORKER);
  }

  /** 每年核查一次 for who is stable, 每半年 for the others; who was never looked at is not stable. */
  @ParameterizedTest
  @CsvSource({
    "8,,,6,OVERDUE",
    "3,,,6,VALID",
    "30,2,STABLE,12,VALID",
    "30,13,STABLE,12,OVERDUE",
    "30,7,STABLE,12,VALID",
    "30,7,UNSTABLE,6,OVERDUE",
    "30,2,UNSTABLE,6,VALID",
  })
  void article_31_a_finding_holds_for_the_months_of_the_standard(
      int first, Integer reviewed, Frequency frequency, int months, DueState expected) {
    long paid = paid("何甲", first);
    LocalDate from = YearMonth.from(today()).minusMonths(first).atDay(1);
    if (reviewed != null) {
      from = today().minusMonths(reviewed);
      note(paid, from, frequency, false);
    }
    var row = row(paid);
    assertThat(row.dueOn()).isEqualTo(from.plusMonths(months));
    assertThat(row.state()).isEqualTo(expected);
    assertThat(row.lastOn()).isEqualTo(from);
  }

  @Test
  void the_last_day_is_not_overdue_and_the_day_after_is() {
    LocalDate last = LocalDate.of(2026, 6, 30);
    assertThat(DueState.of(last, last)).isEqualTo(DueState.DUE);
    assertThat(DueState.of(last, last.plusDays(1))).isEqualTo(DueState.OVERDUE);
    assertThat(DueState.of(last, LocalDate.of(2026, 6, 1))).isEqualTo(DueState.DUE);
    assertThat(DueState.of(last, LocalDate.of(2026, 5, 31))).isEqualTo(DueState.VALID);
  }

  /** The recognition looked at everything; of the changes only one for the sake of a review did. */
  @Test
  void the_recognition_and_a_review_by_a_case_count_another_change_does_not() {
    var families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    CaseView file = families.lowBao("1500", LocalDate.of(2018, 6, 15));
    long paid = Families.as(families.worker, () -> subsidyCases.get(file.id()).entitlementId());
    assertThat(due(paid, families)).isEqualTo("2018-12-15");
    change(families, file, ChangeReason.PROPERTY, LocalDate.of(2018, 9, 10));
    assertThat(due(paid, families)).isEqualTo("2018-12-15");
    change(families, file, ChangeReason.REVIEW, LocalDate.of(2018, 11, 10));
    assertThat(due(paid, families)).isEqualTo("2019-05-10");
    assertThat(
            html(get(families.worker, "/subsidy/cases/" + file.id())).select("a").eachAttr("href"))
        .contains(LIST + "/" + paid);
  }

  private LocalDate due(long paid, Families families) {
    return Families.as(families.worker, () -> list.get(paid, families.worker)).dueOn();
  }

  private void change(Families f, CaseView file, ChangeReason reason, LocalDate day) {
    String late = "补录纸质档案";
    long id =
        Families.as(
            f.worker,
            () ->
                changes.open(
                    new Changes.Opening(file.id(), reason, day, "", day, late, null), f.worker));
    f.move(f.worker, id, "HAND_IN", null, day);
    f.move(f.reviewer, id, "PROPOSE", "没有变化", day);
    f.move(f.approver, id, "APPROVE", "同意", day);
  }

  @ParameterizedTest
  @CsvSource({
    ",VISIT,0,李,no,,frequency",
    "STABLE,,0,李,no,,manner",
    "STABLE,VISIT,,李,no,,on",
    "STABLE,VISIT,-1,李,no,,on", // tomorrow
    "STABLE,VISIT,4000,李,no,,on", // before the first month paid
    "STABLE,VISIT,0,' ',no,,by",
    "STABLE,VISIT,0,李,,,changed",
    "STABLE,VISIT,0,李,yes,' ',note",
  })
  void what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
      Frequency frequency,
      Manner manner,
      Integer ago,
      String by,
      String changed,
      String note,
      String field) {
    long paid = paid("何乙", 8);
    var found =
        new Reviews.Finding(
            frequency,
            manner,
            ago == null ? null : today().minusDays(ago),
            by,
            changed == null ? null : changed.equals("yes"),
            note);
    assertThatThrownBy(() -> note(paid, found, "k"))
        .isInstanceOfSatisfying(RuleViolation.class, e -> assertThat(e.field()).isEqualTo(field));
    assertThat(of(paid)).isEmpty();
  }

  @Test
  void a_double_submit_notes_once_and_what_is_void_counts_no_more() {
    long paid = paid("何丙", 30);
    note(paid, today().minusMonths(10), Frequency.STABLE, false);
    var found = new Reviews.Finding(Frequency.UNSTABLE, Manner.DATA, today(), "税务", false, null);
    assertThat(note(paid, found, "once")).isEqualTo(1);
    assertThat(note(paid, found, "once")).as("the second click").isZero();
    assertThat(of(paid)).hasSize(2);
    var other = new Reviews.Finding(Frequency.UNSTABLE, Manner.DATA, today(), "税务", true, "有工资");
    assertThatThrownBy(() -> note(paid, other, "once"))
        .as("typed over an old form: it would be lost")
        .hasMessageContaining("内容不同");
    assertThat(row(paid).lastOn()).isEqualTo(today());
    long wrong = of(paid).getFirst().id();
    assertThatThrownBy(() -> annul(paid, wrong, " ")).hasMessageContaining("作废的原因");
    annul(paid, wrong, "登记到别家");
    assertThatThrownBy(() -> annul(paid, wrong, "再来")).hasMessageContaining("已经作废");
    var again = post(clerk, LIST + "/" + paid + "/void/" + wrong, "reason", "再来");
    assertThat(again).as("no other review is offered").hasRedirectedUrl(LIST + "/" + paid);
    assertThat(again.getMvcResult().getFlashMap().get("refused")).isEqualTo("这条核查记录已经作废。");
    assertThat(row(paid).lastOn()).isEqualTo(today().minusMonths(10));
    assertThat(row(paid).frequency()).isEqualTo(Frequency.STABLE);
    assertThat(of(paid).getFirst().voided()).as("it stays").isEqualTo("登记到别家");
    for (String change :
        List.of(
            "UPDATE review SET note = '改' WHERE entitlement_id = ?",
            "DELETE FROM review_void WHERE review_id IN (SELECT id FROM review WHERE entitlement_id"
                + " = ?)"))
      assertThatThrownBy(() -> as(clerk, () -> jdbc.sql(change).param(paid).update()))
          .rootCause()
          .hasMessageContaining("permission denied");
  }

  /**
   * A found change is the caseworkers' task until a case is opened, and again if it is withdrawn.
   */
  @Test
  void a_finding_stays_a_task_until_a_case_takes_it_up() {
    var families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    CurrentUser worker = families.worker;
    CaseView file = families.lowBao("1500", LocalDate.of(2018, 6, 15));
    long paid = Families.as(worker, () -> subsidyCases.get(file.id()).entitlementId());
    long before = Families.as(worker, () -> list.changed(worker.region()));
    var found = new Reviews.Finding(Frequency.UNSTABLE, Manner.VISIT, today(), "李", true, "女儿开始工作");
    Families.as(worker, () -> reviews.record(List.of(paid), found, "c", worker));
    assertThat(Families.as(worker, () -> list.changed(worker.region()))).isEqualTo(before + 1);
    var nothing = new Reviews.Finding(Frequency.UNSTABLE, Manner.DATA, today(), "税务", false, null);
    Families.as(worker, () -> reviews.record(List.of(paid), nothing, "later", worker));
    var page = html(get(worker, LIST + "/" + paid));
    assertThat(page.text()).as("a later look clears nothing").contains("女儿开始工作");
    String link = page.select("a:contains(办理变更)").attr("href");
    var form = html(get(worker, link));
    assertThat(form.select("#cause option[selected]").val()).isEqualTo("REVIEW");
    assertThat(form.select("#eventOn").val()).isEqualTo(today().toString());
    long opened =
        Families.as(
            worker,
            () ->
                changes.open(
                    new Changes.Opening(
                        file.id(), ChangeReason.REVIEW, today(), "", null, null, null),
                    worker));
    assertThat(Families.as(worker, () -> list.get(paid, worker)).waits()).isFalse();
    families.move(worker, opened, "WITHDRAW", "误开", today());
    assertThat(Families.as(worker, () -> list.get(paid, worker)).waits()).as("again").isTrue();
  }

  /** A case opened before for another reason does not take the finding up, once it is decided. */
  @Test
  void an_older_case_of_another_reason_swallows_no_finding() {
    var families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    CurrentUser worker = families.worker;
    CaseView file = families.lowBao("1500", LocalDate.of(2018, 6, 15));
    long paid = Families.as(worker, () -> subsidyCases.get(file.id()).entitlementId());
    long older =
        Families.as(
            worker,
            () ->
                changes.open(
                    new Changes.Opening(
                        file.id(), ChangeReason.PROPERTY, today(), "", null, null, null),
                    worker));
    var found = new Reviews.Finding(Frequency.STABLE, Manner.VISIT, today(), "李", true, "新买车");
    Families.as(worker, () -> reviews.record(List.of(paid), found, "o", worker));
    assertThat(Families.as(worker, () -> list.get(paid, worker)).waits())
        .as("it is open")
        .isFalse();
    families.move(worker, older, "HAND_IN", null, today());
    families.move(families.reviewer, older, "PROPOSE", "没有变化", today());
    families.move(families.approver, older, "APPROVE", "同意", today());
    assertThat(Families.as(worker, () -> list.get(paid, worker)).waits()).isTrue();
  }

  @Test
  void a_finding_about_a_right_without_a_case_is_cleared_by_a_later_look() {
    long paid = paid("何庚", 8);
    note(paid, today(), Frequency.UNSTABLE, true);
    assertThat(row(paid).waits()).isTrue();
    assertThat(html(get(clerk, LIST + "/" + paid)).text()).contains("移交时没有案件");
    note(paid, today(), Frequency.UNSTABLE, false);
    assertThat(row(paid).waits()).isFalse();
  }

  @Test
  void overdue_families_are_a_task_of_the_streets_caseworkers() {
    paid("何丁", 8);
    long overdue = as(clerk, () -> list.overdue(street));
    assertThat(overdue).isPositive();
    assertThat(html(get(clerk, "/")).select("main a[href='" + LIST + "?state=OVERDUE']").text())
        .contains(overdue + " 户到期未核查");
    CurrentUser reviewer = fixtures.user(street, Role.REVIEWER);
    assertThat(html(get(reviewer, "/")).select("main a[href^=" + LIST + "]")).isEmpty();
  }

  /** The tasks stand on top of every page: without a standard they say nothing, and do not fail. */
  @Test
  void without_a_standard_nobody_is_called_due_and_the_pages_stand() {
    long paid = paid("何辛", 8);
    note(paid, today(), Frequency.UNSTABLE, true);
    var before = Clock.fixed(Instant.parse("1990-01-01T00:00:00Z"), ZoneOffset.UTC);
    var then = new ReviewList(jdbc, standards, audit, before); // the first standard is of 2012
    var todos = new ReviewTodos(then, new RecentNumbers(), regions);
    var tasks = as(clerk, () -> todos.list(clerk, TodoSource.Box.MINE, 10));
    assertThat(tasks)
        .extracting(TodoSource.Todo::task)
        .singleElement()
        .asString()
        .contains("户核查有变化，请办理变更");
  }

  @Test
  void the_list_filters_and_exports_and_the_form_notes_several() throws Exception {
    long one = paid("邱一", 8);
    long two = paid("邱二", 2);
    paid("何戊", 8);
    var late = html(get(clerk, LIST + "?state=OVERDUE&q=邱")).select("tbody tr");
    assertThat(late.eachText()).singleElement().asString().contains("邱一", "还没有核查过", "已逾期");
    var excel = get(clerk, LIST + "/families.xlsx?q=邱");
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(excel.getResponse().getContentAsByteArray()))) {
      assertThat(book.getFirstSheet().read()).hasSize(2 + 2);
    }
    String form =
        post(clerk, LIST + "/choose", "id", "" + one, "id", "" + two)
            .getResponse()
            .getRedirectedUrl();
    var typed = html(get(clerk, form));
    assertThat(typed.text()).contains("2 户的核查", "每 12 个月核查", "每 6 个月核查");
    String key = typed.select("input[name=key]").val();
    var refused = post(clerk, LIST + "/record", "id", "" + one, "key", key, "by", "李志强");
    assertThat(refused).hasStatus(400);
    assertThat(html(refused).select("#by").val()).as("nothing typed is lost").isEqualTo("李志强");
    assertThat(html(refused).text()).as("all at once").contains("有 4 处需要改正", "核查日期", "经济状况");
    String[] right = {
      "id",
      "" + one,
      "id",
      "" + two,
      "key",
      key,
      "by",
      "李志强",
      "manner",
      "BOTH",
      "on",
      today().toString(),
      "frequency",
      "STABLE",
      "changed",
      "no"
    };
    assertThat(post(clerk, LIST + "/record", right)).hasRedirectedUrl(LIST);
    for (long paid : List.of(one, two))
      assertThat(row(paid).dueOn()).isEqualTo(today().plusMonths(12));
    assertThat(html(get(clerk, LIST + "/" + one)).select("main").text())
        .contains("信息核对和入户调查", "没有明显变化", "李志强");
    assertThat(get(fixtures.user(street, Role.FINANCE), LIST)).hasStatus(403);
    CurrentUser supervisor = fixtures.user(DISTRICT, Role.SUPERVISOR);
    assertThat(html(get(supervisor, LIST + "/" + one)).select("main form[action*=void]")).isEmpty();
    assertThat(get(supervisor, form)).hasStatus(403);
  }

  @Test
  void another_office_sees_nothing_and_notes_nothing() {
    long paid = paid("何己", 8);
    note(paid, today(), Frequency.STABLE, false);
    annul(paid, of(paid).getFirst().id(), "测试");
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    assertThat(get(stranger, LIST + "/" + paid)).hasStatus(404);
    assertThatThrownBy(() -> Fixtures.as(stranger, () -> list.get(paid, stranger)))
        .isInstanceOf(NotFound.class);
    var found = new Reviews.Finding(Frequency.STABLE, Manner.DATA, today(), "李", false, null);
    assertThatThrownBy(
            () -> Fixtures.as(stranger, () -> reviews.record(List.of(paid), found, "s", stranger)))
        .hasMessageContaining("已不在发放名单里");
    for (String table : List.of("review", "review_void")) {
      String all = "SELECT count(*) FROM " + table + " WHERE region LIKE '" + street + "%'";
      assertThat(as(clerk, () -> jdbc.sql(all).query(Long.class).single())).isPositive();
      assertThat(as(stranger, () -> jdbc.sql(all).query(Long.class).single())).isZero();
    }
  }

  /** Paid since the month so many months ago, without a case. */
  private long paid(String name, int monthsAgo) {
    YearMonth first = YearMonth.from(today()).minusMonths(monthsAgo);
    return Fixtures.as(
        clerk,
        () -> {
          long head =
              persons.register(
                  PersonEntry.holder(FreshIds.of(LocalDate.of(1980, 1, 1), Sex.F), name, street));
          return entitlements.grant(
              new Entitlements.Grant(
                  street,
                  "DIBAO_SINGLE",
                  Subject.person(head),
                  head,
                  first,
                  null,
                  new Terms(Money.of("500.00"), 1, Map.of()),
                  new Cause("case:" + head, first.atDay(1).minusDays(5), "同意认定")));
        });
  }

  private void note(long paid, LocalDate on, Frequency frequency, boolean changed) {
    note(
        paid,
        new Reviews.Finding(frequency, Manner.VISIT, on, "李", changed, changed ? "有变" : null),
        UUID.randomUUID().toString());
  }

  private int note(long paid, Reviews.Finding found, String key) {
    return Fixtures.as(clerk, () -> reviews.record(List.of(paid), found, key, clerk));
  }

  private void annul(long paid, long review, String reason) {
    Fixtures.run(clerk, () -> reviews.annul(paid, review, reason, clerk));
  }

  private ReviewList.Row row(long paid) {
    return Fixtures.as(clerk, () -> list.get(paid, clerk));
  }

  private List<Reviews.Recorded> of(long paid) {
    return Fixtures.as(clerk, () -> reviews.of(paid));
  }

  private <T> T as(CurrentUser who, java.util.function.Supplier<T> work) {
    return Scope.callAs(who.region(), () -> transaction.execute(s -> work.get()));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
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
