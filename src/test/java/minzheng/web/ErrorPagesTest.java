package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What goes wrong is told in plain words, with the frame around it. */
@MinzhengTest
class ErrorPagesTest {
  @Autowired MockMvcTester mvc;
  @Autowired ErrorPages errorPages;
  @Autowired LayoutAdvice layoutAdvice;
  @Autowired ISpringTemplateEngine templates;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;

  private MockMvcTester broken;
  private CurrentUser caseworker;

  @Controller
  class Broken {
    @GetMapping("/broken/{how}")
    String page(@PathVariable String how) {
      throw switch (how) {
        case "refused" -> new RuleViolation(null, "公示期未满，请在 11-10 之后办理。");
        case "field" -> new RuleViolation("day", "日期晚于今天。");
        case "missing" -> new NotFound("案件");
        case "forbidden" -> new AccessDeniedException("no");
        case "stale" -> new OptimisticLockingFailureException("stale");
        case "large" -> new MaxUploadSizeExceededException(1);
        case "scope" -> foreignRow();
        default -> new IllegalStateException(how);
      };
    }
  }

  /** The error as PostgreSQL raises it and Spring translates it. */
  private RuntimeException foreignRow() {
    try {
      jdbc.sql(
              """
              DO $$ BEGIN RAISE insufficient_privilege
              USING MESSAGE = 'new row violates row-level security policy for table "x"'; END $$
              """)
          .update();
      throw new AssertionError("nothing was raised");
    } catch (RuntimeException e) {
      return e;
    }
  }

  @BeforeEach
  void set_up() {
    caseworker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                caseworker, null, caseworker.getAuthorities()));
    var views = new ThymeleafViewResolver();
    views.setTemplateEngine(templates);
    views.setCharacterEncoding("UTF-8");
    broken =
        MockMvcTester.of(
            java.util.List.of(new Broken()),
            builder ->
                builder
                    .setControllerAdvice(errorPages, layoutAdvice)
                    .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
                    .setViewResolvers(views)
                    .build());
  }

  @AfterEach
  void sign_out() {
    SecurityContextHolder.clearContext();
  }

  private void expect(String how, int status, String sentence) throws Exception {
    var answer = broken.get().uri("/broken/" + how).exchange();
    assertThat(answer).hasStatus(status);
    var page = Jsoup.parse(answer.getResponse().getContentAsString());
    assertThat(page.select("main").text()).contains(sentence);
    assertThat(page.select(".mz-top-user").text()).contains(caseworker.name());
    assertThat(page.select("h1")).hasSize(1);
  }

  @Test
  void each_kind_has_its_page_and_status() throws Exception {
    expect("refused", 409, "公示期未满");
    expect("field", 400, "日期晚于今天");
    expect("missing", 404, "没有找到这个案件");
    expect("forbidden", 403, "没有打开这一页或办理这一步的权限");
    expect("stale", 409, "其他人已经修改");
    expect("large", 413, "不超过 20 MB");
    expect("scope", 403, "属于其他辖区");
  }

  @Test
  void an_unknown_address_is_a_page_too() throws Exception {
    var answer = mvc.get().uri("/no/such/page").with(user(caseworker)).exchange();
    assertThat(answer).hasStatus(404);
    assertThat(answer.getResponse().getContentAsString()).contains("没有找到这一页");
  }

  @Test
  void a_citizen_is_told_the_ways_that_are_open_to_everybody() throws Exception {
    sign_out();
    var answer = mvc.get().uri("/notices/zzzz").exchange();
    assertThat(answer).hasStatus(404);
    var page = Jsoup.parse(answer.getResponse().getContentAsString());
    assertThat(page.select("main").text()).doesNotContain("管辖范围", "查找框", "工作台");
    assertThat(page.select("main a").eachAttr("href")).containsExactly("/notices", "/verify");
  }

  @Test
  void a_form_with_a_row_no_page_makes_is_the_senders_fault() throws Exception {
    var answer =
        mvc.post()
            .uri("/subsidy/intake/" + java.util.UUID.randomUUID())
            .with(user(caseworker))
            .with(csrf())
            .param("members[900].name", "王小明")
            .exchange();
    assertThat(answer).hasStatus(400);
    assertThat(answer.getResponse().getContentAsString()).contains("没有保存");
  }
}
