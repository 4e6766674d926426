package minzheng.subsidy.reassess;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.payments.Entitlements;
import minzheng.people.Households;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.StandardDrafts;
import minzheng.subsidy.Determinations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the published standard to the confirmed list, in a real browser. */
@MinzhengTest
class ReassessmentJourney {
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired Determinations determinations;
  @Autowired Entitlements entitlements;
  @Autowired StandardDrafts drafts;
  @Autowired Reassessments reassessments;
  @Autowired JobsForTests wait;

  @Test
  void a_raise_is_found_looked_at_and_confirmed_by_another_person() {
    var s =
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
            "510183");
    LocalDate decided = LocalDate.of(2026, 3, 10);
    s.paid(s.family("何秀英", 3, "1500.00"), decided);
    s.paid(s.family("邓福生", 2, "640.00"), decided);
    s.paid(s.family("罗玉兰", 1, "0.00"), decided);
    var tapering = s.family("曾德明", 2, "500.00");
    s.paid(tapering, s.sheet(tapering, tapering.facts(), decided), "400.00");
    s.standard("DIBAO_STANDARD", "", "720.00", "2026-10-01", null);
    CurrentUser clerk = fixtures.user(s.district, Role.CASEWORKER);
    String url;
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(clerk);
      page.locator("main a[href*='/reassessments/new?programme=DIBAO&']").first().click();
      assertThat(page.locator("main")).containsText("测试〔2026〕1号");
      chromium.look(page, "reassess-new");
      page.locator("main form button[type=submit]").click();
      page.waitForURL(Pattern.compile(".*/reassessments/\\d+"));
      url = page.url().replaceAll("^https?://[^/]+", "");
      long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
      wait.done(Fixtures.as(clerk, () -> reassessments.get(id)).findJob());
      chromium.open(page, url);
      assertThat(page.locator("main")).containsText("不只是标准变了");
      chromium.look(page, "reassess-list");
      page.locator("tbody a", new Page.LocatorOptions().setHasText("何秀英")).click();
      assertThat(page.locator("main")).containsText("720.00 × 3 人");
      chromium.look(page, "reassess-months");
      chromium.open(page, url);
      page.locator("form[action$=submit] button").click();
      assertThat(page.locator(".mz-title")).containsText("待确认");
    }
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(s.approver);
      chromium.open(page, url);
      page.locator("a[href$='/confirm']").click();
      assertThat(page.locator("main")).containsText("3 户（人），下一发放月增加 420.00 元");
      chromium.look(page, "reassess-confirm");
      page.locator("form[action$=confirm] button").click();
      page.waitForURL("**" + url);
      long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
      wait.done(Fixtures.as(clerk, () -> reassessments.get(id)).grantJob());
      chromium.open(page, url);
      assertThat(page.locator("main")).containsText("调整 3 户（人），未办理 0 户（人）");
      chromium.look(page, "reassess-done");
      chromium.open(page, "/subsidy/reassessments");
      chromium.look(page, "reassess-lists");
    }
  }
}
