package minzheng.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Clock;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.payments.Entitlements;
import minzheng.payments.Runs;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A supervisor looks at the figures and asks: which ones? */
@MinzhengTest
class DashboardJourney {
  private static final String DUJIANG = "510181";

  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Runs runs;
  @Autowired Clock clock;

  @Test
  void the_chart_is_drawn_from_the_table_and_leads_to_the_list() {
    var city = new City(fixtures, jdbc, transaction, entitlements, runs, clock);
    city.family(DUJIANG + "001", "何秀兰", 2, "500.00", City.MARCH);
    city.family(DUJIANG + "001", "邓小勇", 1, "300.00", City.MARCH);
    city.sent(DUJIANG, City.MARCH);
    city.open(DUJIANG + "001", "CHECKING", DUJIANG + "001", null, -9);
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(fixtures.user(DUJIANG, Role.SUPERVISOR));
      chromium.open(page, "/dashboard?programme=DIBAO&month=2019-03");
      assertThat(page.locator("#chart svg text", new Page.LocatorOptions().setHasText("2")))
          .hasCount(1);
      chromium.check(page);
      page.locator("#chart svg path[fill='#1d5bab']").first().click();
      assertThat(page)
          .hasURL(Pattern.compile(".*/payments/beneficiaries.*area=" + DUJIANG + "001"));
      assertThat(page.locator("tbody")).containsText("何**");
      chromium.check(page);
      chromium.open(page, "/dashboard");
      page.getByText("看数据表").press("Enter");
      assertThat(page.locator("#table table")).isVisible();
      page.locator(".mz-figure:has-text('超期未办') a").first().press("Enter");
      assertThat(page.locator("tbody tr")).hasCount(1);
      chromium.check(page);
    }
  }
}
