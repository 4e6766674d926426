package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Everybody's first minute: a wrong password, the home page, signing out. */
@MinzhengTest
class SignInJourney {
  @Autowired Fixtures fixtures;
  @LocalServerPort int port;

  @Test
  void a_caseworker_signs_in_and_out() {
    var user = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    try (var chromium = new Chromium(port)) {
      var page = chromium.signIn(user);
      chromium.look(page, "home-empty");
      assertThat(page.locator("h1")).containsText("工作台");
      page.getByText("退出").click();
      assertThat(page).hasURL(Pattern.compile(".*/login.*"));
      page.locator("input[name=username]").fill(user.getUsername());
      page.locator("input[name=password]").fill("wrong");
      page.locator("input[name=password]").press("Enter");
      assertThat(page.locator("[role=alert]")).containsText("不正确");
      chromium.look(page, "sign-in-refused");
      page.getByLabel("用户名").fill(user.getUsername());
      page.getByLabel("密码").fill("demo");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录")).click();
      assertThat(page.locator("h1")).containsText("工作台");
    }
  }
}
