package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.Jobs;
import minzheng.jobs.JobsForTests;
import minzheng.kernel.MovableClock;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A worker's cases in one step: shared out, what has gone elsewhere stays, and a deputy for what
 * comes back.
 */
@MinzhengTest
class HandOversTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Cases cases;
  @Autowired Persons persons;
  @Autowired MovableClock clock;
  @Autowired HandOvers handOvers;
  @Autowired HandOverWork work;
  @Autowired Handling handling;
  @Autowired Jobs jobs;
  @Autowired JobsForTests finished;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void all_cases_go_in_one_step_what_has_gone_stays_and_the_deputy_gets_what_comes_back()
      throws Exception {
    var walk = new Walk(fixtures, cases, persons, clock);
    LocalDate today = LocalDate.now(clock);
    var first = walk.open(today);
    var second = walk.open(today);
    walk.move(walk.open(today), walk.clerk, today, "SUBMIT");
    String page =
        mvc.get()
            .uri("/cases/workers/" + walk.clerk.accountId())
            .with(user(walk.supervisor))
            .exchange()
            .getResponse()
            .getContentAsString();
    assertThat(Jsoup.parse(page).text()).contains("交接全部 3 件", walk.clerk2.name());
    assertThat(mvc.get().uri("/cases/workers/" + walk.clerk.accountId()).with(user(walk.clerk2)))
        .hasStatus(403);
    var foreign = fixtures.user(Fixtures.QINGYANG, Role.SUPERVISOR);
    assertThat(mvc.get().uri("/cases/workers/" + walk.clerk.accountId()).with(user(foreign)))
        .hasStatus(404);
    var check =
        mvc.post()
            .uri("/cases/workers/%d/hand-over/check".formatted(walk.clerk.accountId()))
            .param("to", String.valueOf(walk.clerk2.accountId()))
            .param("reason", "休产假")
            .param("deadline", today.plusDays(5).toString())
            .with(user(walk.supervisor))
            .with(csrf())
            .exchange();
    assertThat(check).hasStatusOk();
    assertThat(check.getResponse().getContentAsString()).contains("将交接 3 件");
    var order =
        new HandOvers.Order(
            List.of(walk.clerk2.accountId()),
            "休产假",
            today.plusDays(5),
            walk.clerk2.accountId(),
            today,
            today.plusDays(90));
    String key = "hand-over-" + walk.clerk.accountId();
    // meanwhile one goes out of her hands: the job leaves it and says so
    long id =
        Scope.callAs(
            "5101",
            () ->
                transaction.execute(
                    s -> {
                      long made =
                          handOvers.order(walk.clerk.accountId(), order, 3, key, walk.supervisor);
                      jdbc.sql(
                              "UPDATE case_file SET assignee_id = ?, assignee_name = ? WHERE id ="
                                  + " ?")
                          .params(walk.district.accountId(), walk.district.name(), second.id())
                          .update();
                      return made;
                    }));
    assertThat(
            Scope.callAs(
                "5101",
                () -> handOvers.order(walk.clerk.accountId(), order, 3, key, walk.supervisor)))
        .as("a double click")
        .isEqualTo(id);
    long job = Scope.callAs("5101", () -> jobs.latest(work, String.valueOf(id)).orElseThrow().id());
    assertThat(finished.done(job).result()).isEqualTo("已交接 2 件，未交接 1 件");
    var after = Scope.callAs("5101", () -> cases.get(first.id()));
    assertThat(after.assigneeName()).isEqualTo(walk.clerk2.name());
    assertThat(Scope.callAs("5101", () -> cases.steps(first.id())).getLast().opinion())
        .contains("交接给" + walk.clerk2.name(), "休产假");
    assertThat(Scope.callAs("5101", () -> handOvers.items(id)))
        .anyMatch(i -> i.state().equals("REFUSED") && i.refusal().contains("已不由"));
    assertThat(
            mvc.get()
                .uri("/cases/hand-overs/" + id)
                .with(user(walk.supervisor))
                .exchange()
                .getResponse()
                .getContentAsString())
        .contains("未交接：");
    assertThat(
            mvc.get()
                .uri("/")
                .with(user(walk.clerk2))
                .exchange()
                .getResponse()
                .getContentAsString())
        .contains("交接与代办", "代" + walk.clerk.name() + "办理");

    // what would come back to the absent clerk goes to the deputy, unless a rule keeps the deputy
    var back = walk.open(today);
    walk.move(back, walk.clerk, today, "SUBMIT");
    var asked = walk.move(back, walk.clerk, today, "ASK");
    assertThat(asked.assigneeId()).as("her own step keeps it").isEqualTo(walk.clerk.accountId());
    Scope.runAs(
        "5101",
        () -> handling.handOver(back.id(), walk.district.accountId(), "在家", walk.supervisor));
    assertThat(walk.move(back, walk.district, today, "SUPPLEMENTED").assigneeName())
        .isEqualTo(walk.clerk2.name());
    listedAndEnded(walk);
    assertThat(seen("hand_over", Fixtures.QINGYANG)).isZero();
    assertThat(seen("hand_over_item", Fixtures.QINGYANG)).isZero();
    assertThat(seen("delegation", Fixtures.QINGYANG)).isZero();
    assertThat(seen("delegation", Fixtures.JINJIANG)).isPositive();
  }

  /** The list of both, and the end of the deputy's days before the last one. */
  private void listedAndEnded(Walk walk) throws Exception {
    String all = "/cases/hand-overs?q=" + walk.clerk.name();
    var row = Jsoup.parse(page(all + "&deputy=RUNNING", walk.supervisor)).selectFirst("tbody tr");
    assertThat(row.text()).contains("2 / 3", "休产假", walk.clerk2.name(), "代办中");
    assertThat(Jsoup.parse(page(all + "&deputy=OVER", walk.supervisor)).select("tbody tr"))
        .isEmpty();
    String sorted = page(all + "&sort=deadline&size=1", walk.supervisor);
    assertThat(Jsoup.parse(sorted).select("tbody tr")).hasSize(1);
    assertThat(mvc.get().uri("/cases/hand-overs.xlsx").with(user(walk.supervisor))).hasStatusOk();
    String end = row.selectFirst("a[href$=end]").attr("href");
    var foreign = fixtures.user(Fixtures.QINGYANG, Role.SUPERVISOR);
    assertThat(Jsoup.parse(page(all, foreign)).select("tbody tr")).isEmpty();
    assertThat(mvc.get().uri(end).with(user(foreign))).hasStatus(404);
    assertThat(mvc.get().uri(end).with(user(walk.clerk))).hasStatus(403);
    assertThat(page(end, walk.supervisor)).contains("今日起不再代办", walk.clerk.name());
    var empty = mvc.post().uri(end).with(user(walk.supervisor)).with(csrf()).exchange();
    assertThat(empty).hasStatus(400);
    assertThat(empty.getResponse().getContentAsString()).contains("请写明原因");
    var ended =
        mvc.post().uri(end).param("reason", "提前返岗").with(user(walk.supervisor)).with(csrf());
    assertThat(ended).hasRedirectedUrl("/cases/hand-overs");
    assertThat(page(all, walk.supervisor)).contains("提前结束", "提前返岗");
    assertThat(mvc.get().uri(end).with(user(walk.supervisor))).hasStatus(409);
    assertThat(page("/", walk.clerk2)).doesNotContain("代" + walk.clerk.name() + "办理");
    var deputies =
        Scope.callAs(
            "5101",
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql("SELECT id FROM deputy_of(?, ?)")
                            .params(walk.clerk.accountId(), LocalDate.now(clock))
                            .query(Long.class)
                            .list()));
    assertThat(deputies).isEmpty();
  }

  private String page(String url, CurrentUser who) throws Exception {
    return mvc.get().uri(url).with(user(who)).exchange().getResponse().getContentAsString();
  }

  private int seen(String table, String region) {
    return Scope.callAs(
        region,
        () ->
            transaction.execute(
                s -> jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single()));
  }
}
