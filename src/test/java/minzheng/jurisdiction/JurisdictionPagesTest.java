package minzheng.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MinzhengTest
class JurisdictionPagesTest {
  private static final String COMPLETE =
      "2097-01-01,休,元旦\n2097-05-01,休,劳动节\n2097-10-01,休,国庆节\n2097-03-05,休,测试节\n";

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;

  private CurrentUser caseworker;
  private CurrentUser admin;

  @BeforeEach
  void people() {
    caseworker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    admin = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
  }

  @Test
  void the_picker_is_answered_from_the_own_area_first() throws Exception {
    assertThat(get("/regions/search?q=街道&level=9", caseworker))
        .bodyJson()
        .hasPathSatisfying("$[0].code", code -> assertThat(code).asString().startsWith("510104"))
        .hasPathSatisfying("$[0].path", path -> assertThat(path).asString().startsWith("锦江区 / "))
        .hasPathSatisfying("$[11].level", level -> assertThat(level).isEqualTo("STREET"));
    assertThat(get("/regions/search?q=thq", caseworker))
        .bodyJson()
        .hasPathSatisfying("$[0].path", path -> assertThat(path).isEqualTo("广州市 / 天河区"));
    assertThat(get("/regions/search?q=锦江区&within=510105", caseworker)).bodyText().isEqualTo("[]");
    assertThat(get("/regions/search?q=锦江区 / 锦官驿街道", caseworker))
        .bodyJson()
        .hasPathSatisfying("$[0].code", code -> assertThat(code).isEqualTo("510104017"));
    assertThat(mvc.get().uri("/regions/search?q=x").exchange()).hasStatus(302);
  }

  @Test
  void divisions_are_browsed_and_searched() {
    Document own = page(get("/config/regions", caseworker), 200);
    assertThat(own.select("h2").text()).contains("锦江区");
    assertThat(own.select("tbody tr").text()).contains("锦官驿街道办事处", "510104017");
    Document top = page(get("/config/regions?in=", caseworker), 200);
    assertThat(top.select("tbody tr")).hasSize(3);
    Document found = page(get("/config/regions?q=jgyjd", caseworker), 200);
    assertThat(found.select("tbody tr").text()).contains("四川省 / 成都市 / 锦江区 / 锦官驿街道");
    assertThat(page(get("/config/regions?q=没有这里", caseworker), 200).text()).contains("没有找到");
  }

  @Test
  void the_year_shows_holidays_and_make_up_days() {
    Document year = page(get("/config/calendar?year=2026", caseworker), 200);
    assertThat(year.select(".mz-cal table")).hasSize(12);
    assertThat(year.text()).contains("248 个工作日");
    assertThat(year.select(".mz-cal table").get(8).select("td.mz-cal-worked").text())
        .isEqualTo("20班");
    assertThat(year.select("a:contains(更正放假安排)")).as("not for a caseworker").isEmpty();
    Document next = page(get("/config/calendar?year=2027", admin), 200);
    assertThat(next.text()).contains("暂定", "还没有载入");
    assertThat(next.select("a:contains(载入放假安排)")).hasSize(1);
  }

  @Test
  void a_year_is_checked_then_loaded_and_recorded() {
    MvcTestResult checked = upload(admin, "2097", "测试〔2096〕1号", COMPLETE);
    Document check = page(checked, 200);
    assertThat(check.text()).contains("2097年3月5日");
    var form = check.select("main form");
    var loaded =
        mvc.post()
            .uri("/config/calendar")
            .param("year", form.select("[name=year]").val())
            .param("source", form.select("[name=source]").val())
            .param("text", form.select("textarea").text().replace(" ", "\n"))
            .with(user(admin))
            .with(csrf())
            .exchange();
    assertThat(loaded).hasRedirectedUrl("/config/calendar?year=2097");
    Document year = page(get("/config/calendar?year=2097", admin), 200);
    assertThat(year.text()).contains("已载入", "测试〔2096〕1号", admin.name());
  }

  @Test
  void a_wrong_file_is_named_line_by_line_and_nothing_is_saved() {
    Document page = page(upload(admin, "2096", "x", COMPLETE + "2097-02-30,休,x"), 400);
    assertThat(page.select(".mz-errors li").eachText())
        .hasSize(5)
        .first()
        .asString()
        .contains("第 1 行");
    Document empty = page(upload(admin, "96", " ", ""), 400);
    assertThat(empty.select("#year-error, #source-error, #file-error")).hasSize(3);
    assertThat(empty.select("#year").val()).isEqualTo("96");
  }

  @Test
  void only_system_administrators_load_a_year() {
    assertThat(get("/config/calendar/upload", caseworker)).hasStatus(403);
    assertThat(upload(caseworker, "2097", "x", COMPLETE)).hasStatus(403);
  }

  private MvcTestResult upload(CurrentUser who, String year, String source, String text) {
    return mvc.post()
        .uri("/config/calendar/upload")
        .multipart()
        .file(
            new MockMultipartFile(
                "file", "h.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)))
        .param("year", year)
        .param("source", source)
        .with(user(who))
        .with(csrf())
        .exchange();
  }

  private MvcTestResult get(String uri, CurrentUser who) {
    return mvc.get().uri(uri).with(user(who)).exchange();
  }

  private static Document page(MvcTestResult answer, int status) {
    assertThat(answer).hasStatus(status);
    try {
      return Jsoup.parse(answer.getResponse().getContentAsString());
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
