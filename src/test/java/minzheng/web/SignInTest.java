package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import minzheng.MinzhengTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The door: the sign-in page and the static files open without an account. */
@MinzhengTest
class SignInTest {
  @Autowired MockMvcTester mvc;

  @Test
  void the_sign_in_page_opens_and_says_what_went_wrong() throws Exception {
    var answer = mvc.get().uri("/login?error").exchange();
    assertThat(answer).hasStatusOk();
    var page = Jsoup.parse(answer.getResponse().getContentAsString());
    assertThat(page.select("[role=alert]").text()).contains("用户名或密码不正确");
    assertThat(page.select("form input[name=_csrf]")).hasSize(1);
    assertThat(page.select("#demo")).isEmpty();
  }

  @Test
  void static_files_are_kept_by_the_browser() throws Exception {
    var page = Jsoup.parse(mvc.get().uri("/login").exchange().getResponse().getContentAsString());
    for (String address : page.select("link[rel=stylesheet]").eachAttr("href")) {
      var file = mvc.get().uri(address).exchange();
      assertThat(file).as(address).hasStatusOk();
      assertThat(file.getResponse().getHeader("Cache-Control")).contains("max-age=31536000");
    }
    for (String address : page.select("script[src]").eachAttr("src"))
      assertThat(mvc.get().uri(address).exchange()).as(address).hasStatusOk();
  }
}
