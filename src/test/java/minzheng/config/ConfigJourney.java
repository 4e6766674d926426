package minzheng.config;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator opens an account, its person takes it over, the auditor sees both. */
@MinzhengTest
class ConfigJourney {
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;

  @Test
  void an_account_from_opening_to_the_trail() {
    var administrator = fixtures.user("510104", Role.SYSTEM_ADMIN);
    String username = "zhao." + administrator.accountId();
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(administrator);
      chromium.open(page, "/config/accounts");
      chromium.check(page);
      button(page, "新开账号", AriaRole.LINK).click();
      chromium.check(page);
      button(page, "开通账号", AriaRole.BUTTON).click();
      assertThat(page.locator(".mz-errors")).isFocused();
      chromium.check(page);

      page.getByLabel("登录名").fill(username);
      page.getByLabel("姓名").fill("赵敏");
      var area = page.locator("#region");
      area.fill("");
      area.pressSequentially("锦官驿街道");
      page.locator("#region-list li").first().click();
      page.getByLabel("经办人").check();
      button(page, "开通账号", AriaRole.BUTTON).click();
      assertThat(page.locator("main")).containsText("只显示这一次");
      chromium.look(page, "account-opened");
      String password = page.locator(".mz-note code").innerText();
      page.reload();
      assertThat(page.locator(".mz-note code")).hasCount(0);

      page.context().clearCookies();
      chromium.open(page, "/login");
      page.getByLabel("用户名").fill(username);
      page.getByLabel("密码").fill(password);
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*/account/password$"));
      chromium.check(page);
      page.getByLabel("当前密码").fill(password);
      page.getByLabel("新密码", new Page.GetByLabelOptions().setExact(true)).fill("short");
      page.keyboard().press("Enter");
      assertThat(page.locator("#wanted-error")).containsText("至少 10 位");
      chromium.check(page);
      chromium.keep(page, "password");
      page.getByLabel("当前密码").fill(password);
      page.getByLabel("新密码", new Page.GetByLabelOptions().setExact(true))
          .fill("four plain words 4");
      page.getByLabel("再输入一次新密码").fill("four plain words 4");
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).containsText("请用新密码登录");
      page.getByLabel("用户名").fill(username);
      page.getByLabel("密码").fill("four plain words 4");
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).not().containsText("登录");
      chromium.open(page, "/account/sessions");
      chromium.check(page);

      page = chromium.signIn(fixtures.user("510104", Role.AUDITOR));
      chromium.open(page, "/audit?type=账号&action=新增");
      assertThat(page.locator("tbody")).containsText("新增");
      chromium.check(page);
      page.locator("tbody a").first().click();
      chromium.check(page);
    }
  }

  private static com.microsoft.playwright.Locator button(Page page, String name, AriaRole role) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
