package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.SearchSource;
import minzheng.web.TodoSource;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages of cases as people use them: list, step with its check, handing over, notice. */
@MinzhengTest
class CasePagesTest {
  @Autowired MockMvcTester mvc;
  @Autowired Walk walk;
  @Autowired Cases cases;
  @Autowired Notices notices;
  @Autowired Fixtures fixtures;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired CaseTodos todos;
  @Autowired CaseSearch search;
  @Autowired ReturnedPanel returned;

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

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  @Test
  void the_list_is_filtered_by_its_address_and_shows_what_is_on() {
    var file = walk.accepted(today());
    walk.open(today());
    var page =
        html(get(walk.clerk, "/cases?type=T_DIBAO&state=ACCEPTED&who=me&q=" + file.number()));
    assertThat(page.select("tbody tr")).hasSize(1);
    assertThat(page.select("tbody tr").text()).contains(file.number(), file.title(), "已受理");
    assertThat(page.select(".mz-chip").eachText())
        .containsExactly("项目：测试救助 ✕", "环节：已受理 ✕", "办理人：我 ✕", "姓名或编号：" + file.number() + " ✕");
    assertThat(html(get(walk.clerk, "/cases?q=没有这个人")).text()).contains("没有符合条件的案件");
    assertThat(html(get(walk.clerk, "/cases?from=昨天")).text()).contains("没有符合条件的案件");
  }

