package minzheng.dashboard;

import static minzheng.dashboard.City.QUIET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.MovableClock;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlements;
import minzheng.payments.Runs;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closed months keep their numbers; a correction stands beside them; other districts see nothing.
 */
@MinzhengTest
class FrozenMonthsTest {
  private static final String PUJIANG = "510131";
  private static final String DAYI = "510129";
  private static final String STREET = DAYI + "001";
  private static final YearMonth MONTH = YearMonth.of(2017, 5);
  private static boolean built;

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Runs runs;
  @Autowired Clock clock;
  @Autowired MovableClock movable;
  @Autowired MonthFreezes freezes;
  @Autowired Restatements restatements;

  private City city;
  private CurrentUser reader;
  private CurrentUser supervisor;
  private CurrentUser second;

  @BeforeEach
  void people() {
    city = new City(fixtures, jdbc, transaction, entitlements, runs, clock);
    reader = fixtures.user(DAYI, Role.APPROVER);
    supervisor = fixtures.user(Fixtures.CITY, Role.SUPERVISOR);
    second = fixtures.user(Fixtures.CITY, Role.SUPERVISOR);
    if (built) return;
    built = true;
    city.family(STREET, "高素芬", 2, "500.00", MONTH);
    city.family(DAYI + "002", "高明", 1, "300.10", MONTH);
    city.sent(DAYI, MONTH);
    city.decidedIn(STREET, MONTH, "APPROVED", 20);
    city.decidedIn(STREET, MONTH, "REFUSED", -1);
  }

