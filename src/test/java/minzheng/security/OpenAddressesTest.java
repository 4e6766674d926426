package minzheng.security;

import static minzheng.HttpBrowser.where;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import minzheng.Fixtures;
import minzheng.HttpBrowser;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What opens without signing in is a short list, whatever controllers are added. */
@MinzhengTest
class OpenAddressesTest {
  /** The documented list (docs/architecture.md, "Scope in the database"), as beginnings. */
  private static final List<String> DOCUMENTED =
      List.of(
          "/login",
          "/notices",
          "/verify",
          "/book",
          "/follow",
          "/v3/api-docs",
          "/api-docs",
          "/error");

  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired List<RequestMappingHandlerMapping> mappings;

  @Test
  void every_address_asks_for_sign_in_except_the_documented_ones() {
    var browser = new HttpBrowser(port);
    var open = new TreeSet<String>();
    var all = addresses();
    assertThat(all).hasSizeGreaterThan(10);
    String token = browser.token("/login"); // a missing token would hide an open address
    all.forEach(
        (address, method) -> {
          var answer =
              browser.send(
                  browser
                      .request(address)
                      .header("X-CSRF-TOKEN", token)
                      .method(method, BodyPublishers.noBody()));
          if (answer.statusCode() != 401 && !where(answer).equals("/login")) open.add(address);
        });
    assertThat(open)
        .allSatisfy(
            address ->
                assertThat(DOCUMENTED)
                    .as(address + " opens without signing in")
                    .anyMatch(address::startsWith));
  }

  @Test
  void the_actuator_shows_health_and_nothing_else() {
    var browser = new HttpBrowser(port);
    assertThat(browser.get("/actuator/health").body())
        .contains("UP")
        .doesNotContain("PostgreSQL", "path", "database");
    for (String closed :
        List.of("/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/metrics"))
      assertThat(where(browser.get(closed))).as(closed).isEqualTo("/login");
  }

  @Test
  void pages_of_every_kind_carry_the_strict_headers() {
    var clerk = fixtures.user("510104", Role.CASEWORKER);
    var browser = new HttpBrowser(port);
    browser.signIn(clerk.getUsername(), "demo");
    var anonymous = new HttpBrowser(port);
    for (var answer :
        List.of(
            browser.get("/account/sessions"),
            browser.get("/audit"),
            browser.get("/no/such/page"),
            anonymous.get("/login"),
            anonymous.get("/verify"),
            anonymous.get("/assets/app.css"))) {
      var headers = answer.headers();
      String policy = headers.firstValue("Content-Security-Policy").orElse("");
      assertThat(policy)
          .as(answer.uri().toString())
          .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
      assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(answer.body()).doesNotContain(" onclick=", " style=\"", "<script>");
    }
    assertThat(browser.get("/account/sessions").headers().firstValue("Cache-Control").orElse(""))
        .contains("no-store");
  }

  /** Every mapping with one method it takes; path variables become something that fits. */
  private TreeMap<String, String> addresses() {
    var addresses = new TreeMap<String, String>();
    for (var mapping : mappings)
      mapping
          .getHandlerMethods()
          .keySet()
          .forEach(
              info -> {
                String method =
                    info.getMethodsCondition().getMethods().stream()
                        .findFirst()
                        .map(Enum::name)
                        .orElse(HttpMethod.GET.name());
                for (String path : info.getPatternValues())
                  addresses.put(path.replaceAll("\\{[^}]*}", "1").replace("*", "1"), method);
              });
    return addresses;
  }
}
