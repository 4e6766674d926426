package minzheng.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.Job;
import minzheng.jobs.Jobs;
import minzheng.jobs.JobsForTests;
import minzheng.processes.Processes;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A district's list of 50,000 persons in one workbook. */
@MinzhengTest
@ResourceLock(HeapWatch.HEAP)
class BigImportTest {
  private static final int ROWS = 50_000;

  /** A street of a district that no other test counts. */
  private static final String STREET = "510182001";

  private static final long MEGABYTE = 1 << 20;

  @Autowired Imports imports;
  @Autowired Fixtures fixtures;
  @Autowired Jobs jobs;
  @Autowired JobsForTests wait;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void three_wrong_rows_are_named_and_the_others_let_in_once() {
    var clerk = fixtures.user("510182", Role.CASEWORKER);
    var reviewer = fixtures.user("510182", Role.REVIEWER);
    Path file =
        Tables.workbook(
            Tables.PERSONS,
            ROWS,
            n -> {
              var row = Tables.person(STREET);
              return switch (n + 2) {
                case 17 -> Tables.with(row, "姓名", "");
                case 25_001 -> Tables.with(row, "证件号码", row.get(1).substring(0, 17) + "Y");
                case 50_001 -> Tables.with(row, "居住地", "510105002");
                default -> row;
              };
            });
    long before = persons(clerk);
    try (var heap = new HeapWatch()) {
      var table = as(clerk, () -> imports.handIn("persons", "全区名单.xlsx", file, clerk)).table();
      var checked = done(clerk, table.jobId());
      assertThat(checked.result()).isEqualTo("共 50,000 行：可导入 49,997 行，登记簿中已有且相同 0 行，有误 3 行。");
      assertThat(wrong(clerk, table.id()))
          .containsOnlyKeys("C17", "B25001", "G50001")
          .allSatisfy((cell, reason) -> assertThat(reason).endsWith("。"));
      assertThat(persons(clerk)).as("nothing is written before the yes").isEqualTo(before);
      as(clerk, () -> imports.submit(table.id(), clerk));
      var begun = as(reviewer, () -> imports.confirm(table.id(), 49_997, reviewer));
      assertThat(done(clerk, begun.jobId()).result()).isEqualTo("已写入 49,997 人；未变 0 行，有误未写入 3 行。");
      assertThat(persons(clerk)).isEqualTo(before + 49_997);
      var again = as(clerk, () -> imports.handIn("persons", "全区名单.xlsx", file, clerk));
      assertThat(again.before()).isTrue();
      assertThat(again.table().written()).isEqualTo(49_997);
      assertThat(persons(clerk)).isEqualTo(before + 49_997);
      assertThat(heap.peak()).as("heap held").isLessThan(512 * MEGABYTE);
      assertThat(heap.growth()).as("heap held by the import").isLessThan(96 * MEGABYTE);
    }
  }

  /** With more patience than for small work: a machine may have other things to do. */
  private Job done(CurrentUser user, long job) {
    Processes.await(
        Duration.ofMinutes(5),
        () -> as(user, () -> jobs.get(job)).isOver(),
        () -> as(user, () -> jobs.get(job)).toString());
    return wait.done(job);
  }

  private long persons(CurrentUser user) {
    return as(
        user,
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("SELECT count(*) FROM person WHERE region ^@ '510182'")
                        .query(Long.class)
                        .single()));
  }

  private Map<String, String> wrong(CurrentUser user, long table) {
    record Wrong(String cell, String reason) {}
    List<Wrong> rows =
        as(
            user,
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql(
                                """
                                SELECT cell, reason FROM sheet_import_row
                                WHERE import_id = ? AND standing = 'WRONG' ORDER BY line
                                """)
                            .param(table)
                            .query(Wrong.class)
                            .list()));
    return rows.stream().collect(Collectors.toMap(Wrong::cell, Wrong::reason));
  }

  private static <T> T as(CurrentUser user, java.util.function.Supplier<T> work) {
    return Scope.callAs(user.region(), work);
  }
}
