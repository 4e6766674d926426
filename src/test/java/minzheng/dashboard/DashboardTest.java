package minzheng.dashboard;

import static minzheng.dashboard.City.JINTANG;
import static minzheng.dashboard.City.MARCH;
import static minzheng.dashboard.City.QUIET;
import static minzheng.dashboard.City.XINJIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.payments.Entitlements;
import minzheng.payments.Runs;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The figures, and that each of them equals the list it opens. */
@MinzhengTest
class DashboardTest {
  private static final String WUJIN = "510118001"; // two streets of 新津区
  private static final String PUXING = "510118002";
  private static boolean built;

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Runs runs;
  @Autowired Clock clock;

  private CurrentUser approver;
  private CurrentUser supervisor;
  private static CurrentUser worker;

  @BeforeEach
  void people() {
    approver = fixtures.user(XINJIN, Role.APPROVER);
    supervisor = fixtures.user(Fixtures.CITY, Role.SUPERVISOR);
    if (!built) build();
    built = true;
  }

  private void build() {
    var city = new City(fixtures, jdbc, transaction, entitlements, runs, clock);
    var february = MARCH.minusMonths(1);
    city.family(WUJIN, "欧阳丽", 3, "600.00", february);
    city.family(WUJIN, "周德安", 1, "410.50", MARCH);
    city.family(PUXING, "吴秀英", 2, "800.00", MARCH);
    city.family(JINTANG + "001", "郑国强", 4, "1200.00", MARCH);
    city.sent(XINJIN, february);
    city.sent(XINJIN, MARCH);
    city.sent(JINTANG, MARCH);
    city.draft(XINJIN, MARCH.plusMonths(1)); // does not count: it has not been sent
    worker = fixtures.user(XINJIN, Role.CASEWORKER);
    city.open(WUJIN, "CHECKING", WUJIN, worker.accountId(), -30);
    city.open(WUJIN, "CHECKING", WUJIN, worker.accountId(), 0);
    city.open(PUXING, "SUBMITTED", PUXING, null, 60);
    city.open(PUXING, "COUNTY", XINJIN, null, -7);
    city.decided(PUXING, "APPROVED");
    city.decided(PUXING, "REFUSED");
  }

  @Test
  void a_district_reads_its_own_figures_by_street() {
    Document page = page("/dashboard?programme=DIBAO&month=2019-03", approver);
    assertThat(figure(page, "在保户数").text()).contains("3户", "较 2 月 +2 户");
    assertThat(figure(page, "在保人数").text()).contains("6人", "+3 人");
    assertThat(figure(page, "3 月发放").text()).contains("1,810.50元", "1 个批次");
    assertThat(page.select("#table tbody tr").eachText())
        .hasSize(2)
        .anyMatch(row -> row.contains("2 4 1,010.50 252.63 +1"))
        .anyMatch(row -> row.contains("1 2 800.00 400.00 +1"));
    assertThat(page.select("#table tfoot").text()).contains("合计 3 6 1,810.50 301.75 +2");
    assertThat(page.text()).doesNotContain("金堂");
    assertThat(page.select("#d-area option").eachAttr("value"))
        .contains(XINJIN, WUJIN)
        .noneMatch(code -> !code.startsWith(XINJIN));
    var chart = page.selectFirst("#chart");
    assertThat(chart.attr("role")).isEqualTo("img");
    assertThat(chart.attr("aria-label")).contains("条形图", "2 户", "数据表");
    assertThat(page.select("[style], script:not([src])")).as("what the CSP refuses").isEmpty();
  }

  @Test
  void the_city_is_read_by_district() {
    Document page = page("/dashboard?programme=DIBAO&month=2019-03", supervisor);
    assertThat(row(page, "新津区").text()).contains("3 6 1,810.50");
    assertThat(row(page, "金堂县").text()).contains("1 4 1,200.00");
    assertThat(page.selectFirst("#chart").attr("aria-label")).contains("区（市）县");
    Document district = page(row(page, "新津区").selectFirst("th a").attr("href"), supervisor);
    assertThat(district.select("#table tfoot").text()).contains("合计 3 6 1,810.50");
  }

