package minzheng.subsidy.oldage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Collectors;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RegionCode.Level;
import minzheng.payments.Entitlements;
import minzheng.people.Designations;
import minzheng.people.Persons;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of the rounds: what each duty sees, and where a refusal stands. */
@MinzhengTest
class RoundPagesTest {
  private static final String ROUNDS = "/subsidy/old-age";

  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Designations designations;
  @Autowired Entitlements entitlements;
  @Autowired Rounds rounds;
  @Autowired JobsForTests wait;
  @Autowired Clock clock;
  @Autowired MockMvcTester mvc;
  @Autowired Accounts accounts;
  private Elderly e;

  @BeforeEach
  void street() {
    e =
        new Elderly(
            new Elderly.Tools(
                fixtures, regions, persons, designations, entitlements, rounds, wait));
  }

  @Test
  void the_form_keeps_what_was_typed_and_says_what_is_wrong() {
    Document empty = html(get(e.maker, ROUNDS + "/new"));
    assertThat(empty.select("option[selected]").val()).isEqualTo(e.street);
    assertThat(empty.select("input[name=key]").val()).isNotBlank();
    var wrong = post(e.maker, ROUNDS + "/new", "region", e.street, "lawDay", "2026-13-99");
    assertThat(wrong).hasStatus(400);
    assertThat(html(wrong).text()).contains("没有 99 日，或月份有误");
    assertThat(html(wrong).select("input[name=lawDay]").val()).isEqualTo("2026-13-99");
    var late =
        post(
            e.maker,
            ROUNDS + "/new",
            "region",
            e.street,
            "lawDay",
            LocalDate.now(clock).plusDays(1).toString());
    assertThat(late).hasStatus(400);
    assertThat(html(late).text()).contains("适用日不能晚于今天");
    assertThat(post(e.maker, ROUNDS + "/new", "region", "510104", "lawDay", "2026-11-20"))
        .hasStatus(400);
    assertThat(get(e.approver, ROUNDS + "/new")).hasStatus(403);
  }

