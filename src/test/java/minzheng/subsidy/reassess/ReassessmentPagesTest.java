package minzheng.subsidy.reassess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.payments.Entitlements;
import minzheng.people.Households;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.StandardDrafts;
import minzheng.subsidy.Determinations;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of a reassessment: from the published standard to the confirmed list. */
@MinzhengTest
class ReassessmentPagesTest {
  private static final String LISTS = "/subsidy/reassessments";

  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired Determinations determinations;
  @Autowired Entitlements entitlements;
  @Autowired StandardDrafts drafts;
  @Autowired Reassessments reassessments;
  @Autowired JobsForTests wait;
  @Autowired MockMvcTester mvc;
  private RaisedStreet s;

  @BeforeEach
  void street() {
    s =
        new RaisedStreet(
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
            "510182");
  }

  @Test
  void the_form_keeps_what_was_typed_and_says_what_is_wrong() {
    assertThat(html(get(s.maker, LISTS + "/new")).select("option[selected]").eachAttr("value"))
        .contains(s.street);
    var empty = post(s.maker, LISTS + "/new", "region", s.street, "fromDay", "", "programme", "");
    assertThat(empty).hasStatus(400);
    assertThat(html(empty).text()).contains("请选择项目", "请填写日期");
    var wrong =
        post(
            s.maker,
            LISTS + "/new",
            "region",
            s.street,
            "programme",
            "DIBAO",
            "fromDay",
            "2026-13-99");
    assertThat(wrong).hasStatus(400);
    assertThat(html(wrong).select("input[name=fromDay]").val()).isEqualTo("2026-13-99");
    assertThat(html(wrong).select("option[value=DIBAO]").hasAttr("selected")).isTrue();
    var without =
        post(s.maker, LISTS + "/new", "region", s.street, "programme", "DIBAO", "fromDay", "");
    assertThat(html(without).text()).contains("请填写日期");
    assertThat(get(s.approver, LISTS + "/new")).hasStatus(403);
  }

  @Test
  void a_published_standard_becomes_a_task_a_list_and_a_confirmed_amount() throws Exception {
    s.paid(s.family(3, "1500.00"), LocalDate.of(2026, 3, 10));
    s.paid(s.family(2, "1299.99"), LocalDate.of(2026, 3, 10)); // 0.01
    s.standard("DIBAO_STANDARD", "", "750.00", "2026-07-01", null);
    CurrentUser district = fixtures.user(s.district, Role.CASEWORKER);
    String task = LISTS + "/new?programme=DIBAO&fromDay=2026-07-01";
    assertThat(html(get(district, "/")).select("main a[href='" + task + "']")).isNotEmpty();
    Document form = html(get(district, task));
    assertThat(form.select("input[name=fromDay]").val()).isEqualTo("2026-07-01");
    assertThat(form.text()).contains("已发布而还要重算的标准", "750.00", "测试〔2026〕1号");

    String url =
        post(
                s.maker,
                LISTS + "/new",
                "region",
                s.street,
                "programme",
                "DIBAO",
                "fromDay",
                "2026-07-01",
                "key",
                "page-" + s.street)
            .getResponse()
            .getRedirectedUrl();
    long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    wait.done(Fixtures.as(s.maker, () -> reassessments.get(id)).findJob());

    Document page = html(get(s.maker, url));
    assertThat(page.text())
        .contains("低保", "提交确认（2 户（人））", "450.00", "750.00", "300.00", "200.01", "2026-07 起");
    assertThat(html(get(s.maker, url + "?size=1&sort=-more")).select("a[rel=next]")).isNotEmpty();
    assertThat(html(get(s.maker, url + "?state=OPEN")).text()).contains("没有符合条件的明细");
    String months = page.select("main td a").first().attr("href");
    assertThat(html(get(s.maker, months)).text())
        .contains(
            "至少一人在本地有户籍", "按新标准 750.00 元", "测算单 CS" + s.district, "750.00 × 3 人", "测试〔2026〕1号");

    post(s.maker, url + "/submit");
    assertThat(html(get(s.approver, "/")).select("main a[href=" + url + "]").text())
        .contains(regions.path(s.street));
    assertThat(get(s.maker, url + "/confirm")).hasStatus(403);
    Document confirm = html(get(s.approver, url + "/confirm"));
    assertThat(confirm.text()).contains("2 户（人），下一发放月增加 500.00 元", "已发月份共 0.00 元");
    assertThat(flash(post(s.approver, url + "/confirm", "rows", "1", "money", "300.00"), "refused"))
        .contains("名单现在是 2 户（人）");
    post(
        s.approver,
        url + "/confirm",
        "rows",
        confirm.select("input[name=rows]").val(),
        "money",
        confirm.select("input[name=money]").val());
    wait.done(Fixtures.as(s.maker, () -> reassessments.get(id)).grantJob());
    assertThat(html(get(s.approver, url)).text()).contains("调整 2 户（人），未办理 0 户（人）", "已办结");
    String right = html(get(s.maker, months)).select("main a[href^=/payments/]").attr("href");
    assertThat(html(get(s.approver, right)).select("main a[href=" + months + "]").text())
        .as("what is paid leads to what raised it")
        .startsWith("按新标准重算 TB" + s.district);
    assertThat(html(get(s.maker, LISTS + "?programme=DIBAO&state=DONE")).text())
        .contains("500.00", "状态：已办结");
    assertThat(rows(get(s.maker, url + "/months.xlsx?state=APPLIED"))).isEqualTo(2 + 2);
    assertThat(rows(get(s.maker, LISTS + "/lists.xlsx"))).isEqualTo(2 + 1);

    CurrentUser stranger = fixtures.user("510104", Role.CASEWORKER);
    for (String secret : new String[] {url, url + "/months.xlsx", months})
      assertThat(get(stranger, secret)).hasStatus(404);
    assertThat(post(stranger, url + "/submit")).hasStatus(404);
    CurrentUser supervisor = fixtures.user(s.district, Role.SUPERVISOR);
    assertThat(html(get(supervisor, url)).text()).contains("何*").doesNotContain("何秀英");
    assertThat(html(get(supervisor, url)).select("main form[method=post]")).isEmpty();
  }

  private static int rows(MvcTestResult file) throws Exception {
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(file.getResponse().getContentAsByteArray()))) {
      return book.getFirstSheet().read().size();
    }
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
}