  @Test
  void every_number_of_money_equals_the_list_it_opens() {
    for (var reader : List.of(approver, supervisor)) {
      Document page = page("/dashboard?programme=DIBAO&month=2019-03", reader);
      for (Element row : page.select("#table tr:has(td a)")) {
        Document list = page(row.selectFirst("td a").attr("href"), reader);
        var cells = row.select("td");
        assertThat(list.select("tfoot td").eachText())
            .as(row.text())
            .containsExactly(
                "全部合计 " + cells.get(0).text() + " 户（笔）", cells.get(1).text(), cells.get(2).text());
        assertThat(list.select("tbody tr")).hasSize(Integer.parseInt(cells.get(0).text()));
      }
      for (Element row : page.select("[aria-labelledby=by-month] tbody tr")) {
        Document list = page(row.selectFirst("td a").attr("href"), reader);
        assertThat(list.select("tfoot td").get(2).text()).isEqualTo(row.select("td").get(2).text());
      }
    }
  }

  @Test
  void the_list_names_people_in_full_only_for_those_who_handle_them() {
    String list = "/payments/beneficiaries?programme=DIBAO&month=2019-03&area=" + WUJIN;
    assertThat(page(list, approver).select("tbody").text()).contains("欧阳丽", "周德安");
    assertThat(page(list, supervisor).select("tbody").text())
        .contains("欧阳*", "周**")
        .doesNotContain("欧阳丽", "周德安");
  }

  @Test
  void work_is_counted_by_state_by_office_and_by_worker() {
    Document page = page("/dashboard?programme=DIBAO&month=2019-03", approver);
    assertThat(figure(page, "超期未办").text()).contains("2件", "到期 3", "在办 4");
    assertThat(figure(page, "3 月新申请").text()).contains("6件", "同意 1", "不予 1", "在办 4");
    assertThat(page.select("[aria-labelledby=by-state] thead th").eachText())
        .containsExactly("项目", "待受理", "核对与入户", "区级确认", "在办");
    assertThat(page.select("[aria-labelledby=by-state] tbody tr").text())
        .isEqualTo("最低生活保障 1 2 1 4");
    var offices = page.select("[aria-labelledby=by-office]");
    assertThat(offices.select("tbody tr")).hasSize(3);
    assertThat(offices.select("tbody tr").first().text()).matches(".* 1 \\d+ 2 2");
    assertThat(offices.select("tfoot").text()).matches("合计 2 \\d+ 3 4");
    assertThat(page.select("[aria-labelledby=by-worker] tbody tr").eachText())
        .hasSize(2)
        .anyMatch(row -> row.matches("经办甲 1 \\d+ 2 2"))
        .anyMatch(row -> row.matches("待领取 1 \\d+ 1 2"));
    assertThat(offices.select("a").eachAttr("href"))
        .contains("/cases?open=yes&area=%s&office=%s&due=over".formatted(XINJIN, WUJIN));
  }

  @Test
  void every_number_of_cases_equals_the_list_it_opens() {
    int followed = 0;
    for (var reader : List.of(approver, supervisor)) {
      Document page = page("/dashboard?programme=DIBAO&month=2019-03", reader);
      String tables =
          "[aria-labelledby=by-office] td a, [aria-labelledby=by-worker] td a,"
              + " [aria-labelledby=by-state] td a";
      for (Element link : page.select(tables)) {
        if (link.parent().elementSiblingIndex() == 2
            && link.closest("[aria-labelledby=by-state]") == null)
          continue; // days of the longest, not a count
        assertThat(count(link.attr("href"), reader)).as(link.attr("href")).isEqualTo(link.text());
        followed++;
      }
      for (Element link : page.select(".mz-figure a[href^=/cases]"))
        if (!link.text().matches("—|.*%"))
          assertThat(count(link.attr("href"), reader))
              .as(link.attr("href"))
              .isEqualTo(link.text().replaceAll("^.*?(\\d+)件?$", "$1"));
    }
    assertThat(followed).isGreaterThan(25);
  }