  @Test
  void steps_of_one_name_are_one_choice_and_all_are_found() {
    var page = html(get(walk.clerk, "/cases"));
    assertThat(page.select("select[name=state] option").eachText()).doesNotHaveDuplicates();
    var file = walk.accepted(today());
    String with = "/cases?q=" + file.number() + "&state=";
    walk.as(
        walk.clerk,
        today(),
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("UPDATE case_file SET state = 'REVIEW' WHERE id = ?")
                        .param(file.id())
                        .update()));
    assertThat(html(get(walk.clerk, with + "INITIAL")).select("tbody tr")).hasSize(1);
    assertThat(html(get(walk.clerk, with + "REVIEW")).select(".mz-chip").eachText())
        .contains("环节：初审 ✕");
  }

  @Test
  void the_number_under_a_list_is_the_readers_own_and_new_after_a_step() {
    var clerk = fixtures.user("510104019", Role.CASEWORKER);
    var other = fixtures.user("510105003", Role.CASEWORKER);
    String list = "/cases?type=T_DIBAO";
    long mine = under(clerk, list);
    long theirs = under(other, list);
    walk.as(
        clerk,
        today(),
        () -> {
          var a = walk.application();
          return cases.open(
              NewCase.of(
                  a.type(), "510104019", a.title(), a.applicantId(), null, a.persons(), null),
              clerk);
        });
    post(clerk, "/search", "q", "李桂芳"); // whichever step somebody takes at the node
    assertThat(under(clerk, list)).isEqualTo(mine + 1);
    assertThat(under(other, list)).as("another district").isEqualTo(theirs);
  }

  private long under(CurrentUser who, String list) {
    String foot = html(get(who, list)).select(".mz-bar .mz-meta").text();
    var number = java.util.regex.Pattern.compile("符合条件 (\\d+) 件").matcher(foot);
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }

  @Test
  void the_list_pages_by_key_through_every_row_once() {
    var clerk = fixtures.user("510104018", Role.CASEWORKER);
    for (int i = 0; i < 5; i++)
      walk.as(
          clerk,
          today(),
          () -> {
            var a = walk.application();
            return cases.open(
                NewCase.of(
                    a.type(), "510104018", a.title(), a.applicantId(), null, a.persons(), null),
                clerk);
          });
    var seen = new java.util.ArrayList<String>();
    String url = "/cases?size=2";
    while (url != null) {
      var page = html(get(clerk, url));
      seen.addAll(page.select("tbody tr td:nth-child(2) a").eachText());
      var next = page.selectFirst("a[rel=next]");
      url =
          next == null
              ? null
              : java.net.URLDecoder.decode(
                  next.attr("href"), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(page.text()).contains("符合条件 5 件");
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void excel_holds_exactly_what_is_filtered() throws Exception {
    var file = walk.accepted(today());
    var result = get(walk.clerk, "/cases.xlsx?q=" + file.number());
    assertThat(result).hasStatusOk();
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(result.getResponse().getContentAsByteArray()))) {
      var rows = book.getFirstSheet().read();
      assertThat(rows).hasSize(3); // who exported, the heads, the case
      assertThat(rows.get(2).getCellText(0)).isEqualTo(file.number());
    }
  }

  @Test
  void bulk_steps_repeat_the_count_before_they_happen_and_tell_what_was_refused() {
    var one = walk.accepted(today());
    var two = walk.accepted(today());
    String[] both = {"id", String.valueOf(one.id()), "id", String.valueOf(two.id())};
    var confirm = html(post(walk.clerk, "/cases/bulk/hand-over", both));
    assertThat(confirm.text()).contains("将转办 2 件案件", one.number(), two.number());
    assertThat(confirm.select("select[name=assignee] option").eachText())
        .anyMatch(o -> o.startsWith(walk.clerk2.name()));

    var done =
        post(
            walk.clerk,
            "/cases/bulk/hand-over/confirm",
            "id",
            String.valueOf(one.id()),
            "id",
            "999999999",
            "assignee",
            String.valueOf(walk.clerk2.accountId()),
            "reason",
            "休假");
    assertThat(done).hasRedirectedUrl("/cases");
    assertThat(done.getMvcResult().getFlashMap().get("done")).isEqualTo("已转办 1 件。");
    assertThat((String) done.getMvcResult().getFlashMap().get("refused")).startsWith("有 1 件没有转办");
    assertThat(html(post(walk.clerk, "/cases/bulk/take")).text()).contains("没有选中案件");
  }

  @Test
  void a_step_is_shown_once_more_before_it_counts() {
    var file = walk.accepted(today());
    String base = "/cases/" + file.id();
    var page = html(get(walk.clerk, base + "/history"));
    assertThat(page.select("#step input[name=action]").eachAttr("value"))
        .containsExactly("ASK_MORE", "START_CHECK", "WITHDRAW");
    assertThat(page.select("#step input[checked]").attr("value")).isEqualTo("START_CHECK");
    assertThat(page.text()).contains("轮到谁", "您", "剩 3 个工作日");

    var check =
        html(
            post(
                walk.clerk,
                base + "/step/check",
                "action",
                "ASK_MORE",
                "opinion",
                "缺银行流水",
                "version",
                String.valueOf(file.version())));
    assertThat(check.text()).contains("请核对，提交后生效", "缺银行流水", "要求补充材料");
    var done =
        post(
            walk.clerk,
            base + "/step",
            "action",
            "ASK_MORE",
            "opinion",
            "缺银行流水",
            "version",
            String.valueOf(file.version()));
    assertThat(done).hasRedirectedUrl(base + "/history");
    assertThat(html(get(walk.clerk, base + "/history")).text()).contains("缺银行流水", "待补充材料", "暂停");
    // the same page sent again is told what has happened
    var again =
        post(
            walk.clerk,
            base + "/step",
            "action",
            "ASK_MORE",
            "opinion",
            "缺银行流水",
            "version",
            String.valueOf(file.version()));
    assertThat(again).hasStatus(409);
    assertThat(html(again).text()).contains(walk.clerk.name() + "已于", "要求补充材料");
  }

  @Test
  void a_wrong_step_keeps_what_was_typed_and_says_what_to_do() {
    var file = walk.accepted(today());
    var result =
        post(
            walk.clerk,
            "/cases/" + file.id() + "/step/check",
            "action",
            "START_CHECK",
            "opinion",
            "尽快",
            "effectiveOn",
            "2026-02-30",
            "reason",
            "");
    assertThat(result).hasStatus(400);
    var page = html(result);
    assertThat(page.select(".mz-errors").text()).contains("2026 年 2 月没有 30 日");
    assertThat(page.select("textarea[name=opinion]").text()).isEqualTo("尽快");
    assertThat(page.select("input[name=effectiveOn]").attr("value")).isEqualTo("2026-02-30");
    assertThat(page.select("input[name=effectiveOn]").attr("aria-invalid")).isEqualTo("true");
    var none = post(walk.clerk, "/cases/" + file.id() + "/step/check", "opinion", "x");
    assertThat(html(none).text()).contains("请选择办理结果");
  }

  @Test
  void taking_handing_over_and_remarks() {
    var file = walk.accepted(today());
    String base = "/cases/" + file.id();
    assertThat(post(walk.clerk, base + "/hand-over", "assignee", "office", "reason", ""))
        .hasStatus(400);
    assertThat(post(walk.clerk, base + "/hand-over", "assignee", "office", "reason", "开会"))
        .hasStatus3xxRedirection();
    assertThat(html(get(walk.clerk2, base + "/history")).text()).contains("待领取");
    assertThat(post(walk.clerk2, base + "/take")).hasStatus3xxRedirection();
    assertThat(post(walk.clerk, base + "/take")).hasStatus(409);
    assertThat(html(get(walk.clerk2, base + "/hand-over")).select("option").eachText())
        .anyMatch(o -> o.startsWith(walk.clerk.name()));
    assertThat(post(walk.clerk, base + "/note", "text", "电话联系过")).hasStatus3xxRedirection();
    assertThat(html(get(walk.clerk, base + "/history")).text()).contains("电话联系过", "放回待领");
  }

  @Test
  void other_areas_get_404_and_other_duties_403() {
    var file = walk.toPublish(today());
    var finance = fixtures.user(Fixtures.JINJIANG, Role.FINANCE);
    for (String url :
        List.of(
            "/cases/" + file.id(),
            "/cases/" + file.id() + "/history",
            "/cases/" + file.id() + "/step",
            "/cases/" + file.id() + "/hand-over",
            "/cases/" + file.id() + "/notice")) {
      assertThat(get(walk.stranger, url)).as(url).hasStatus(404);
      assertThat(get(finance, url)).as(url).hasStatus(403);
    }
    assertThat(post(walk.stranger, "/cases/" + file.id() + "/take")).hasStatus(404);
    assertThat(html(get(walk.stranger, "/cases?q=" + file.number())).text())
        .doesNotContain(file.title());
    assertThat(get(finance, "/cases.xlsx")).hasStatus(403);
  }

  @Test
  void to_dos_count_what_they_list_and_leave_out_what_a_rule_keeps_from_the_person() {
    var file = walk.accepted(today());
    for (String action : List.of("START_CHECK", "VISIT", "CONCLUDE"))
      walk.move(file, walk.clerk, today(), action);
    for (var box : TodoSource.Box.values())
      for (var who : List.of(walk.clerk, walk.clerk2, walk.reviewer, walk.supervisor)) {
        var listed = walk.as(who, today(), () -> todos.list(who, box, 10_000));
        assertThat(walk.as(who, today(), () -> todos.count(who, box))).isEqualTo(listed.size());
      }
    assertThat(numbers(walk.clerk, TodoSource.Box.OFFICE)).doesNotContain(file.number());
    assertThat(numbers(walk.clerk2, TodoSource.Box.OFFICE)).contains(file.number());
    assertThat(numbers(walk.district, TodoSource.Box.OFFICE)).contains(file.number());
    assertThat(numbers(walk.clerk, TodoSource.Box.HANDED_OVER)).contains(file.number());
    assertThat(numbers(walk.reviewer, TodoSource.Box.OFFICE)).doesNotContain(file.number());
    assertThat(numbers(walk.supervisor, TodoSource.Box.OFFICE)).isEmpty();
  }

  private List<String> numbers(CurrentUser who, TodoSource.Box box) {
    return walk.as(who, today(), () -> todos.list(who, box, 10_000)).stream()
        .map(TodoSource.Todo::number)
        .toList();
  }

  @Test
  void a_case_sent_back_is_shown_to_the_one_who_had_it() {
    var file = walk.toPublish(today());
    walk.as(
        walk.clerk2,
        today(),
        () -> notices.post(file.id(), Notices.Posting.at(Walk.COMMUNITY), walk.clerk2));
    var review = today().plusDays(7);
    walk.as(
        walk.supervisor, review, () -> notices.endIfDue(notices.ofCase(file.id()).getFirst().id()));
    var back = walk.move(file, walk.reviewer, review, "RETURN");
    assertThat(back.assigneeId()).isEqualTo(walk.clerk.accountId());
    var lines = walk.as(walk.clerk, review, () -> returned.content(walk.clerk)).lines();
    assertThat(lines).anyMatch(l -> l.text().startsWith(file.title()) && l.note().contains("意见"));
  }

  @Test
  void the_search_box_finds_a_case_by_its_number() {
    var file = walk.open(today());
    List<SearchSource.Hit> hits =
        walk.as(
            walk.clerk, today(), () -> search.find(file.number().toLowerCase(), walk.clerk, 10));
    assertThat(hits).singleElement().satisfies(h -> assertThat(h.exact()).isTrue());
    assertThat(walk.as(walk.stranger, today(), () -> search.find(file.number(), walk.stranger, 10)))
        .isEmpty();
  }

  @Test
  void a_notice_is_posted_printed_and_read_by_everybody() {
    var file = walk.toPublish(today());
    walk.as(
        walk.clerk,
        today(),
        () -> {
          cases.propose(file.id(), 3, Money.of("600.00"));
          return null;
        });
    String base = "/cases/" + file.id() + "/notice";
    var wrong = post(walk.clerk2, base + "/post", "reason", "");
    assertThat(wrong).hasStatus(400);
    assertThat(html(wrong).text()).contains("请选择至少一个公示地点");
    assertThat(html(get(walk.clerk2, base)).select("input[name=places][checked]").attr("value"))
        .isEqualTo(Walk.COMMUNITY);
    assertThat(post(walk.clerk2, base + "/post", "places", Walk.COMMUNITY)).hasRedirectedUrl(base);
    var notice = walk.as(walk.clerk, today(), () -> notices.ofCase(file.id())).getFirst();

    var issued = post(walk.clerk, base + "/paper").getResponse().getRedirectedUrl();
    assertThat(post(walk.clerk, base + "/paper")).as("the same copy").hasRedirectedUrl(issued);
    var paper = html(get(walk.clerk, issued));
    assertThat(paper.select(".mz-paper").text())
        .contains("600.00 元/月", "水井坊社区", "公示")
        .doesNotContain(file.title(), file.number());
    assertThat(paper.select("aside").text()).doesNotContain("登记送达");
    assertThat(html(get(walk.clerk, base)).select("a[href=" + issued + "]")).hasSize(1);
    assertThat(post(walk.supervisor, base + "/paper")).hasStatus(403);
    assertThat(post(walk.stranger, base + "/paper")).hasStatus(404);
    var open = mvc.get().uri("/notices/" + notice.key()).exchange();
    assertThat(open).hasStatusOk();
    assertThat(html(open).text()).contains("600.00 元", "3 人").doesNotContain(file.title());
    assertThat(html(open).select("footer").text()).contains("文书查验").doesNotContain("留痕");
    var all = mvc.get().uri("/notices?area=510104&size=200").exchange();
    assertThat(html(all).text()).contains("600.00").doesNotContain(file.title(), file.number());
    assertThat(mvc.get().uri("/notices/000000000000").exchange()).hasStatus(404);
    assertThat(html(get(walk.reviewer, "/cases/notices?area=510104")).text())
        .contains(file.number());

    var objection = post(walk.clerk, base + "/objection", "objector", "匿名", "content", "");
    assertThat(objection).hasStatus(400);
    assertThat(html(objection).select("input[name=objector]").attr("value")).isEqualTo("匿名");
    assertThat(post(walk.clerk, base + "/objection", "objector", "匿名", "content", "有车"))
        .hasStatus3xxRedirection();
    assertThat(mvc.get().uri("/notices/" + notice.key()).exchange()).hasStatus(404);
    assertThat(html(get(walk.clerk, base)).text()).contains("有异议", "有车");
  }
}
