package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import minzheng.Fixtures;
import minzheng.imports.Imports;
import minzheng.imports.SheetImport;
import minzheng.imports.Tables;
import minzheng.jobs.JobsForTests;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands tables in and lets them in, as two persons. */
@Component
class TableDesk {
  private final Imports imports;
  private final Fixtures fixtures;
  private final JobsForTests wait;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  TableDesk(
      Imports imports,
      Fixtures fixtures,
      JobsForTests wait,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.imports = imports;
    this.fixtures = fixtures;
    this.wait = wait;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  SheetImport checked(
      String kind, List<String> headers, List<? extends List<String>> rows, CurrentUser clerk) {
    var file = Tables.workbook(headers, List.copyOf(rows));
    var table = as(clerk, () -> imports.handIn(kind, "名单.xlsx", file, clerk)).table();
    wait.done(table.jobId());
    return as(clerk, () -> imports.get(table.id()));
  }

  void submit(SheetImport table, CurrentUser clerk) {
    as(clerk, () -> imports.submit(table.id(), clerk));
  }

  /** What became of a submitted table, and how its job tells it. */
  SheetImport confirm(SheetImport table, int rows, String told) {
    var reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    var begun = as(reviewer, () -> imports.confirm(table.id(), rows, reviewer));
    assertThat(wait.done(begun.jobId()).result()).startsWith(told);
    return as(reviewer, () -> imports.get(table.id()));
  }

  /** The reasons by their cells. */
  Map<String, String> wrong(SheetImport table) {
    record Wrong(String cell, String reason) {}
    String sql =
        "SELECT cell, reason FROM sheet_import_row WHERE import_id = ? AND standing = 'WRONG'";
    return Scope.callAs(
            table.region(),
            () ->
                transaction.execute(
                    status -> jdbc.sql(sql).param(table.id()).query(Wrong.class).list()))
        .stream()
        .collect(Collectors.toMap(Wrong::cell, Wrong::reason));
  }

  static <T> T as(CurrentUser user, Supplier<T> work) {
    return Scope.callAs(user.region(), work);
  }
}
