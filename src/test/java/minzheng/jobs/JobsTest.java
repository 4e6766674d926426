package minzheng.jobs;

import static minzheng.Fixtures.JINJIANG;
import static minzheng.Fixtures.QINGYANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@MinzhengTest
class JobsTest {
  @Autowired Jobs jobs;
  @Autowired JobFiles files;
  @Autowired JobStore store;
  @Autowired Counting counting;
  @Autowired JobsForTests wait;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired MockMvcTester mvc;

  @Test
  void work_is_done_in_steps_and_says_what_came_of_it() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    long id = start(who, "whole", 95, 0, null);
    Job job = wait.done(id);
    assertThat(job.done()).isEqualTo(95);
    assertThat(job.total()).isEqualTo(95);
    assertThat(job.result()).isEqualTo("数完 95 个。");
    assertThat(counted("whole")).containsExactlyElementsOf(numbers(95));
    assertThat(actor("whole")).as("in the name of who asked").isEqualTo(who.name());
  }

  @Test
  void a_failure_that_passes_loses_nothing_and_does_nothing_twice() {
    long id = start(fixtures.user(JINJIANG, Role.CASEWORKER), "shaken", 60, 35, "break");
    wait.done(id);
    assertThat(counted("shaken")).containsExactlyElementsOf(numbers(60));
    assertThat(Counting.LOG).contains("shaken from 0", "shaken from 30");
  }

  @Test
  void a_refusal_ends_it_with_its_sentence_and_keeps_what_was_done() {
    long id = start(fixtures.user(JINJIANG, Role.CASEWORKER), "refused", 60, 35, "refuse");
    Job job = wait.finish(id);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.error()).isEqualTo("数到这里不能再数。");
    assertThat(counted("refused")).containsExactlyElementsOf(numbers(30));
  }

  @Test
  void the_same_work_is_queued_once_while_it_lasts() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    var gate = new CountDownLatch(1);
    Counting.GATES.put("once", gate);
    long first = start(who, "once", 20, 0, null);
    assertThat(start(who, "once", 20, 0, null)).isEqualTo(first);
    gate.countDown();
    wait.done(first);
    assertThat(start(who, "once", 20, 0, null)).isNotEqualTo(first);
  }

  @Test
  void work_asked_for_in_a_transaction_that_fails_never_begins() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    var id = new long[1];
    assertThatThrownBy(
            () ->
                Scope.runAs(
                    JINJIANG,
                    () ->
                        transaction.executeWithoutResult(
                            status -> {
                              id[0] = start(who, "never", 10, 0, null);
                              throw new IllegalStateException("rolled back");
                            })))
        .hasMessage("rolled back");
    assertThat(tasks(id[0])).isZero();
    assertThat(counted("never")).isEmpty();
  }

  @Test
  void a_cancelled_job_stops_between_two_steps() throws Exception {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    var gate = new CountDownLatch(1);
    Counting.GATES.put("stopped", gate);
    long id = start(who, "stopped", 50, 0, null);
    while (in(() -> jobs.get(id)).done() == 0) JobsForTests.pause(20);
    Scope.runAs(JINJIANG, () -> jobs.cancel(id, who.actor()));
    gate.countDown();
    assertThat(wait.finish(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(counted("stopped")).containsExactlyElementsOf(numbers(10));
    Scope.runAs(JINJIANG, () -> jobs.cancel(id, who.actor())); // again: nothing
  }

  @Test
  void a_job_that_is_over_cannot_be_cancelled() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    long id = start(who, "over", 10, 0, null);
    wait.done(id);
    assertThatThrownBy(() -> Scope.runAs(JINJIANG, () -> jobs.cancel(id, who.actor())))
        .isInstanceOf(RuleViolation.class);
  }

  /** A node that was thought dead wakes up: what it still writes is rolled back. */
  @Test
  void an_earlier_start_is_shut_out_by_a_later_one() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    var gate = new CountDownLatch(1);
    Counting.GATES.put("zombie", gate);
    long id = start(who, "zombie", 30, 0, null);
    while (in(() -> jobs.get(id)).done() == 0) JobsForTests.pause(20);
    var second = in(() -> store.begin(id)).orElseThrow();
    gate.countDown();
    var run = new JobRun(store, id, second.attempt(), JINJIANG, second.by(), second.checkpoint());
    Scope.runAs(JINJIANG, () -> counting.run(new Counting.Order("zombie", 30, 0, null), run));
    assertThat(counted("zombie")).containsExactlyElementsOf(numbers(30));
  }

  @Test
  void another_district_sees_neither_jobs_nor_files() {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    long id = start(who, "foreign", 10, 0, null);
    wait.done(id);
    var file =
        in(
            () ->
                files.store(
                    JINJIANG, "a.txt", new ByteArrayInputStream(new byte[10]), 100, who.actor()));
    assertThatThrownBy(() -> Scope.callAs(QINGYANG, () -> jobs.get(id)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> Scope.callAs(QINGYANG, () -> files.open(file.id())))
        .isInstanceOf(NotFound.class);
    int seen =
        Scope.callAs(
            QINGYANG,
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql("SELECT count(*) FROM job_file_chunk WHERE file_id = ?")
                            .param(file.id())
                            .query(Integer.class)
                            .single()));
    assertThat(seen).isZero();
    var foreigner = fixtures.user(QINGYANG, Role.SUPERVISOR);
    assertThat(mvc.get().uri("/jobs/" + id).with(user(foreigner))).hasStatus(404);
  }

  @Test
  void colleagues_see_their_own_jobs_and_the_supervisor_all() throws Exception {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    long id = start(who, "pages", 10, 0, null);
    wait.done(id);
    assertThat(page("/jobs/" + id, who)).contains("数完 10 个。");
    var colleague = fixtures.user(JINJIANG, Role.CASEWORKER);
    assertThat(mvc.get().uri("/jobs/" + id).with(user(colleague))).hasStatus(404);
    assertThat(page("/jobs", colleague)).contains("没有后台任务");
    var head = fixtures.user(JINJIANG, Role.SUPERVISOR);
    assertThat(page("/jobs?who=all&state=DONE", head)).contains("计数 pages");
    assertThat(mvc.post().uri("/jobs/" + id + "/cancel").with(user(colleague)).with(csrf()))
        .hasStatus(404);
    assertThat(mvc.post().uri("/jobs/" + id + "/cancel").with(user(who)).with(csrf()))
        .hasStatus3xxRedirection();
  }

  @Test
  void a_file_comes_back_as_it_was_put_in() throws Exception {
    var who = fixtures.user(JINJIANG, Role.CASEWORKER);
    byte[] bytes = new byte[(2 << 20) + 17];
    new Random(5).nextBytes(bytes);
    var file =
        in(
            () ->
                files.store(
                    JINJIANG, "大.bin", new ByteArrayInputStream(bytes), 4 << 20, who.actor()));
    assertThat(file.size()).isEqualTo(bytes.length);
    assertThat(in(() -> read(file.id()))).isEqualTo(bytes);
    assertThatThrownBy(
            () ->
                in(
                    () ->
                        files.store(
                            JINJIANG,
                            "太大.bin",
                            new ByteArrayInputStream(bytes),
                            1 << 20,
                            who.actor())))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("1 MB");
    int kept =
        in(
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql("SELECT count(*) FROM job_file WHERE name = '太大.bin'")
                            .query(Integer.class)
                            .single()));
    assertThat(kept).isZero();
  }

  private byte[] read(long file) {
    try (var in = files.open(file)) {
      return in.readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private long start(CurrentUser who, String name, int upTo, int failAfter, String failure) {
    return in(
        () ->
            jobs.start(
                counting,
                "计数 " + name,
                JINJIANG,
                new Counting.Order(name, upTo, failAfter, failure),
                name,
                who.actor()));
  }

  private static <T> T in(java.util.function.Supplier<T> work) {
    return Scope.callAs(JINJIANG, work);
  }

  private String page(String path, CurrentUser who) throws Exception {
    var result = mvc.get().uri(path).with(user(who)).exchange();
    assertThat(result).hasStatusOk();
    return Jsoup.parse(result.getResponse().getContentAsString()).text();
  }

  private java.util.List<String> counted(String name) {
    return in(
        () ->
            transaction.execute(
                s ->
                    jdbc.sql("SELECT object_id FROM audit_event WHERE object_type = ? ORDER BY id")
                        .param(name)
                        .query(String.class)
                        .list()));
  }

  private String actor(String name) {
    return in(
        () ->
            transaction.execute(
                s ->
                    jdbc.sql("SELECT DISTINCT actor FROM audit_event WHERE object_type = ?")
                        .param(name)
                        .query(String.class)
                        .single()));
  }

  private int tasks(long job) {
    return jdbc.sql(
            "SELECT count(*) FROM scheduled_tasks WHERE task_name = 'job' AND task_instance = ?")
        .param(Long.toString(job))
        .query(Integer.class)
        .single();
  }

  private static java.util.List<String> numbers(int upTo) {
    return IntStream.rangeClosed(1, upTo).mapToObj(Integer::toString).toList();
  }
}
