package minzheng.security;

import static minzheng.HttpBrowser.where;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Set;
import minzheng.Fixtures;
import minzheng.HttpBrowser;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in over real HTTP: locks, throttle, sessions in the database, forced password change. */
@MinzhengTest
class SignInSecurityTest {
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired Accounts accounts;
  @Autowired SignedInSessions sessions;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired TransactionTemplate transaction;

  private CurrentUser clerk;
  private CurrentUser administrator;
  private HttpBrowser browser;

  @BeforeEach
  void people() {
    clerk = fixtures.user("510104", Role.CASEWORKER);
    administrator = fixtures.user("5101", Role.SYSTEM_ADMIN);
    browser = new HttpBrowser(port);
  }

  /** All tests share one address; the throttle must not hit the next class. */
  @AfterEach
  void forgetFailures() {
    jdbc.sql("DELETE FROM sign_in_failure").update();
  }

  @Test
  void five_wrong_passwords_lock_the_account_and_an_administrator_opens_it() {
    for (int i = 0; i < 5; i++)
      assertThat(browser.signIn(clerk.getUsername(), "wrong")).isEqualTo("/login?error");
    assertThat(browser.signIn(clerk.getUsername(), "demo")).isEqualTo("/login?locked");
    assertThat(browser.page("/login?locked").text()).contains("锁定");
    assertThat(get(clerk).lockedAt(clock.instant())).isTrue();
    assertThat(audited("锁定")).isEqualTo(1);
    accounts.unlock(clerk.accountId(), "本人到场核实", administrator);
    assertThat(browser.signIn(clerk.getUsername(), "demo")).startsWith("/").doesNotContain("login");
  }

