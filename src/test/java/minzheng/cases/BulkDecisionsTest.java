package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobState;
import minzheng.jobs.Jobs;
import minzheng.jobs.JobsForTests;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** One step for many cases: what is refused before, what is refused when its turn comes. */
@MinzhengTest
class BulkDecisionsTest {
  @Autowired BulkDecisions decisions;
  @Autowired BulkList list;
  @Autowired Cases cases;
  @Autowired Handling handling;
  @Autowired Walk walk;
  @Autowired Fixtures fixtures;
  @Autowired Accounts accounts;
  @Autowired Jobs jobs;
  @Autowired JobsForTests wait;
  @Autowired Clock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired MockMvcTester mvc;

  @Test
  void cases_that_can_be_moved_are_moved_and_the_others_say_why() {
    var good = accepted(3);
    var barred = accepted(1).getFirst();
    Blueprint.MISSING.put(barred.id(), List.of(Missing.blocking("补交户口簿", null, null)));
    var elsewhere = walk.open(today());
    var decision = start(ids(good, barred, elsewhere), "START_CHECK", walk.clerk);
    var job = wait.done(decision.jobId());
    assertThat(job.result()).isEqualTo("已办理 3 件，未办理 2 件。");
    assertThat(job.url()).isEqualTo(decision.url());
    for (var file : good) assertThat(state(file)).isEqualTo("CHECKING");
    assertThat(state(barred)).isEqualTo("ACCEPTED");
    assertThat(reason(decision, barred)).contains("补交户口簿");
    assertThat(reason(decision, elsewhere)).isEqualTo("本案现为“草稿”，没有这一步。");
  }

  @Test
  void maker_and_checker_do_not_meet_in_bulk_either() {
    var mine = concluded();
    var decision = start(List.of(mine.id()), "AGREE", walk.clerk);
    wait.done(decision.jobId());
    assertThat(reason(decision, mine)).contains("须由另一人办理");
    assertThat(state(mine)).isEqualTo("INITIAL_OPINION");
    var other = start(List.of(mine.id()), "AGREE", walk.clerk2);
    wait.done(other.jobId());
    assertThat(state(mine)).isEqualTo("PUBLISH");
  }

  @Test
  void steps_that_need_reasons_of_their_own_are_not_taken_in_bulk() {
    var file = accepted(1).getFirst();
    for (String action : List.of("ASK_MORE", "WITHDRAW", "CHECK", "NOTHING"))
      assertThatThrownBy(() -> start(List.of(file.id()), action, walk.clerk))
          .isInstanceOf(RuleViolation.class)
          .hasMessageContaining("不能这样办理");
    assertThatThrownBy(
            () ->
                in(
                    walk.clerk2,
                    () -> decisions.start(List.of(concluded().id()), "AGREE", " ", walk.clerk2)))
        .isInstanceOf(RuleViolation.class)
        .hasMessage("请填写意见。");
  }

  @Test
  void a_failure_in_the_middle_decides_nothing_twice_and_loses_nothing() {
    var files = accepted(7);
    long broken = files.get(3).id();
    Blueprint.FAILS.add(broken);
    var decision = start(ids(files), "START_CHECK", walk.clerk);
    // three are done; the fourth fails with every start until its desk is well again
    while (in(walk.clerk, () -> jobs.get(decision.jobId())).done() < 3) pause();
    Blueprint.FAILS.remove(broken);
    wait.done(decision.jobId());
    for (var file : files) {
      assertThat(state(file)).isEqualTo("CHECKING");
      assertThat(steps(file, "START_CHECK")).as("once").isEqualTo(1);
    }
    assertThat(count(decision, BulkList.Standing.DONE)).isEqualTo(7);
  }

  @Test
  void a_cancelled_decision_goes_on_where_it_stopped() {
    var files = accepted(5);
    Blueprint.FAILS.add(files.get(2).id());
    var decision = start(ids(files), "START_CHECK", walk.clerk);
    while (in(walk.clerk, () -> jobs.get(decision.jobId())).done() < 2) pause();
    Scope.runAs(Walk.STREET, () -> jobs.cancel(decision.jobId(), walk.clerk.actor()));
    assertThat(wait.finish(decision.jobId()).state()).isEqualTo(JobState.CANCELLED);
    // only now: a step that began before the cancellation may still end, and well if its desk is
    Blueprint.FAILS.remove(files.get(2).id());
    assertThat(count(decision, BulkList.Standing.DONE)).isEqualTo(2);
    assertThat(html(get(walk.clerk, decision.url())).text()).contains("还有 3 件没有办理", "继续办理");
    assertThat(post(walk.clerk, decision.url() + "/go-on")).hasStatus3xxRedirection();
    long again = in(walk.clerk, () -> decisions.get(decision.id(), walk.clerk)).jobId();
    wait.done(again);
    for (var file : files) assertThat(steps(file, "START_CHECK")).isEqualTo(1);
  }