  @Test
  void a_closed_month_keeps_its_numbers_and_a_correction_stands_beside_them() {
    assertThat(freezes.freeze("DIBAO", MONTH)).isTrue();
    assertThat(freezes.freeze("DIBAO", MONTH)).as("once").isFalse();
    Document before = page(dashboard(DAYI), reader);
    assertThat(before.select(".mz-state").text()).contains("已冻结", "第1版");
    assertThat(figure(before, "在保户数").text()).contains("2户").doesNotContain("现在");
    assertThat(figure(before, "按期办结率").text()).contains("50.0%", "办结 2", "超期办结 1");
    assertThat(before.select("#table tbody tr").eachText())
        .hasSize(2)
        .anyMatch(row -> row.contains("1 2 500.00"));

    // a run of another district that went late, and a case that was entered late
    city.family(PUJIANG + "001", "后补", 3, "700.00", MONTH);
    city.sent(PUJIANG, MONTH);
    city.decidedIn(STREET, MONTH, "APPROVED", 20);
    Document after = page(dashboard(DAYI), reader);
    assertThat(figure(after, "按期办结率").text()).contains("50.0%", "现在办结 3，超期 1");
    Document whole = page(dashboard(Fixtures.CITY), supervisor);
    assertThat(figure(whole, "在保户数").text()).contains("2户", "现在 3 户（+1）");
    assertThat(whole.select("#table tfoot").text()).contains("现在 3");
    assertThat(whole.select("#months tbody tr").first().text()).contains("第1版，现在不同");
    assertThat(count(figure(after, "按期办结率").selectFirst("a").attr("href"), reader))
        .as("the list behind it")
        .isEqualTo("3");
    assertThat(count(figure(after, "按期办结率").select("a").get(2).attr("href"), reader))
        .isEqualTo("1");

    assertThatThrownBy(() -> propose(reader, "补录")).hasMessageContaining("市局主管");
    propose(supervisor, "蒲江批次补送");
    propose(supervisor, "蒲江批次补送");
    long id = Scope.callAs("5101", () -> restatements.open("DIBAO", MONTH)).orElseThrow().id();
    assertThatThrownBy(() -> Scope.callAs("5101", () -> restatements.confirm(id, supervisor)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("另一位主管");
    assertThat(page(month(Fixtures.CITY), second).text()).contains("待确认的更正", "蒲江批次补送");
    Element todo =
        page("/", second).selectFirst("td a[href*=/dashboard/months/DIBAO/" + MONTH + "]");
    assertThat(todo.closest("tr").text()).contains("低保", "更正", "确认更正", supervisor.name());
    assertThat(page("/", supervisor).select("td a[href*=/dashboard/months/]")).isEmpty();
    assertThat(
            mvc.post()
                .uri("/dashboard/months/corrections/%d/confirm".formatted(id))
                .param("back", "DIBAO/" + MONTH)
                .with(user(second))
                .with(csrf())
                .exchange())
        .hasStatus3xxRedirection();

    Document versions =
        page(month(Fixtures.CITY), reader.region().equals(DAYI) ? supervisor : reader);
    Element rows = versions.selectFirst("tbody tr:contains(在保户数)");
    assertThat(rows.select("td").eachText()).containsExactly("2", "3", "3", "相同");
    assertThat(versions.select("[aria-labelledby=versions-head]").text())
        .contains("第1版", "系统", "第2版", "蒲江批次补送", supervisor.name(), second.name());
    Document shown = page(dashboard(Fixtures.CITY), supervisor);
    assertThat(shown.select(".mz-state").text()).contains("第2版");
    assertThat(figure(shown, "在保户数").text()).contains("3户").doesNotContain("现在");
    assertThat(page("/dashboard/months", reader).select("th:contains(月份) a").text())
        .as("the latest first")
        .endsWith("↓");
    assertThat(
            page("/dashboard/months?programme=DIBAO&corrected=yes", reader).select("tbody").text())
        .contains(MONTH.toString(), "第2版", "蒲江批次补送");
    assertThatThrownBy(() -> propose(supervisor, "再来一次")).hasMessageContaining("不需要更正");
    assertThatThrownBy(
            () -> run("5101", "UPDATE month_figure SET value = 9 WHERE month = DATE '2017-05-01'"))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> run("5101", "DELETE FROM figure_freeze"))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void time_in_a_step_is_counted_in_working_days_and_opens_its_cases() {
    for (int days : new int[] {1, 1, 2, 3, 9}) {
      long id = city.decided(STREET, "APPROVED");
      city.step(STREET, id, 1, "SUBMITTED", "CHECKING", LocalDate.of(2017, 5, 5)); // a Friday
      city.step(STREET, id, 2, "CHECKING", "CHECKING", LocalDate.of(2017, 5, 8));
      city.step(STREET, id, 3, "CHECKING", "INITIAL", LocalDate.of(2017, 5, 7 + days));
    }
    Document page = page(dashboard(STREET), reader);
    Element row = page.selectFirst("[aria-labelledby=by-step] tbody tr:contains(核对与入户)");
    // Monday 8 May is one working day after Friday; 16 May is seven
    assertThat(row.select("td").eachText()).containsExactly("5", "2", "7");
    assertThat(count(row.select("td a").get(0).attr("href"), reader)).isEqualTo("5");
    assertThat(count(row.select("td a").get(1).attr("href"), reader)).isEqualTo("3");
    assertThat(count(row.select("td a").get(2).attr("href"), reader)).isEqualTo("1");
    assertThat(page(row.selectFirst("td a").attr("href"), reader).text())
        .contains("2017-05 离开环节：核对与入户");
  }

  @Test
  void the_city_is_drawn_as_tiles_that_are_links() {
    Document page = page("/dashboard?programme=DIBAO&month=" + MONTH, supervisor);
    var tiles = page.select(".mz-tiles a");
    assertThat(tiles).hasSize(20);
    assertThat(tiles.eachAttr("href")).allMatch(h -> h.contains("area=5101"));
    assertThat(page.selectFirst(".mz-tiles a[aria-label^=大邑县]").text()).matches("大邑县 [12]");
    assertThat(page(dashboard(DAYI), reader).select(".mz-tiles")).isEmpty();
    assertThat(page.select("#trend")).hasSizeLessThanOrEqualTo(1);
    assertThat(TileMap.shade(0, 10)).isZero();
    assertThat(TileMap.shade(1, 10)).isEqualTo(1);
    assertThat(TileMap.shade(10, 10)).isEqualTo(5);
  }

  @Test
  void the_job_waits_for_the_standards_days_and_closes_a_month_once_on_two_nodes()
      throws Exception {
    YearMonth july = YearMonth.of(2016, 7);
    city.family(QUIET_STREET, "薛宁", 1, "100.00", july);
    city.sent("510183", july);
    movable.on(LocalDate.of(2016, 8, 4), freezes::freezeDue);
    assertThat(closings(july)).isZero();
    Callable<Integer> node = () -> movable.on(LocalDate.of(2016, 8, 5), () -> freezes.freezeDue());
    try (var nodes = Executors.newFixedThreadPool(2)) {
      for (var done : nodes.invokeAll(List.of(node, node))) done.get();
    }
    assertThat(closings(july)).isEqualTo(1);
    assertThat(seen("510183", july)).isPositive();
    assertThat(seen("510183001", july)).as("a street its own").isPositive();
    assertThat(seen(QUIET, july)).as("another district").isZero();
  }

  private static final String QUIET_STREET = "510183001";

  private int closings(YearMonth month) {
    return jdbc.sql("SELECT count(*) FROM figure_freeze WHERE programme = 'DIBAO' AND month = ?")
        .param(month.atDay(1))
        .query(Integer.class)
        .single();
  }

  private int seen(String region, YearMonth month) {
    return Scope.callAs(
        region,
        () ->
            transaction.execute(
                s ->
                    jdbc.sql("SELECT count(*) FROM month_figure WHERE month = ?")
                        .param(month.atDay(1))
                        .query(Integer.class)
                        .single()));
  }

  private void run(String region, String sql) {
    Scope.runAs(region, () -> transaction.executeWithoutResult(s -> jdbc.sql(sql).update()));
  }

  private void propose(CurrentUser by, String reason) {
    Scope.runAs(by.region(), () -> restatements.propose("DIBAO", MONTH, reason, by));
  }

  private static String dashboard(String area) {
    return "/dashboard?programme=DIBAO&month=%s&area=%s".formatted(MONTH, area);
  }

  private static String month(String area) {
    return "/dashboard/months/DIBAO/%s?area=%s".formatted(MONTH, area);
  }

  private String count(String list, CurrentUser reader) {
    String foot = page(list, reader).select(".mz-bar").last().text();
    return foot.replaceAll("(?s)^.*符合条件 ([0-9,]+) 件.*$", "$1");
  }

  private static Element figure(Document page, String label) {
    return page.selectFirst(".mz-figure:has(.mz-figure-label:contains(" + label + "))");
  }

  private Document page(String url, CurrentUser reader) {
    var result = mvc.get().uri(url).with(user(reader)).exchange();
    assertThat(result).hasStatusOk();
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