  @Test
  void four_wrong_passwords_and_a_right_one_begin_the_count_again() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 4; i++) browser.signIn(clerk.getUsername(), "wrong");
      assertThat(new HttpBrowser(port).signIn(clerk.getUsername(), "demo")).doesNotContain("login");
    }
  }

  @Test
  void many_failures_from_one_address_are_throttled_whatever_the_account() {
    jdbc.sql(
            "INSERT INTO sign_in_failure (address, at) SELECT '127.0.0.1', now() FROM"
                + " generate_series(1, 60)")
        .update();
    assertThat(browser.signIn(clerk.getUsername(), "demo")).isEqualTo("/login?throttled");
    var claimed =
        browser.send(
            browser
                .request("/login")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "username=a&password=b&_csrf=" + browser.token("/login"))));
    assertThat(where(claimed)).as("a claimed address is not believed").contains("throttled");
  }

  @Test
  void an_unknown_name_and_a_wrong_password_read_the_same() {
    assertThat(browser.signIn("nobody.here", "demo")).isEqualTo("/login?error");
    assertThat(browser.signIn(clerk.getUsername(), "wrong")).isEqualTo("/login?error");
  }

  @Test
  void a_stopped_account_cannot_sign_in_and_its_session_ends() {
    browser.signIn(clerk.getUsername(), "demo");
    assertThat(browser.get("/account/sessions").statusCode()).isEqualTo(200);
    accounts.setEnabled(clerk.accountId(), false, "调离", administrator);
    assertThat(where(browser.get("/account/sessions"))).isEqualTo("/login");
    assertThat(browser.signIn(clerk.getUsername(), "demo")).startsWith("/login?");
  }

  @Test
  void an_administrator_ends_a_session_that_is_in_use() {
    browser.signIn(clerk.getUsername(), "demo");
    assertThat(sessions.of(clerk.getUsername()))
        .singleElement()
        .satisfies(s -> assertThat(s.address()).isEqualTo("127.0.0.1"));
    accounts.signOut(clerk.accountId(), "电脑遗失", administrator);
    assertThat(where(browser.get("/account/sessions"))).isEqualTo("/login");
    assertThat(sessions.of(clerk.getUsername())).isEmpty();
  }

  @Test
  void a_person_sees_both_sessions_and_ends_the_other_one() {
    var other = new HttpBrowser(port);
    browser.signIn(clerk.getUsername(), "demo");
    other.signIn(clerk.getUsername(), "demo");
    var page = browser.page("/account/sessions");
    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.html()).doesNotContain(sessionIds()).contains("当前");
    String handle = page.select("input[name=handle]").attr("value");
    browser.post("/account/sessions", "/account/sessions", "handle", handle);
    assertThat(where(other.get("/account/sessions"))).isEqualTo("/login");
    assertThat(browser.get("/account/sessions").statusCode()).isEqualTo(200);
  }

  @Test
  void changed_duties_end_the_session_so_that_old_rights_do_not_linger() {
    browser.signIn(clerk.getUsername(), "demo");
    var now = get(clerk);
    accounts.change(
        now.id(),
        now.version(),
        new Accounts.Entry(
            now.username(), now.name(), "510104017", "街道", null, Set.of(Role.REVIEWER)),
        administrator);
    assertThat(where(browser.get("/account/sessions"))).isEqualTo("/login");
  }

  @Test
  void a_password_set_by_somebody_else_must_be_changed_before_anything_opens() {
    String first = accounts.resetPassword(clerk.accountId(), "忘记密码", administrator);
    assertThat(browser.signIn(clerk.getUsername(), "demo")).isEqualTo("/login?error");
    browser.signIn(clerk.getUsername(), first);
    assertThat(where(browser.get("/account/sessions"))).isEqualTo("/account/password");
    assertThat(where(browser.get("/"))).isEqualTo("/account/password");
    var page = browser.page("/account/password");
    assertThat(page.text()).contains("别人设置的");
    for (var style : page.select("link[rel=stylesheet]"))
      assertThat(browser.get(style.attr("href")).statusCode()).isEqualTo(200);

    var weak = change(first, "short", "short");
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(weak.body()).contains("至少 10 位");
    assertThat(change("not it", "four plain words 4", "four plain words 4").body())
        .contains("当前密码不正确");
    assertThat(change(first, "four plain words 4", "four plain words 5").body()).contains("不一致");
    assertThat(where(change(first, "four plain words 4", "four plain words 4")))
        .isEqualTo("/login?changed");
    assertThat(where(browser.get("/account/sessions"))).isEqualTo("/login");
    assertThat(browser.signIn(clerk.getUsername(), "four plain words 4")).doesNotContain("login");
    assertThat(browser.get("/account/sessions").statusCode()).isEqualTo(200);
  }

  @Test
  void a_post_without_or_with_a_foreign_token_is_forbidden() {
    browser.signIn(clerk.getUsername(), "demo");
    String foreign = new HttpBrowser(port).token("/login");
    for (String token : new String[] {null, "nonsense", foreign})
      assertThat(browser.postWithToken(token, "/account/sessions", "handle", "x").statusCode())
          .isEqualTo(403);
  }

  @Test
  void a_form_that_outlived_its_session_leads_to_signing_in_again() {
    var answer = browser.postWithToken("old", "/login", "username", "a", "password", "b");
    assertThat(where(answer)).isEqualTo("/login?expired");
    assertThat(browser.page("/login?expired").text()).contains("重新登录");
  }

  @Test
  void the_session_cookie_is_new_after_sign_in_and_closed_to_scripts() {
    String anonymous = cookie(browser.get("/login"));
    var answer =
        browser.post("/login", "/login", "username", clerk.getUsername(), "password", "demo");
    assertThat(cookie(answer))
        .isNotEqualTo(anonymous)
        .contains("HttpOnly")
        .contains("SameSite=Lax");
  }

  private HttpResponse<String> change(String current, String wanted, String again) {
    return browser.post(
        "/account/password",
        "/account/password",
        "current",
        current,
        "wanted",
        wanted,
        "repeated",
        again);
  }

  private static String cookie(HttpResponse<?> response) {
    return String.join("; ", response.headers().allValues("Set-Cookie"));
  }

  private Account get(CurrentUser of) {
    return accounts.get(of.accountId(), administrator);
  }

  private String[] sessionIds() {
    return jdbc.sql("SELECT session_id FROM spring_session")
        .query(String.class)
        .list()
        .toArray(String[]::new);
  }

  private int audited(String action) {
    return Scope.callAs(
        "5101",
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("SELECT count(*) FROM audit_event WHERE action = ? AND object_id = ?")
                        .params(action, String.valueOf(clerk.accountId()))
                        .query(Integer.class)
                        .single()));
  }
}
