package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Everybody's first minute: sign in, a wrong password, the home page, sign out. */
@MinzhengTest
class SignInJourney {
  @Autowired Fixtures fixtures;
  @LocalServerPort int port;

  @Test
  void a_caseworker_signs_in_and_out() {
    var user = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    try (var desk = new Desk(port)) {
      desk.open("/").look("sign-in");
      assertThat(desk.page).hasURL(java.util.regex.Pattern.compile(".*/login$"));
      desk.page.fill("input[name=username]", user.getUsername());
      desk.page.fill("input[name=password]", "wrong");
      desk.page.press("input[name=password]", "Enter");
      assertThat(desk.page.locator("[role=alert]")).containsText("不正确");
      desk.look(null);
      desk.signIn(user.getUsername(), "demo").look("home");
      assertThat(desk.page.locator("h1")).containsText("工作台");
      desk.page.getByText("退出").click();
      assertThat(desk.page).hasURL(java.util.regex.Pattern.compile(".*/login.*"));
    }
  }
}
