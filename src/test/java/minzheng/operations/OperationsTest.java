package minzheng.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.DriverManager;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.TestDatabase;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** Health and figures of a node; TwoNodesTest looks at them from outside. */
@MinzhengTest
class OperationsTest {
  @Autowired Scheduler scheduler;
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired MeterRegistry meters;
  @Autowired Snapshots snapshots;
  @Autowired MigrationsHealth migrations;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void a_database_without_the_newest_tables_is_not_ready() throws Exception {
    assertThat(migrations.health().getStatus()).isEqualTo(Status.UP);
    String newest = migrations.health().getDetails().get("newest").toString();
    try (var owner = DriverManager.getConnection(TestDatabase.url(), "minzheng_owner", "owner");
        var statement = owner.createStatement()) {
      statement.execute(
          "UPDATE flyway_schema_history SET success = false WHERE version = '" + newest + "'");
      try {
        assertThat(migrations.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(migrations.health().getDetails().toString()).contains(newest);
        assertThat(mvc.get().uri("/readyz").exchange()).hasStatus(503);
        assertThat(mvc.get().uri("/livez").exchange()).hasStatusOk();
      } finally {
        statement.execute(
            "UPDATE flyway_schema_history SET success = true WHERE version = '" + newest + "'");
      }
    }
    assertThat(mvc.get().uri("/readyz").exchange()).hasStatusOk();
  }

  private long gauge(String name, String... tags) {
    snapshots.forget();
    return Math.round(meters.get(name).tags(tags).gauge().value());
  }

  @Test
  void waiting_and_failed_jobs_show_in_the_figures() {
    var clerk = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    long waiting = gauge("minzheng.jobs", "state", "QUEUED");
    long failed = gauge("minzheng.jobs", "state", "FAILED");
    Scope.runAs(
        Fixtures.JINJIANG,
        () ->
            transaction.executeWithoutResult(
                status -> {
                  String insert =
                      """
                      INSERT INTO job (region, kind, title, params, state, error, started_by, started_by_name,
                                       office, created_at, finished_at)
                      VALUES ('510104', 'none', 'x', '{}', ?, ?, ?, 'x', 'x', ?::timestamptz, ?::timestamptz)
                      """;
                  jdbc.sql(insert)
                      .params("QUEUED", null, clerk.accountId(), "2020-01-01T00:00:00Z", null)
                      .update();
                  jdbc.sql(insert)
                      .params("FAILED", "x", clerk.accountId(), "2999-01-01", "2999-01-01")
                      .update();
                }));
    try {
      assertThat(gauge("minzheng.jobs", "state", "QUEUED")).isEqualTo(waiting + 1);
      assertThat(gauge("minzheng.jobs", "state", "FAILED")).isEqualTo(failed + 1);
      assertThat(gauge("minzheng.jobs.oldest.waiting")).isGreaterThan(86_400);
    } finally {
      Scope.runAs(
          Fixtures.JINJIANG,
          () ->
              transaction.executeWithoutResult(
                  status ->
                      jdbc.sql(
                              "UPDATE job SET state = 'CANCELLED', error = NULL, finished_at ="
                                  + " created_at WHERE kind = 'none'")
                          .update()));
    }
  }

  @Test
  void tasks_that_no_node_takes_and_tasks_that_fail_show_in_the_figures() {
    scheduler.pause(); // it would take the row as its own to look what it is
    long overdue = gauge("minzheng.tasks.overdue");
    long failing = gauge("minzheng.tasks.failing");
    jdbc.sql(
            """
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, consecutive_failures, version)
            VALUES ('nobody-knows', '1', now() - interval '1 hour', false, 3, 1)
            """)
        .update();
    try {
      assertThat(gauge("minzheng.tasks.overdue")).isEqualTo(overdue + 1);
      assertThat(gauge("minzheng.tasks.failing")).isEqualTo(failing + 1);
    } finally {
      jdbc.sql("DELETE FROM scheduled_tasks WHERE task_name = 'nobody-knows'").update();
      scheduler.resume();
    }
  }

  @Test
  void a_wrong_password_is_counted_by_cause_and_not_by_name() {
    String username = "nobody" + System.nanoTime();
    double before = badCredentials();
    mvc.post()
        .uri("/login")
        .with(csrf())
        .param("username", username)
        .param("password", "wrong")
        .exchange();
    assertThat(badCredentials()).isEqualTo(before + 1);
    assertThat(meters.getMeters())
        .noneMatch(meter -> meter.getId().getTags().toString().contains(username));
  }

  private double badCredentials() {
    var counter =
        meters.find("minzheng.sign.in.failures").tag("cause", "BadCredentialsException").counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void runs_show_by_their_state() {
    long made =
        Scope.callAs(
            Fixtures.CITY,
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql("SELECT count(*) FROM run WHERE state = 'DRAFT'")
                            .query(Long.class)
                            .single()));
    assertThat(gauge("minzheng.runs", "state", "DRAFT")).isEqualTo(made);
  }

  @Test
  void on_the_pages_port_only_an_administrator_reads_more_than_health() {
    var clerk = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    var chief = fixtures.user(Fixtures.CITY, Role.SYSTEM_ADMIN);
    for (String path : new String[] {"/actuator", "/actuator/prometheus"}) {
      assertThat(mvc.get().uri(path).exchange()).hasStatus3xxRedirection();
      assertThat(mvc.get().uri(path).with(user(clerk)).exchange()).hasStatus(403);
    }
    assertThat(mvc.get().uri("/actuator").with(user(chief)).exchange()).hasStatusOk();
  }
}
