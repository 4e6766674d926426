package minzheng.config;

import static minzheng.HttpBrowser.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import minzheng.Fixtures;
import minzheng.HttpBrowser;
import minzheng.MinzhengTest;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MinzhengTest
class AccountPagesTest {
  @LocalServerPort int port;
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Accounts accounts;

  private CurrentUser administrator;

  @BeforeEach
  void somebodyInCharge() {
    administrator = fixtures.user("510104", Role.SYSTEM_ADMIN);
  }

  @Test
  void only_the_system_administrator_opens_the_accounts() {
    for (Role role : Role.values()) {
      var somebody = fixtures.user("510104", role);
      int status = role == Role.SYSTEM_ADMIN ? 200 : 403;
      assertThat(get("/config/accounts", somebody)).as(role.name()).hasStatus(status);
      assertThat(get("/config/accounts/export", somebody)).as(role.name()).hasStatus(status);
    }
  }

  @Test
  void the_list_shows_the_own_area_and_keeps_its_filters_in_the_address() {
    var inside = fixtures.user("510104017", Role.REVIEWER);
    var outside = fixtures.user("510105", Role.REVIEWER);
    var page =
        page(get("/config/accounts?role=REVIEWER&q=" + inside.getUsername(), administrator), 200);
    assertThat(page.select("tbody tr")).hasSize(1);
    assertThat(page.select("tbody").text()).contains(inside.name(), "锦官驿街道", "审核人", "启用");
    assertThat(page.select("#f-q").attr("value")).isEqualTo(inside.getUsername());
    assertThat(page.select(".mz-chips, .mz-chip").text()).contains("职责：审核人");
    var none = page(get("/config/accounts?q=" + outside.getUsername(), administrator), 200);
    assertThat(none.select("tbody tr")).isEmpty();
    assertThat(none.text()).contains("没有符合条件的账号");
  }

  @Test
  void the_list_is_read_page_by_page_in_each_order() {
    for (int i = 0; i < 5; i++) fixtures.user("510104017", Role.CASEWORKER);
    for (String sort : new String[] {"username", "-username", "name", "region", "-seen"}) {
      var first = page(get("/config/accounts?size=2&sort=" + sort, administrator), 200);
      assertThat(first.select("tbody tr")).hasSize(2);
      String next = first.select("a[rel=next]").attr("href");
      var second = page(get(next, administrator), 200);
      assertThat(second.select("tbody tr td:eq(1)").eachText())
          .doesNotContainAnyElementsOf(first.select("tbody tr td:eq(1)").eachText());
      var back = page(get(second.select("a[rel=prev]").attr("href"), administrator), 200);
      assertThat(back.select("tbody").text()).isEqualTo(first.select("tbody").text());
    }
  }