  @Test
  void the_case_list_behind_the_figures_masks_names_for_a_supervisor() {
    String list = "/cases?open=yes&area=" + XINJIN;
    assertThat(page(list, approver).select("tbody").text()).contains("欧阳丽");
    assertThat(page(list, supervisor).select("tbody").text()).contains("欧阳*").doesNotContain("欧阳丽");
  }

  @Test
  void a_street_sees_its_own_households_of_its_districts_run() {
    var street = fixtures.user(WUJIN, Role.CASEWORKER);
    Document page = page("/dashboard?programme=DIBAO&month=2019-03", street);
    assertThat(figure(page, "在保户数").text()).contains("2户", "较 2 月 +1 户");
    assertThat(figure(page, "3 月发放").text()).contains("1,010.50元").doesNotContain("批次");
    assertThat(figure(page, "超期未办").text()).contains("1件", "在办 2");
    Document list = page(figure(page, "在保户数").selectFirst("a").attr("href"), street);
    assertThat(list.select("tbody tr")).hasSize(2);
    assertThat(get("/dashboard?area=" + PUXING, street)).hasStatus(404);
    assertThat(get("/dashboard?area=510104", approver)).hasStatus(404);
    String foreign = "/payments/beneficiaries?programme=DIBAO&month=2019-03&area=" + PUXING;
    assertThat(page(foreign, street).select("tbody tr")).isEmpty();
  }

  @Test
  void finance_reads_money_but_no_cases_and_others_nothing() {
    var finance = fixtures.user(XINJIN, Role.FINANCE);
    Document page = page("/dashboard?programme=DIBAO&month=2019-03", finance);
    assertThat(page.select("[aria-labelledby=by-state], a[href^=/cases?]")).isEmpty();
    assertThat(figure(page, "3 月发放").select("a").eachAttr("href"))
        .contains("/payments?programme=DIBAO&month=2019-03&area=" + XINJIN);
    var administrator = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
    assertThat(get("/dashboard", administrator)).hasStatus(403);
    assertThat(get("/payments/beneficiaries", administrator)).hasStatus(403);
    assertThat(page("/dashboard", finance).select(".mz-nav a[href=/dashboard]")).hasSize(1);
  }

  @Test
  void where_nothing_was_paid_yet_the_page_says_so() {
    var reader = fixtures.user(QUIET, Role.REVIEWER);
    Document page = page("/dashboard", reader);
    assertThat(page.text()).contains("还没有送银行的批次", "没有待办的案件", "没有在办的案件");
    assertThat(figure(page, "超期未办").text()).contains("0件");
    assertThat(page.select("#chart, #table")).isEmpty();
    assertThat(page("/dashboard?programme=x&month=2019-99", reader).title()).startsWith("统计");
    assertThat(page("/payments/beneficiaries", reader).text()).contains("没有符合条件的发放记录");
  }

  @Test
  void the_table_can_be_taken_along() {
    assertThat(get("/dashboard.xlsx?programme=DIBAO&month=2019-03", approver))
        .hasStatusOk()
        .hasContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assertThat(get("/payments/beneficiaries.xlsx?programme=DIBAO&month=2019-03", supervisor))
        .hasStatusOk();
  }

  /** How many rows the list says it has. */
  private String count(String list, CurrentUser reader) {
    String foot = page(list, reader).select(".mz-bar").last().text();
    return foot.replaceAll("(?s)^.*符合条件 ([0-9,]+) 件.*$", "$1");
  }

  private static Element figure(Document page, String label) {
    return page.selectFirst(".mz-figure:has(.mz-figure-label:contains(" + label + "))");
  }

  private static Element row(Document page, String name) {
    return page.selectFirst("#table tbody tr:contains(" + name + ")");
  }

  private MvcTestResult get(String url, CurrentUser reader) {
    return mvc.get().uri(url).with(user(reader)).exchange();
  }

  private Document page(String url, CurrentUser reader) {
    var result = get(url, reader);
    assertThat(result).hasStatusOk();
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
