package minzheng.subsidy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** An administrator makes a token, hands it over, and can refuse it again. */
@MinzhengTest
class ApiClientsPageTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired ApiClients clients;

  private MvcTestResult get(CurrentUser who, String path) {
    return mvc.get().uri("/config/api-clients" + path).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String path, String name, String value) {
    return mvc.post()
        .uri("/config/api-clients" + path)
        .with(user(who))
        .with(csrf())
        .param(name, value)
        .exchange();
  }

  private static Document page(MvcTestResult result) throws Exception {
    return Jsoup.parse(result.getResponse().getContentAsString());
  }

  @Test
  void a_token_is_made_shown_once_and_revoked_with_a_reason() throws Exception {
    CurrentUser administrator = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
    String name = "测试局 " + administrator.getUsername();
    MvcTestResult made = post(administrator, "", "name", name);
    assertThat(made).hasRedirectedUrl("/config/api-clients/token");
    MvcTestResult shown =
        mvc.get()
            .uri("/config/api-clients/token")
            .with(user(administrator))
            .cookie(made.getResponse().getCookies())
            .exchange();
    String token = page(shown).selectFirst("#token").text();
    assertThat(page(shown).text()).contains(name);
    assertThat(get(administrator, "/token"))
        .as("opened again, it shows nothing and makes nothing")
        .hasRedirectedUrl("/config/api-clients");
    assertThat(clients.authenticate(token).orElseThrow().name()).isEqualTo(name);

    Document list = page(get(administrator, ""));
    assertThat(list.text()).contains(name).doesNotContain(token);
    long id = clients.authenticate(token).orElseThrow().id();
    assertThat(page(get(administrator, "/" + id + "/revoke")).title()).contains(name);

    MvcTestResult without = post(administrator, "/" + id + "/revoke", "reason", " ");
    assertThat(without).hasStatus(400);
    assertThat(page(without).text()).contains("请填写停用的原因");
    assertThat(clients.authenticate(token)).isPresent();

    assertThat(post(administrator, "/" + id + "/revoke", "reason", "合作结束"))
        .hasStatus3xxRedirection();
    assertThat(clients.authenticate(token)).isEmpty();
    assertThat(get(administrator, "/" + id + "/revoke")).hasStatus(404);
  }

  @Test
  void a_client_needs_a_name() throws Exception {
    CurrentUser administrator = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
    MvcTestResult refused = post(administrator, "", "name", "");
    assertThat(refused).hasStatus(400);
    assertThat(page(refused).text()).contains("请填写使用接口的单位和系统");
  }

  @Test
  void nobody_else_opens_it() {
    CurrentUser caseworker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    assertThat(get(caseworker, "")).hasStatus(403);
    assertThat(post(caseworker, "", "name", "x")).hasStatus(403);
    assertThat(mvc.get().uri("/config/api-clients")).hasStatus3xxRedirection();
  }
}
