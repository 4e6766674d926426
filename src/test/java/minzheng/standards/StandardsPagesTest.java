package minzheng.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
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

/** The standards pages as the people who sit in front of them see them. */
@MinzhengTest
class StandardsPagesTest {
  private static int nextStreet;

  @Autowired Clock clock;
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired StandardRegister register;

  private CurrentUser maker;
  private CurrentUser checker;
  private CurrentUser caseworker;
  private String street;

  @BeforeEach
  void people() {
    maker = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    checker = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    caseworker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    street =
        regions.children("510185").stream()
            .map(Region::code)
            .skip(nextStreet++)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void the_list_shows_what_holds_in_the_own_area_today_with_source_and_doubt() {
    Document page = page(get("/config/standards", caseworker), 200);
    assertThat(page.title()).startsWith("标准");
    assertThat(page.text()).contains("锦江区 " + LocalDate.now(clock));
    var dibao = page.select("tr:has(a[href=/config/standards/DIBAO_STANDARD])").text();
    assertThat(dibao).contains("低保标准", "低于 700.00", "元/人/月", "锦江区", "000 ¶16");
    assertThat(page.select("tr:has(a[href=/config/standards/VEHICLE_LIMIT])").text())
        .contains("假设");
    assertThat(page.select("tr:has(a[href=/config/standards/DISABLED_LIVING])").text())
        .contains("无标准");
    assertThat(page.select("a:contains(新草稿)")).as("not for a caseworker").isEmpty();
  }

  /** Drafts stand above the list, whoever left them. */
  @Test
  void the_list_is_filtered_by_code_area_and_day() {
    redirect(post("/config/standards/drafts", maker, form("110.00", "2020-01-01")));
    Document page =
        page(
            get("/config/standards?code=DIBAO_STANDARD&region=440105&day=2016-06-01", caseworker),
            200);
    var rows = page.select("section:has(h2:contains(适用的标准)) tbody tr");
    assertThat(rows).hasSize(1);
    assertThat(rows.text()).contains("840.00", "广州市", "2016-12-31");
    assertThat(page.select(".mz-chip").eachText()).hasSize(3);
    assertThat(page(get("/config/standards?day=2016-99-01", caseworker), 200).title())
        .startsWith("标准");
  }

  @Test
  void what_holds_is_exported_as_it_is_filtered() throws Exception {
    String list = "/config/standards/in-force.xlsx?region=440105&day=2016-06-01";
    var answer = get(list + "&code=DIBAO_STANDARD", caseworker);
    assertThat(answer).hasStatusOk();
    var content = new ByteArrayInputStream(answer.getResponse().getContentAsByteArray());
    try (var book = new ReadableWorkbook(content)) {
      var rows = book.getFirstSheet().read();
      assertThat(rows).hasSize(2 + 1);
      assertThat(rows.getLast().stream().map(c -> c == null ? "" : c.getText()))
          .contains("低保标准", "低于 840.00", "广州市", "2016-12-31");
    }
  }

  @Test
  void the_timeline_shows_lanes_with_periods() {
    Document page = page(get("/config/standards/DIBAO_STANDARD", caseworker), 200);
    assertThat(page.select("h1").text()).isEqualTo("低保标准");
    assertThat(page.select("thead th").eachText()).anyMatch(head -> head.contains("今天"));
    assertThat(page.select("tbody tr:has(th:contains(锦江区)) .mz-seg-now").text())
        .contains("700.00 执行中");
    assertThat(page.select("tbody tr")).allSatisfy(row -> assertThat(span(row)).isPositive());
  }

  private static int span(org.jsoup.nodes.Element row) {
    return row.select("td[colspan]").stream()
        .mapToInt(td -> Integer.parseInt(td.attr("colspan")))
        .sum();
  }

  @Test
  void what_does_not_exist_is_not_found() {
    assertThat(get("/config/standards/NO_SUCH", caseworker)).hasStatus(404);
    assertThat(get("/config/standards/rows/99999999", caseworker)).hasStatus(404);
    assertThat(get("/config/standards/drafts/99999999", maker)).hasStatus(404);
    assertThat(get("/config/standards/drafts/new?code=NO_SUCH", maker)).hasStatus(404);
    assertThat(get("/config/regions?in=510199", caseworker)).hasStatus(404);
  }

  @Test
  void every_timeline_and_its_values_open() {
    for (StandardCode code : register.codes()) {
      Document page = page(get("/config/standards/" + code.code(), caseworker), 200);
      assertThat(page.select("h1").text()).isEqualTo(code.name());
      var value = page.select("a.mz-seg[href*=/rows/]").first();
      if (value != null) page(get(value.attr("href"), caseworker), 200);
    }
  }

  @Test
  void a_draft_is_entered_previewed_sent_and_published_by_another_person() {
    String draft = redirect(post("/config/standards/drafts", maker, form("120.00", "2020-01-01")));
    Document preview = page(get(draft, maker), 200);
    assertThat(preview.text()).contains("120.00", "没有自己的标准", "早于今天", "发布人须为另一人");
    assertThat(preview.select("form[action$=/publish]")).as("not for the maker").isEmpty();
    long batch = Long.parseLong(draft.substring(draft.lastIndexOf('/') + 1));
    post(draft + "/submit", maker, Map.of("version", "0"));

    assertThat(page(get("/config/standards", checker), 200).text()).contains("待发布");
    Document todo = page(get(draft, checker), 200);
    assertThat(todo.select("form[action$=/publish] button").text()).isEqualTo("发布");
    String own = redirect(post(draft + "/publish", maker, Map.of("version", "1")));
    assertThat(own).as("refused: back to the draft").isEqualTo(draft);
    String done = redirect(post(draft + "/publish", checker, Map.of("version", "1")));
    assertThat(done).isEqualTo("/config/standards/DISABLED_LIVING");
    assertThat(page(get(done + "?region=" + street, caseworker), 200).select(".mz-seg-now").text())
        .contains("120.00");
    StandardValue published = register.batch(batch).first();
    Document row = page(get("/config/standards/rows/" + published.id(), caseworker), 200);
    assertThat(row.text()).contains(maker.name(), checker.name(), "测试〔2026〕9号", "执行中");
    assertThat(page(get(draft, checker), 200).text()).contains("已发布");
  }

  @Test
  void every_error_shows_at_once_and_what_was_typed_stays() {
    MvcTestResult answer =
        post(
            "/config/standards/drafts",
            maker,
            Map.of(
                "code", "DIBAO_STANDARD",
                "personClass", "",
                "unit", "CNY/person/month",
                "value", "-760.005",
                "from", "2026-02-30",
                "source", ""));
    Document page = page(answer, 400);
    assertThat(page.select(".mz-errors li")).hasSize(4);
    assertThat(page.select("#value-error").text()).contains("负数");
    assertThat(page.select("#from-error").text()).contains("2 月没有 30 日");
    assertThat(page.select("#regions-error").text()).contains("至少选择一个地区");
    assertThat(page.select("#source-error").text()).contains("文号");
    assertThat(page.select("#value").val()).isEqualTo("-760.005");
    assertThat(page.select("#from").val()).isEqualTo("2026-02-30");
    assertThat(page.select("#value").attr("aria-invalid")).isEqualTo("true");
  }

  @Test
  void an_edit_keeps_the_ticked_areas_and_a_stale_one_is_told() {
    String draft = redirect(post("/config/standards/drafts", maker, form("120.00", "2026-01-01")));
    Document form = page(get(draft + "/edit", maker), 200);
    assertThat(form.select("input[name=regions][checked]").eachAttr("value"))
        .containsExactly(street);
    assertThat(form.select("#value").val()).isEqualTo("120.00");
    var changed = new java.util.HashMap<>(form("130.00", "2026-01-01"));
    changed.put("version", form.select("input[name=version]").val());
    assertThat(redirect(post(draft + "/edit", maker, changed))).isEqualTo(draft);
    Document stale = page(post(draft + "/edit", maker, changed), 400);
    assertThat(stale.select(".mz-errors").text()).contains("修改过");
    post(draft + "/withdraw", maker, Map.of("version", "1", "reason", "测试"));
    assertThat(page(get(draft, maker), 200).text()).contains("已撤回");
  }

  @Test
  void only_standards_administrators_draft() {
    assertThat(get("/config/standards/drafts/new", caseworker)).hasStatus(403);
    assertThat(post("/config/standards/drafts", caseworker, form("1.00", "2026-01-01")))
        .hasStatus(403);
    Document choice = page(get("/config/standards/drafts/new", maker), 200);
    assertThat(choice.select("select[name=code] option")).hasSizeGreaterThan(30);
    assertThat(page(get("/config/standards/drafts/new?code=START_MONTH", maker), 200).text())
        .contains("当月起发");
    assertThat(mvc.get().uri("/config/standards").exchange()).hasStatus(302);
  }

  private Map<String, String> form(String value, String from) {
    return Map.of(
        "code", "DISABLED_LIVING",
        "personClass", "",
        "unit", "CNY/person/month",
        "value", value,
        "regions", street,
        "from", from,
        "source", "测试〔2026〕9号");
  }

  private MvcTestResult get(String uri, CurrentUser who) {
    return mvc.get().uri(uri).with(user(who)).exchange();
  }

  private MvcTestResult post(String uri, CurrentUser who, Map<String, String> fields) {
    var request = mvc.post().uri(uri).with(user(who)).with(csrf());
    fields.forEach(request::param);
    return request.exchange();
  }

  private static String redirect(MvcTestResult answer) {
    assertThat(answer).hasStatus3xxRedirection();
    return answer.getResponse().getRedirectedUrl();
  }

  private static Document page(MvcTestResult answer, int status) {
    assertThat(answer).hasStatus(status);
    try {
      return Jsoup.parse(answer.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
