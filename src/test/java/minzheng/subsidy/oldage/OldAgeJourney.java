package minzheng.subsidy.oldage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.jobs.JobsForTests;
import minzheng.jurisdiction.Regions;
import minzheng.payments.Entitlements;
import minzheng.people.Designations;
import minzheng.people.Persons;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the search by age to the confirmed list, and the proofs of life, in a real browser. */
@MinzhengTest
class OldAgeJourney {
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired Regions regions;
  @Autowired Persons persons;
  @Autowired Designations designations;
  @Autowired Entitlements entitlements;
  @Autowired Rounds rounds;
  @Autowired JobsForTests wait;
  @Autowired Clock clock;
  private Elderly e;

  @BeforeEach
  void street() {
    e =
        new Elderly(
            new Elderly.Tools(
                fixtures, regions, persons, designations, entitlements, rounds, wait));
  }

  @Test
  void a_list_is_found_put_together_and_confirmed_by_another_person() {
    e.person("龚玉兰", LocalDate.of(1935, 5, 5));
    e.person("陈福生", LocalDate.of(1925, 3, 9));
    e.person("邓秀英", LocalDate.of(1934, 8, 21), e.street, null);
    e.person("罗长明", LocalDate.of(1933, 2, 14));
    long grown = e.person("曾桂芳", LocalDate.of(1936, 3, 15));
    e.recognised(grown, "DIBAO");
    e.paid(grown, "25.00", LocalDate.of(2025, 12, 10));
    String url;
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(e.maker);
      chromium.open(page, "/subsidy/old-age");
      chromium.check(page);
      page.locator("a[href$='/old-age/new']").click();
      chromium.look(page, "oldage-new");
      page.locator("main form button[type=submit]").click();
      page.waitForURL("**/rounds/*");
      url = page.url().replaceAll("^https?://[^/]+", "");
      long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
      wait.done(Fixtures.as(e.maker, () -> rounds.get(id)).findJob());
      chromium.open(page, url);
      assertThat(page.locator("main")).containsText("户籍地没有登记");
      chromium.look(page, "oldage-round");
      page.locator("tbody a", new Page.LocatorOptions().setHasText("罗长明")).click();
      chromium.check(page);
      page.locator("select[name=cause]").selectOption("DIED");
      page.locator("input[name=note]").fill("家属电话告知，待补死亡证明");
      chromium.look(page, "oldage-person");
      page.locator("form[action$=remove] button").click();
      assertThat(page.locator("main")).containsText("已去世");
      page.locator("form[action$=submit] button").click();
      assertThat(page.locator(".mz-title")).containsText("待确认");
    }
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(e.approver);
      chromium.open(page, url);
      chromium.check(page);
      page.locator("a[href$='/confirm']").click();
      assertThat(page.locator("main")).containsText("3 人，每月增加 375.00 元");
      chromium.look(page, "oldage-confirm");
      page.locator("form[action$=confirm] button").click();
      page.waitForURL("**" + url);
      long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
      wait.done(Fixtures.as(e.maker, () -> rounds.get(id)).grantJob());
      chromium.open(page, url);
      assertThat(page.locator("main")).containsText("登记 3 人，未办理 0 人");
      chromium.look(page, "oldage-done");
      chromium.open(page, "/subsidy/old-age");
      chromium.look(page, "oldage-rounds");
    }
  }

  @Test
  void proofs_of_life_are_noted_and_an_overdue_one_is_suspended_by_two() {
    LocalDate before = LocalDate.now(clock).minusMonths(24);
    long first = e.paid(e.person("龚玉兰", LocalDate.of(1930, 5, 5)), "100.00", before);
    long second = e.paid(e.person("陈福生", LocalDate.of(1925, 3, 9)), "200.00", before);
    e.paid(
        e.person("邓秀英", LocalDate.of(1934, 8, 21)), "100.00", LocalDate.now(clock).minusMonths(3));
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(e.maker);
      chromium.open(page, "/subsidy/old-age/life");
      chromium.look(page, "oldage-life");
      page.getByLabel("选择 龚玉兰").check();
      chromium.check(page);
      page.locator("#life button[type=submit]").click();
      page.waitForURL("**/verify**");
      page.locator("input[name=manner][value=VISIT]").check();
      chromium.look(page, "oldage-verify");
      page.locator("form[action$=verify] button[type=submit]").click();
      assertThat(page.locator("main")).containsText("已登记 1 人的生存认证");
      chromium.open(page, "/subsidy/old-age/life/" + second);
      page.locator("input[name=reason]").fill("两次上门未见本人，电话不通");
      page.locator("form[action$=propose] button").click();
      assertThat(page.locator("main")).containsText("等待审批人决定");
    }
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(e.approver);
      chromium.open(page, "/subsidy/old-age/life/" + second);
      chromium.look(page, "oldage-recipient");
      page.locator("button[value=yes]").click();
      assertThat(page.locator(".mz-title")).containsText("已暂停");
      chromium.check(page);
      chromium.open(page, "/subsidy/old-age/life/" + first);
      chromium.check(page);
    }
  }
}