  @Test
  void the_export_holds_what_is_filtered() throws Exception {
    var one = fixtures.user("510104017", Role.FINANCE);
    fixtures.user("510104017", Role.CASEWORKER);
    var result = get("/config/accounts/export?q=" + one.getUsername(), administrator);
    assertThat(result).hasStatusOk();
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(result.getResponse().getContentAsByteArray()))) {
      var rows = book.getFirstSheet().read();
      assertThat(rows).hasSize(3);
      assertThat(rows.get(2).getCellText(0)).isEqualTo(one.name());
      assertThat(rows.get(2).getCellText(3)).isEqualTo("锦江区 / 锦官驿街道");
    }
  }

  @Test
  void a_new_account_shows_its_password_once_and_must_change_it() {
    String username = "new." + administrator.getUsername();
    var browser = new HttpBrowser(port);
    browser.signIn(administrator.getUsername(), "demo");
    var fields = fields(username, "赵敏", "510104017", "CASEWORKER");
    String url = where(browser.post("/config/accounts/new", "/config/accounts/new", fields));
    var page = browser.page(url);
    String password = page.select(".mz-note code").text();
    assertThat(password).hasSize(16);
    assertThat(page.text()).contains("待改初始密码", "已开通");
    assertThat(browser.get(url).body()).doesNotContain(password);
    assertThat(accounts.loadUserByUsername(username).mustChange()).isTrue();
  }

  @Test
  void wrong_entries_are_answered_at_their_fields_and_stay() {
    var page = page(post("/config/accounts/new", fields("A b", "赵敏", "510104", "CASEWORKER")), 400);
    assertThat(page.select("#username-error").text()).contains("小写字母");
    assertThat(page.select("#name").attr("value")).isEqualTo("赵敏");
    assertThat(page.select("input[name=roles][checked]").attr("value")).isEqualTo("CASEWORKER");
    assertThat(
            page(post("/config/accounts/new", fields("A b", " ", " ")), 400)
                .select("#username-error, #name-error, #region-error, #roles-error"))
        .as("all that is wrong at once")
        .hasSize(4);
    assertThat(refused("region", fields("zhao.min1", "赵敏", "510105", "CASEWORKER")))
        .contains("辖区以内");
    assertThat(refused("region", fields("zhao.min1", "赵敏", "510104999", "CASEWORKER")))
        .contains("没有这个行政区划");
    assertThat(refused("roles", fields("zhao.min1", "赵敏", "510104", "CASEWORKER", "APPROVER")))
        .contains("不能由同一账号兼任");
    assertThat(refused("roles", fields("zhao.min1", "赵敏", "510104", "AUDITOR", "SUPERVISOR")))
        .contains("审计员不能兼任");
    assertThat(refused("roles", fields("zhao.min1", "赵敏", "510104"))).contains("至少选择一项");
    assertThat(refused("username", fields(administrator.getUsername(), "赵", "510104", "FINANCE")))
        .contains("已经有人使用");
  }

  @Test
  void a_stale_edit_is_told_who_and_when_and_shows_both_versions() {
    var clerk = fixtures.user("510104", Role.CASEWORKER);
    String url = "/config/accounts/" + clerk.accountId();
    String version = page(get(url, administrator), 200).select("[name=version]").attr("value");
    var colleague = fixtures.user("510104", Role.SYSTEM_ADMIN);
    accounts.change(
        clerk.accountId(),
        Integer.parseInt(version),
        new Accounts.Entry(
            clerk.getUsername(), "新名", "510104017", "锦官驿街道", null, Set.of(Role.CASEWORKER)),
        colleague);

    String[] mine = fields(clerk.getUsername(), "我写的名", "510104", "REVIEWER");
    var page = page(post(url, with(mine, "version", version)), 409);
    assertThat(page.select(".mz-errors").text()).contains(colleague.name(), "20");
    assertThat(page.select("table").text()).contains("新名", "我写的名", "锦官驿街道");
    assertThat(page.select("#name").attr("value")).isEqualTo("我写的名");
    String latest = page.select("[name=version]").attr("value");
    assertThat(latest).isNotEqualTo(version);
    assertThat(post(url, with(mine, "version", latest))).hasStatus3xxRedirection();
    assertThat(accounts.get(clerk.accountId(), administrator).name()).isEqualTo("我写的名");
  }

  @Test
  void a_change_is_told_all_that_is_wrong_at_once() {
    var clerk = fixtures.user("510104", Role.CASEWORKER);
    String url = "/config/accounts/" + clerk.accountId();
    var page = page(post(url, with(fields(clerk.getUsername(), " ", " "), "version", "0")), 409);
    assertThat(page.select("#name-error, #region-error, #roles-error")).hasSize(3);
  }

  @Test
  void steps_need_a_reason_and_nobody_stops_themselves() {
    var clerk = fixtures.user("510104", Role.CASEWORKER);
    assertThat(flash(step(clerk, "disable", " "), "refused")).contains("原因");
    assertThat(flash(step(clerk, "disable", "调离"), "done")).contains("已停用");
    assertThat(accounts.get(clerk.accountId(), administrator).enabled()).isFalse();
    assertThat(flash(step(clerk, "disable", "再来"), "refused")).contains("已经停用");
    assertThat(flash(step(clerk, "enable", "回来"), "done")).contains("已启用");
    assertThat(flash(step(administrator, "disable", "试"), "refused")).contains("自己");
    assertThat(flash(step(clerk, "password", "忘了"), "firstPassword")).hasSize(16);
  }

  @Test
  void an_account_of_another_area_is_not_found() {
    var foreign = fixtures.user("510105", Role.CASEWORKER);
    assertThat(get("/config/accounts/" + foreign.accountId(), administrator)).hasStatus(404);
    assertThat(step(foreign, "disable", "试")).hasStatus(404);
  }

  private MvcTestResult step(CurrentUser of, String step, String reason) {
    return post("/config/accounts/" + of.accountId() + "/steps", "step", step, "reason", reason);
  }

  private static String flash(MvcTestResult result, String name) {
    return String.valueOf(result.getMvcResult().getFlashMap().get(name));
  }

  private String refused(String field, String[] fields) {
    return page(post("/config/accounts/new", fields), 400).select("#" + field + "-error").text();
  }

  private static String[] fields(String username, String name, String region, String... roles) {
    String[] fields = {
      "username", username, "name", name, "region", region, "officeName", "民政局", "phone", ""
    };
    for (String role : roles) fields = with(fields, "roles", role);
    return fields;
  }

  private static String[] with(String[] fields, String name, String value) {
    var more = java.util.Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return more;
  }

  private MvcTestResult get(String url, CurrentUser by) {
    return mvc.get().uri(java.net.URI.create(url)).with(user(by)).exchange();
  }

  private MvcTestResult post(String url, String... fields) {
    var request = mvc.post().uri(url).with(user(administrator)).with(csrf());
    for (int i = 0; i < fields.length; i += 2) request.param(fields[i], fields[i + 1]);
    return request.exchange();
  }

  private static Document page(MvcTestResult result, int status) {
    assertThat(result).hasStatus(status);
    return Jsoup.parse(
        new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
  }
}