  @Test
  void from_the_list_to_the_confirmed_round() throws Exception {
    long one = e.person("龚一", LocalDate.of(1935, 5, 5));
    e.person("龚二", LocalDate.of(1925, 5, 5));
    e.person("龚三", LocalDate.of(1934, 5, 5), e.street, null);
    long gone = e.person("龚四", LocalDate.of(1933, 5, 5));
    var opened =
        post(
            e.maker,
            ROUNDS + "/new",
            "region",
            e.street,
            "lawDay",
            LocalDate.now(clock).toString(),
            "key",
            "page-" + e.street);
    String url = opened.getResponse().getRedirectedUrl();
    long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    wait.done(Fixtures.as(e.maker, () -> rounds.get(id)).findJob());

    Document page = html(get(e.maker, url));
    assertThat(page.text()).contains("提交确认（3 人）", "90–99 岁", "100 岁及以上", "户籍地没有登记", "待核对");
    assertThat(page.select("tfoot").text()).contains("3", "400.00");
    assertThat(
            html(get(e.maker, url + "?state=PENDING"))
                .select("tbody tr:has(td a) td:first-child")
                .text())
        .contains("龚三")
        .doesNotContain("龚一");
    assertThat(html(get(e.maker, url + "?band=100-&sort=-age")).text())
        .contains("年龄段：100 岁及以上", "龚二");
    assertThat(html(get(e.maker, url + "?size=1&sort=amount")).select("a[rel=next]")).isNotEmpty();

    String person = page.select("a:containsOwn(龚四)").attr("href");
    Document sheet = html(get(e.maker, person));
    assertThat(sheet.text()).contains("测算单 CS" + e.district, "满 80 周岁", "按年龄定额", "100.00");
    assertThat(sheet.text()).contains("户籍地 " + regions.path(e.street, Level.CITY));
    var without = post(e.maker, person + "/remove", "cause", "", "note", "");
    assertThat(without).hasStatus(400);
    assertThat(html(without).text()).contains("请选择移除原因");
    var other = post(e.maker, person + "/remove", "cause", "OTHER", "note", " ");
    assertThat(html(other).text()).contains("请写明其他原因");
    assertThat(post(e.maker, person + "/remove", "cause", "DIED", "note", "家属电话告知"))
        .hasRedirectedUrl(url);
    assertThat(html(get(e.maker, url)).text()).contains("提交确认（2 人）", "已去世：家属电话告知");
    assertThat(post(e.approver, person + "/remove", "cause", "DIED")).hasStatus(403);

    assertThat(get(e.approver, url + "/confirm")).hasRedirectedUrl(url); // not yet handed in
    post(e.maker, url + "/submit");
    assertThat(html(get(e.maker, url)).select("a:containsOwn(去确认)")).isEmpty();
    assertThat(get(e.maker, url + "/confirm")).hasStatus(403);
    Document confirm = html(get(e.approver, url + "/confirm"));
    assertThat(confirm.text()).contains("2 人，每月增加 300.00 元", "待核 1 人，已移除 1 人");
    assertThat(flash(post(e.approver, url + "/confirm", "rows", "3", "money", "400.00"), "refused"))
        .contains("名单现在是 2 人、每月 300.00 元");
    assertThat(
            post(
                e.approver,
                url + "/confirm",
                "rows",
                confirm.select("input[name=rows]").val(),
                "money",
                confirm.select("input[name=money]").val()))
        .hasRedirectedUrl(url);
    wait.done(Fixtures.as(e.maker, () -> rounds.get(id)).grantJob());
    assertThat(html(get(e.approver, url)).text()).contains("登记 2 人，未办理 0 人", "已办结");
    assertThat(html(get(e.maker, ROUNDS)).text()).contains("已办结", "300.00");
    String granted = html(get(e.maker, url)).select("a:containsOwn(龚一)").attr("href");
    long first = Fixtures.as(e.maker, () -> entitlements.paidTo(one)).getFirst().id();
    assertThat(
            html(get(e.maker, "/payments/entitlements/" + first)).select("td a").eachAttr("href"))
        .containsExactly(granted);
    CurrentUser finance = fixtures.user(e.district, Role.FINANCE);
    assertThat(html(get(finance, "/payments/entitlements/" + first)).select("td a")).isEmpty();

    var excel = get(e.maker, url + "/persons.xlsx?state=GRANTED");
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(excel.getResponse().getContentAsByteArray()))) {
      assertThat(book.getFirstSheet().read()).hasSize(2 + 2);
    }
    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    for (String page404 : new String[] {url, url + "/persons.xlsx", person})
      assertThat(get(stranger, page404)).hasStatus(404);
    assertThat(get(fixtures.user("510104", Role.APPROVER), url + "/confirm")).hasStatus(404);
    assertThat(post(stranger, url + "/submit")).hasStatus(404);
    assertThat(html(get(stranger, ROUNDS)).text()).doesNotContain("300.00");
    assertThat(exported(e.maker)).contains("GM" + e.district);
    assertThat(exported(stranger)).doesNotContain("GM" + e.district);
    CurrentUser supervisor = fixtures.user(e.district, Role.SUPERVISOR);
    assertThat(html(get(supervisor, url)).text()).contains("龚*").doesNotContain("龚一");
    assertThat(gone).isPositive();
  }

  @Test
  void a_list_handed_in_is_a_task_of_every_approver_of_the_area_but_its_maker() {
    e.person("龚五", LocalDate.of(1932, 5, 5));
    Round round = e.found(LocalDate.now(clock));
    assertThat(tasks(e.approver, round)).as("not handed in").isEmpty();
    assertThat(post(e.maker, round.url() + "/submit")).hasRedirectedUrl(round.url());
    assertThat(tasks(e.approver, round))
        .contains(regions.path(e.street), "确认名单（提交：" + e.maker.name() + "）");
    Document home = html(get(e.approver, "/"));
    assertThat(home.select("header a:contains(待办) .mz-count").text())
        .isEqualTo("" + home.select("main td a.mz-strong").size());
    assertThat(tasks(fixtures.user(e.street, Role.APPROVER), round)).isNotEmpty();
    assertThat(tasks(fixtures.user("510104", Role.APPROVER), round)).isEmpty();
    assertThat(tasks(fixtures.user(e.street, Role.CASEWORKER), round)).isEmpty();
    assertThat(tasks(e.becomes(e.maker, Role.APPROVER, accounts), round)).as("maker").isEmpty();
    post(e.approver, round.url() + "/return", "reason", "请核对户籍");
    assertThat(tasks(e.approver, round)).as("given back").isEmpty();
  }

  private String tasks(CurrentUser who, Round round) {
    return html(get(who, "/")).select("main a[href=" + round.url() + "]").text();
  }

  private MvcTestResult get(CurrentUser who, String url) {
    return mvc.get().uri(url).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String url, String... params) {
    var request = mvc.post().uri(url).with(user(who)).with(csrf());
    for (int i = 0; i < params.length; i += 2) request = request.param(params[i], params[i + 1]);
    return request.exchange();
  }

  private static String flash(MvcTestResult result, String name) {
    return (String) result.getMvcResult().getFlashMap().get(name);
  }

  private static Document html(MvcTestResult result) {
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The list of rounds as an export, in one text. */
  private String exported(CurrentUser reader) throws Exception {
    var answer = get(reader, ROUNDS + "/rounds.xlsx").getResponse();
    try (var book =
        new ReadableWorkbook(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
      return book.getFirstSheet().read().stream()
          .map(row -> row.getCellText(0))
          .collect(Collectors.joining("\n"));
    }
  }
}
