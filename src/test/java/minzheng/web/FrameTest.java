package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.cache.ExpressionCacheKey;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** What every page pays once and keeps: the number on top, the navigation, the expressions. */
@MinzhengTest
class FrameTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired TransactionTemplate transaction;
  @Autowired SpringTemplateEngine engine;
  @Autowired Planning planning;
  @Autowired JdbcClient jdbc;

  private Document page(String address, CurrentUser reader) throws Exception {
    var answer = mvc.get().uri(address).with(user(reader)).exchange();
    assertThat(answer).hasStatusOk();
    return Jsoup.parse(answer.getResponse().getContentAsString());
  }

  @Test
  void the_navigation_that_is_kept_is_the_readers_own() throws Exception {
    var worker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    var admin = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
    for (int round = 0; round < 2; round++) {
      assertThat(page("/", worker).select(".mz-nav-list").text()).contains("收件登记");
      assertThat(page("/", admin).select(".mz-nav-list").text())
          .contains("配置")
          .doesNotContain("收件登记");
      assertThat(page("/people", worker).select("nav [aria-current=page]").eachAttr("href"))
          .containsExactly("/people");
      assertThat(page("/", worker).select("nav [aria-current=page]").eachAttr("href"))
          .containsExactly("/");
    }
  }

  @Test
  void what_waits_is_counted_once_for_pages_and_again_after_each_step() {
    var inBox = new AtomicLong(2);
    TodoSource source =
        new TodoSource() {
          @Override
          public long count(CurrentUser user, Box box) {
            return inBox.get();
          }

          @Override
          public List<Todo> list(CurrentUser user, Box box, int limit) {
            return List.of();
          }
        };
    var numbers = new RecentNumbers();
    var waiting =
        new WaitingNumber(
            new StaticListableBeanFactory(Map.of("source", source))
                .getBeanProvider(TodoSource.class),
            numbers,
            transaction.getTransactionManager());
    var worker = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    assertThat(waiting.of(worker, TodoSource.Box.MINE)).isEqualTo(2);
    inBox.set(3);
    after("GET", numbers);
    assertThat(waiting.of(worker, TodoSource.Box.MINE)).as("a page that only shows").isEqualTo(2);
    after("POST", numbers);
    assertThat(waiting.of(worker, TodoSource.Box.MINE)).as("somebody took a step").isEqualTo(3);
  }

  @Test
  void numbers_are_kept_apart_by_what_they_count() {
    var numbers = new RecentNumbers();
    record Of(String region, String filter) {}
    assertThat(numbers.of(new Of("510104", ""), () -> 3)).isEqualTo(3);
    assertThat(numbers.of(new Of("510105", ""), () -> 7)).as("another district").isEqualTo(7);
    assertThat(numbers.of(new Of("510104", "x"), () -> 1)).as("another filter").isEqualTo(1);
    assertThat(numbers.of(new Of("510104", ""), () -> 99)).as("the same again").isEqualTo(3);
    for (int n = 0; n < 10_000; n++) numbers.of(new Of("5101", "" + n), () -> 0);
    assertThat(numbers.of(new Of("510104", ""), () -> 4)).as("not kept without end").isEqualTo(4);
  }

  private static void after(String method, RecentNumbers numbers) {
    numbers.afterCompletion(
        new MockHttpServletRequest(method, "/"), new MockHttpServletResponse(), "", null);
  }

  @Test
  void more_expressions_are_kept_than_the_pages_have() {
    var kept = engine.getCacheManager().getExpressionCache();
    var first = new ExpressionCacheKey("test", "first");
    kept.put(first, "the first");
    for (int n = 0; n < 3_000; n++) kept.put(new ExpressionCacheKey("test", "no. " + n), n);
    assertThat(kept.get(first)).isEqualTo("the first");
  }

  @Test
  void a_pages_way_of_planning_ends_with_its_transaction() {
    String before = show("plan_cache_mode") + show("enable_bitmapscan");
    String within =
        transaction.execute(
            status -> {
              planning.once();
              planning.inOrder();
              return show("plan_cache_mode") + show("enable_bitmapscan");
            });
    assertThat(within).isEqualTo("force_generic_planoff");
    assertThat(show("plan_cache_mode") + show("enable_bitmapscan"))
        .isEqualTo(before)
        .isEqualTo("autoon");
  }

  private String show(String setting) {
    return jdbc.sql("SHOW " + setting).query(String.class).single();
  }
}
