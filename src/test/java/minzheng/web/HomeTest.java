package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
import minzheng.web.TodoSource.Box;
import minzheng.web.TodoSource.Todo;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** The home page, the search and the navigation. */
@MinzhengTest
class HomeTest {
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 11, 18);
  private static final Clock CLOCK =
      Clock.fixed(
          WEDNESDAY.atTime(10, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant(),
          ZoneId.of("Asia/Shanghai"));

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Planning planning;
  @Autowired TransactionTemplate transaction;

  private static Todo todo(String who, LocalDate due) {
    return new Todo(who, "低保", "初审", "/cases/1", "DB1", due, 0);
  }

  @Test
  void tasks_are_grouped_by_when_they_fall_due() {
    TodoSource source =
        new TodoSource() {
          @Override
          public long count(CurrentUser user, Box box) {
            return list(user, box, 100).size();
          }

          @Override
          public List<Todo> list(CurrentUser user, Box box, int limit) {
            if (box != Box.MINE) return List.of();
            return List.of(
                todo("later", WEDNESDAY.plusDays(5)),
                todo("none", null),
                todo("over", WEDNESDAY.minusDays(1)),
                todo("week", WEDNESDAY.plusDays(4)),
                todo("today", WEDNESDAY));
          }
        };
    var beans = new StaticListableBeanFactory(Map.of("source", source));
    var sources = beans.getBeanProvider(TodoSource.class);
    var home =
        new HomeController(
            sources,
            beans.getBeanProvider(HomePanel.class),
            new WaitingNumber(sources, new RecentNumbers(), transaction.getTransactionManager()),
            CLOCK,
            planning);
    var model = new ExtendedModelMap();
    var reader = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    transaction.executeWithoutResult(status -> home.home(Box.MINE, reader, model));
    @SuppressWarnings("unchecked")
    var groups = (List<HomeController.Group>) model.get("groups");
    assertThat(groups)
        .extracting(HomeController.Group::name)
        .containsExactly("已超期", "今日到期", "本周到期", "以后到期");
    assertThat(groups.get(3).todos()).extracting(Todo::who).containsExactly("later", "none");
    @SuppressWarnings("unchecked")
    var boxes = (List<Tab>) model.get("boxes");
    assertThat(boxes).extracting(Tab::count).containsExactly(5, 0, 0);
  }

  @Test
  void everybody_has_a_home_page() throws Exception {
    for (Role role : Role.values()) {
      var person = fixtures.user(Fixtures.JINJIANG, role);
      var answer = mvc.get().uri("/").with(user(person)).exchange();
      assertThat(answer).as("%s", role).hasStatusOk();
      var page = Jsoup.parse(answer.getResponse().getContentAsString());
      assertThat(page.select("h1").text()).isEqualTo("工作台");
      assertThat(page.select("[aria-current=page]").text()).isEqualTo("工作台");
      assertThat(page.select(".mz-top-user").text()).contains(person.name(), role.label());
      assertThat(page.select("[style], style, script:not([src])")).isEmpty();
      assertThat(mvc.get().uri("/help").with(user(person)).exchange()).hasStatusOk();
    }
  }

  @Test
  void an_id_number_never_stands_in_an_address() {
    var person = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    var asked =
        mvc.post()
            .uri("/search")
            .param("q", "990104198003124524")
            .with(user(person))
            .with(csrf())
            .exchange();
    assertThat(asked).hasRedirectedUrl("/search").flash().containsKey("asked");
    assertThat(
            mvc.post().uri("/search").param("q", "李桂芳").with(user(person)).with(csrf()).exchange())
        .hasRedirectedUrl("/search?q=%E6%9D%8E%E6%A1%82%E8%8A%B3");
  }

  @Test
  void the_only_exact_hit_opens_at_once() {
    SearchSource one = source(new SearchSource.Hit("案件", "/cases/7", null, null, Tone.OK, true));
    SearchSource many = source(new SearchSource.Hit("李桂芳", "/people/1", "女 83 岁"));
    var beans = new StaticListableBeanFactory(Map.of("one", one, "many", many));
    var search = new SearchController(beans.getBeanProvider(SearchSource.class));
    assertThat(search.page("DB510104-2026-000318", null, new ExtendedModelMap()))
        .isEqualTo("redirect:/cases/7");
    var model = new ExtendedModelMap();
    assertThat(search.page(" ", null, model)).isEqualTo("search");
    assertThat(model).doesNotContainKey("found");
    assertThat(search.ask("990104198003124524", new RedirectAttributesModelMap()))
        .isEqualTo("redirect:/search");
  }

  private static SearchSource source(SearchSource.Hit hit) {
    return new SearchSource() {
      @Override
      public String title() {
        return "种类";
      }

      @Override
      public List<Hit> find(String text, CurrentUser user, int limit) {
        return List.of(hit);
      }
    };
  }

  @Test
  void search_says_what_it_can_find_and_that_nothing_was_found() throws Exception {
    var person = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    var empty = mvc.get().uri("/search").with(user(person)).exchange();
    assertThat(empty.getResponse().getContentAsString()).contains("查找人员和案件");
    var none = mvc.get().uri("/search?q={q}", "没有这个人䶮").with(user(person)).exchange();
    assertThat(none.getResponse().getContentAsString()).contains("没有找到").contains("没有这个人䶮");
  }

  @Test
  void regions_are_offered_from_the_users_own_area() {
    var person = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    assertThat(mvc.get().uri("/regions/search?q=jjq").with(user(person)).exchange())
        .bodyJson()
        .extractingPath("$[0].code")
        .isEqualTo("510104");
    assertThat(mvc.get().uri("/regions/search?q={q}&level=9", "锦官驿").with(user(person)).exchange())
        .bodyJson()
        .extractingPath("$[0].path")
        .asString()
        .isEqualTo("锦江区 / 锦官驿街道");
  }

  @Test
  void the_navigation_shows_what_the_role_may_open() {
    var desk =
        Navigation.Item.of(Navigation.Section.DESKS, 10, "社会救助", "/cases", "x", Role.CASEWORKER)
            .child(2, "案件", "/cases");
    var more =
        Navigation.Item.of(Navigation.Section.DESKS, 10, "社会救助", "/cases", "x", Role.CASEWORKER)
            .child(1, "收件登记", "/subsidy/new", "Alt+N", Role.CASEWORKER);
    var admin =
        Navigation.Item.of(
            Navigation.Section.TOOLS, 20, "配置", "/accounts", "settings", Role.SYSTEM_ADMIN);
    var items = List.of(desk, more, admin);
    var seen = NavigationTree.of(items, java.util.Set.of(Role.CASEWORKER), "/cases/12");
    assertThat(seen).hasSize(1);
    var only = seen.getFirst().getFirst();
    assertThat(only.open()).isTrue();
    assertThat(only.children())
        .extracting(NavigationTree.Shown::title)
        .containsExactly("收件登记", "案件");
    assertThat(only.children().get(1).current()).isTrue();
    assertThat(NavigationTree.of(items, java.util.Set.of(Role.SYSTEM_ADMIN), "/x").getFirst())
        .extracting(NavigationTree.Shown::title)
        .containsExactly("配置");
  }
}