  @Test
  void a_duty_taken_away_meanwhile_no_longer_counts() {
    var clerk = fixtures.user(Walk.STREET, Role.CASEWORKER);
    var admin = fixtures.user(Fixtures.JINJIANG, Role.SYSTEM_ADMIN);
    var file = concluded();
    var decision = in(clerk, () -> decisions.draft(List.of(file.id()), clerk));
    Scope.runAs(Walk.STREET, () -> decisions.check(decision.id(), "AGREE", "同意", clerk));
    var account = accounts.get(clerk.accountId(), admin);
    accounts.change(
        account.id(),
        account.version(),
        new Accounts.Entry(
            account.username(),
            account.name(),
            account.region(),
            account.officeName(),
            null,
            Set.of(Role.AUDITOR)),
        admin);
    var ordered = in(clerk, () -> decisions.confirm(decision.id(), 1, clerk)); // an open page
    wait.done(ordered.jobId());
    assertThat(reason(ordered, file)).contains("没有这项职责");
    assertThat(state(file)).isEqualTo("INITIAL_OPINION");
  }

  @Test
  void the_page_repeats_count_and_money_and_counts_once() throws Exception {
    var good = new ArrayList<CaseView>();
    for (int i = 0; i < 2; i++) good.add(concluded());
    for (var file : good)
      Scope.runAs(Walk.STREET, () -> cases.propose(file.id(), 2, Money.of("380.00")));
    var own = concluded(walk.clerk2);
    var chosen = post(walk.clerk2, "/cases/bulk/decide", params(ids(good, own)));
    String url = chosen.getResponse().getRedirectedUrl();
    var choose = html(get(walk.clerk2, url));
    assertThat(choose.text()).contains("这 3 件怎样办理", "初审同意（3 件处在这一环节）");
    var missing = post(walk.clerk2, url + "/check", "action", "AGREE", "opinion", "");
    assertThat(missing).hasStatus(400);
    assertThat(html(missing).text()).contains("请填写意见");
    assertThat(post(walk.clerk2, url + "/check", "action", "AGREE", "opinion", "材料齐全，同意"))
        .hasRedirectedUrl(url);
    var confirm = html(get(walk.clerk2, url));
    assertThat(confirm.text())
        .contains("2 件，月金额合计 760.00 元", "不能办理", "您已办理本案的“调查完成”", "材料齐全，同意", "确认办理这 2 件");
    assertThat(state(good.getFirst())).as("nothing has happened").isEqualTo("INITIAL_OPINION");
    // a page that shows another number than can be moved by now is refused
    assertThat(
            post(walk.clerk2, url + "/confirm", "count", "3")
                .getMvcResult()
                .getFlashMap()
                .get("refused"))
        .isEqualTo("能办理的案件现在是 2 件，请重新核对。");
    post(walk.clerk2, url + "/confirm", "count", "2");
    post(walk.clerk2, url + "/confirm", "count", "2"); // the second click
    long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    wait.done(in(walk.clerk2, () -> decisions.get(id, walk.clerk2)).jobId());
    assertThat(html(get(walk.clerk2, url)).text()).contains("已办理 2 件，未办理 1 件。");
    assertThat(
            html(get(walk.clerk2, url + "?standing=REFUSED"))
                .select("tbody tr td:nth-child(7)")
                .eachText())
        .containsExactly("未办理");
    for (var file : good) assertThat(steps(file, "AGREE")).isEqualTo(1);
    var excel = get(walk.clerk2, url + "/cases.xlsx?standing=DONE");
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(excel.getResponse().getContentAsByteArray()))) {
      assertThat(book.getFirstSheet().read()).hasSize(2 + 2);
    }
    assertThat(get(walk.clerk, url)).as("somebody else's").hasStatus(404);
    assertThat(get(walk.stranger, url)).hasStatus(404);
  }

  @Test
  void more_than_fifty_are_checked_and_taken_in_the_background() {
    var files = accepted(52);
    for (var file : files)
      Scope.runAs(
          Walk.STREET,
          () ->
              transaction.executeWithoutResult(
                  s ->
                      jdbc.sql(
                              "UPDATE case_file SET assignee_id = NULL, assignee_name = NULL WHERE"
                                  + " id = ?")
                          .param(file.id())
                          .update()));
    var taken = post(walk.clerk2, "/cases/bulk/take/confirm", params(ids(files)));
    String url = taken.getResponse().getRedirectedUrl();
    long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    wait.done(in(walk.clerk2, () -> decisions.get(id, walk.clerk2)).jobId());
    assertThat(html(get(walk.clerk2, url)).text()).contains("已办理 52 件");
    var draft = in(walk.clerk2, () -> decisions.draft(ids(files), walk.clerk2));
    Scope.runAs(Walk.STREET, () -> decisions.check(draft.id(), "START_CHECK", null, walk.clerk2));
    wait.done(in(walk.clerk2, () -> decisions.get(draft.id(), walk.clerk2)).jobId());
    assertThat(count(draft, BulkList.Standing.WAITS)).isEqualTo(52);
  }

  @Test
  void the_database_keeps_an_outcome_and_hides_other_areas() {
    var file = accepted(1).getFirst();
    var decision = start(List.of(file.id()), "START_CHECK", walk.clerk);
    wait.done(decision.jobId());
    assertThatThrownBy(
            () ->
                in(
                    walk.clerk,
                    () ->
                        transaction.execute(
                            s ->
                                jdbc.sql(
                                        "UPDATE bulk_decision_row SET outcome = 'REFUSED', reason ="
                                            + " '改' WHERE decision_id = ?")
                                    .param(decision.id())
                                    .update())))
        .hasMessageContaining("stands");
    for (String table : List.of("bulk_decision WHERE id", "bulk_decision_row WHERE decision_id")) {
      long seen =
          Scope.callAs(
              Fixtures.QINGYANG,
              () ->
                  transaction.execute(
                      s ->
                          jdbc.sql("SELECT count(*) FROM " + table + " = ?")
                              .param(decision.id())
                              .query(Long.class)
                              .single()));
      assertThat(seen).isZero();
    }
    var foreign = ids(accepted(1));
    assertThatThrownBy(() -> in(walk.stranger, () -> decisions.draft(foreign, walk.stranger)))
        .isInstanceOf(NotFound.class);
  }

  private List<CaseView> accepted(int count) {
    return IntStream.range(0, count).mapToObj(i -> walk.accepted(today())).toList();
  }

  /** A case that waits for its first opinion, investigated by the walk's clerk. */
  private CaseView concluded() {
    return concluded(walk.clerk);
  }

  private CaseView concluded(CurrentUser by) {
    var file = walk.accepted(today());
    for (String action : List.of("START_CHECK", "CHECK", "VISIT"))
      walk.move(file, walk.clerk, today(), action);
    if (by != walk.clerk)
      in(walk.clerk, () -> handling.handOver(file.id(), by.accountId(), "替班", walk.clerk));
    return walk.move(file, by, today(), "CONCLUDE");
  }

  private BulkDecision start(List<Long> ids, String action, CurrentUser who) {
    return in(who, () -> decisions.start(ids, action, "意见", who));
  }

  private String state(CaseView file) {
    return in(walk.clerk, () -> cases.get(file.id())).state();
  }

  private long steps(CaseView file, String action) {
    return in(walk.clerk, () -> cases.steps(file.id())).stream()
        .filter(s -> s.action().equals(action))
        .count();
  }

  private String reason(BulkDecision decision, CaseView file) {
    return in(
        walk.clerk,
        () ->
            transaction.execute(
                s ->
                    jdbc.sql(
                            "SELECT reason FROM bulk_decision_row WHERE decision_id = ? AND case_id"
                                + " = ?")
                        .params(decision.id(), file.id())
                        .query(String.class)
                        .single()));
  }

  private long count(BulkDecision decision, BulkList.Standing standing) {
    return in(walk.clerk, () -> list.sums(decision.id())).stream()
        .filter(s -> s.standing() == standing)
        .mapToLong(BulkList.Sum::cases)
        .sum();
  }

  private static List<Long> ids(List<CaseView> files, CaseView... more) {
    var ids = new ArrayList<>(files.stream().map(CaseView::id).toList());
    for (var file : more) ids.add(file.id());
    return ids;
  }

  private static String[] params(List<Long> ids) {
    return ids.stream()
        .flatMap(id -> java.util.stream.Stream.of("id", id.toString()))
        .toArray(String[]::new);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private static <T> T in(CurrentUser who, java.util.function.Supplier<T> work) {
    return Scope.callAs(who.region(), work);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private MvcTestResult get(CurrentUser who, String url) {
    return mvc.get().uri(url).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String url, String... params) {
    var request = mvc.post().uri(url).with(user(who)).with(csrf());
    for (int i = 0; i < params.length; i += 2) request = request.param(params[i], params[i + 1]);
    return request.exchange();
  }

  private static Document html(MvcTestResult result) {
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
