package minzheng.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.jobs.JobsForTests;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.people.DocType;
import minzheng.people.Person;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A table of persons from the caseworker's hands into the register, and what keeps it out. */
@MinzhengTest
class ImportsTest {
  private static final String STREET = "510104017";

  @Autowired Imports imports;
  @Autowired ImportStore store;
  @Autowired Persons persons;
  @Autowired Fixtures fixtures;
  @Autowired JobsForTests wait;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private CurrentUser clerk;
  private CurrentUser reviewer;

  @BeforeEach
  void people() {
    clerk = fixtures.user(STREET, Role.CASEWORKER, Role.REVIEWER);
    reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
  }

  @Test
  void every_wrong_cell_is_named_with_its_reason() {
    var good = Tables.person(STREET);
    var rows =
        List.of(
            good,
            Tables.with(Tables.person(STREET), "证件号码", "990104196503120021"),
            Tables.with(Tables.person(STREET), "姓名", ""),
            Tables.with(Tables.with(Tables.person(STREET), "性别", "其他"), "出生日期", "1965-02-30"),
            Tables.with(Tables.person(STREET), "居住地", "锦江区 / 不存在街道"),
            Tables.with(Tables.person(STREET), "居住地", "青羊区"),
            Tables.with(Tables.person(STREET), "联系电话", "12345"),
            Tables.with(Tables.person(STREET), "证件类型", "无证件"),
            good);
    var table = checked(Tables.workbook(Tables.PERSONS, rows));
    assertThat(table.state()).isEqualTo(SheetImport.State.CHECKED);
    assertThat(table.rows()).isEqualTo(9);
    assertThat(table.fresh()).isEqualTo(1);
    assertThat(table.wrong()).isEqualTo(8);
    var wrong = wrong(table);
    assertThat(wrong.get("B3")).contains("校验位不符");
    assertThat(wrong.get("C4")).isEqualTo("请填写姓名。");
    assertThat(wrong.get("D5、E5")).contains("请填男或女", "2 月没有 30 日");
    assertThat(wrong.get("G6")).contains("没有“锦江区 / 不存在街道”这个地区");
    assertThat(wrong.get("G7")).contains("不在本单位管辖范围内");
    assertThat(wrong.get("H8")).contains("手机号应为 11 位");
    assertThat(wrong.get("A9")).contains("逐人登记");
    assertThat(wrong.get("B10")).isEqualTo("与第 2 行的证件号码相同，同一个证件号码只收一行。");
    assertThat(registered(good)).isEmpty();
  }

  @Test
  void another_person_lets_the_good_rows_in() {
    var one = Tables.with(Tables.person(STREET), "居住地", "锦江区 / 锦官驿街道");
    var two = Tables.person(STREET);
    var bad = Tables.with(Tables.person(STREET), "姓名", "");
    var table =
        checked(Tables.csv(Charset.forName("GB18030"), Tables.PERSONS, List.of(one, two, bad)));
    as(clerk, () -> imports.submit(table.id(), clerk));
    assertThatThrownBy(() -> as(clerk, () -> imports.confirm(table.id(), 2, clerk)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("另一名审核人");
    var approver = fixtures.user(Fixtures.JINJIANG, Role.APPROVER);
    assertThatThrownBy(() -> as(approver, () -> imports.confirm(table.id(), 2, approver)))
        .hasMessageContaining("审核人");
    assertThatThrownBy(() -> as(reviewer, () -> imports.confirm(table.id(), 3, reviewer)))
        .hasMessage("可导入的现在是 2 行，请重新核对。");
    var done = let(table);
    assertThat(done.state()).isEqualTo(SheetImport.State.DONE);
    assertThat(done.written()).isEqualTo(2);
    assertThat(done.wrong()).isEqualTo(1);
    var person = registered(one).getFirst();
    assertThat(person.region()).isEqualTo(STREET);
    assertThat(person.name()).isEqualTo(one.get(2));
    assertThat(person.phone()).isEqualTo(one.get(7));
    assertThat(person.changedBy()).isEqualTo(clerk.name());
    assertThat(audited("人员", person.id())).containsExactly("登记");
    assertThat(audited("批量导入", table.id())).containsExactly("上传", "提交", "确认", "导入");
    assertThat(found(one.get(2))).as("the search knows the person").isEqualTo(1);
    assertThatThrownBy(() -> as(reviewer, () -> imports.confirm(table.id(), 2, reviewer)))
        .hasMessageContaining("不能复核");
  }

  @Test
  void the_same_file_changes_nothing_and_the_same_people_neither() {
    var rows = new ArrayList<>(List.of(Tables.person(STREET), Tables.person(STREET)));
    Path file = Tables.workbook(Tables.PERSONS, rows);
    var first = checked(file);
    as(clerk, () -> imports.submit(first.id(), clerk));
    let(first);
    long before = count();
    var again = as(clerk, () -> imports.handIn("persons", "另一个名字.xlsx", file, clerk));
    assertThat(again.before()).isTrue();
    assertThat(again.table().id()).isEqualTo(first.id());
    // the empty phone says nothing; the new row is the only new one
    rows.set(0, Tables.with(rows.get(0), "联系电话", ""));
    rows.add(Tables.person(STREET));
    var more = checked(Tables.workbook(Tables.PERSONS, rows));
    assertThat(more.same()).isEqualTo(2);
    assertThat(more.fresh()).isEqualTo(1);
    assertThat(count()).isEqualTo(before);
    var known =
        checked(
            Tables.csv(
                java.nio.charset.StandardCharsets.UTF_8, Tables.PERSONS, rows.subList(0, 2)));
    assertThat(known.fresh()).isZero();
    assertThatThrownBy(() -> as(clerk, () -> imports.submit(known.id(), clerk)))
        .hasMessageContaining("没有可以导入的行");
  }

  @Test
  void who_differs_is_never_overwritten() {
    var row = Tables.person(STREET);
    register(row, STREET);
    var other = Tables.with(Tables.with(row, "姓名", "何其他"), "详细住址", "别处 1 号");
    var table = checked(Tables.workbook(Tables.PERSONS, List.of(other)));
    assertThat(wrong(table))
        .containsExactly(Map.entry("C2、I2", "登记簿中已有此人，姓名、详细住址与本行不同；批量导入不覆盖已有档案，请在一人一档中更正。"));
    assertThat(registered(row).getFirst().name()).isEqualTo(row.get(2));
  }

  @Test
  void who_is_registered_elsewhere_stays_there() {
    var row = Tables.person(STREET);
    register(row, "510105002");
    var table = checked(Tables.workbook(Tables.PERSONS, List.of(row)));
    assertThat(wrong(table).get("B2")).isEqualTo("该证件号码已由青羊区登记，请填写理由调取档案，不要重复登记。");
  }

  @Test
  void who_was_registered_between_check_and_yes_is_not_written_twice() {
    var equal = Tables.person(STREET);
    var different = Tables.person(STREET);
    var fresh = Tables.person(STREET);
    var table = checked(Tables.workbook(Tables.PERSONS, List.of(equal, different, fresh)));
    as(clerk, () -> imports.submit(table.id(), clerk));
    register(equal, STREET);
    register(Tables.with(different, "姓名", "何其他"), STREET);
    var done = let(table);
    assertThat(done.written()).isEqualTo(1);
    assertThat(done.same()).isEqualTo(1);
    assertThat(wrong(done).get("C3")).contains("姓名与本行不同");
    assertThat(registered(different).getFirst().name()).isEqualTo("何其他");
  }

  @Test
  void a_table_sent_back_may_come_again_and_one_given_up_leaves_nothing() {
    Path file = Tables.workbook(Tables.PERSONS, List.of(Tables.person(STREET)));
    var table = checked(file);
    as(clerk, () -> imports.submit(table.id(), clerk));
    assertThatThrownBy(() -> as(reviewer, () -> imports.reject(table.id(), " ", reviewer)))
        .hasMessage("请填写退回的原因。");
    as(reviewer, () -> imports.reject(table.id(), "居住地请写到社区", reviewer));
    assertThat(audited("批量导入", table.id())).containsExactly("上传", "提交", "退回");
    var again = as(clerk, () -> imports.handIn("persons", "名单.xlsx", file, clerk));
    assertThat(again.before()).isFalse();
    wait.done(again.table().jobId());
    as(clerk, () -> imports.withdraw(again.table().id(), clerk));
    assertThat(rows(again.table().id())).isZero();
    var given = as(clerk, () -> imports.get(again.table().id()));
    assertThat(given.fileId()).as("the file is gone").isNull();
  }

  @Test
  void rows_and_file_are_forgotten_and_the_file_still_counts_only_once() {
    Path file = Tables.workbook(Tables.PERSONS, List.of(Tables.person(STREET)));
    var table = checked(file);
    as(clerk, () -> imports.submit(table.id(), clerk));
    let(table);
    var left = checked(Tables.workbook(Tables.PERSONS, List.of(Tables.person(STREET))));
    in(
        () ->
            jdbc.sql(
                    "UPDATE sheet_import SET made_at = '2020-01-01', ended_at = CASE WHEN ended_at"
                        + " IS NOT NULL THEN '2020-01-02'::timestamptz END WHERE id IN (?, ?)")
                .params(table.id(), left.id())
                .update());
    Scope.runAs(Fixtures.CITY, () -> store.forget(java.time.Instant.parse("2021-01-01T00:00:00Z")));
    for (var old : List.of(table, left)) {
      assertThat(rows(old.id())).isZero();
      assertThat(as(clerk, () -> imports.get(old.id())).fileId()).isNull();
    }
    assertThat(as(clerk, () -> imports.get(table.id())).written()).isEqualTo(1);
    assertThat(as(clerk, () -> imports.get(left.id())).state())
        .isEqualTo(SheetImport.State.WITHDRAWN);
    assertThat(as(clerk, () -> imports.handIn("persons", "a.xlsx", file, clerk)).before()).isTrue();
  }

  @Test
  void numbers_that_a_spreadsheet_has_cut_are_wrong_and_its_dates_are_read() throws Exception {
    Path file = Tables.file(".xlsx");
    var row = Tables.person(STREET);
    try (var out = java.nio.file.Files.newOutputStream(file);
        var book = new org.dhatim.fastexcel.Workbook(out, "Tests", "1.0")) {
      var sheet = book.newWorksheet("名单");
      for (int i = 0; i < Tables.PERSONS.size(); i++) sheet.value(0, i, Tables.PERSONS.get(i));
      sheet.value(1, 1, new java.math.BigDecimal(row.get(1).substring(0, 15) + "000"));
      sheet.value(1, 2, row.get(2));
      sheet.value(1, 6, STREET);
      sheet.value(2, 0, "护照");
      sheet.value(2, 1, "E" + row.get(1).substring(8, 16));
      sheet.value(2, 2, row.get(2));
      sheet.value(2, 3, "女");
      sheet.value(2, 4, java.time.LocalDate.of(1965, 3, 12));
      sheet.style(2, 4).format("yyyy-mm-dd").set();
      sheet.value(2, 6, STREET);
      sheet.value(2, 7, 13712345678L);
      sheet.value(3, 1, Tables.person(STREET).get(1));
      sheet.value(3, 2, row.get(2));
      sheet.value(3, 4, java.time.LocalDate.of(1985, 1, 9));
      sheet.style(3, 4).format("yyyy-mm-dd").set();
      sheet.value(3, 6, STREET);
    }
    var table = checked(file);
    assertThat(wrong(table).get("B2")).contains("已被表格软件舍去");
    assertThat(wrong(table).get("E4")).contains("与证件号码不一致");
    assertThat(typed(table, 4)).contains("1985-01-09");
    assertThat(table.fresh()).isEqualTo(1);
    as(clerk, () -> imports.submit(table.id(), clerk));
    let(table);
    var person =
        as(clerk, () -> persons.find(DocType.PASSPORT, "E" + row.get(1).substring(8, 16)))
            .orElseThrow();
    assertThat(person.birthDate()).isEqualTo("1965-03-12");
    assertThat(person.phone()).isEqualTo("13712345678");
  }

  private String typed(SheetImport table, int line) {
    return in(
        () ->
            jdbc.sql("SELECT cells::text FROM sheet_import_row WHERE import_id = ? AND line = ?")
                .params(table.id(), line)
                .query(String.class)
                .single());
  }

  @Test
  void another_office_sees_nothing_of_it_and_what_was_written_stays() {
    var table = checked(Tables.workbook(Tables.PERSONS, List.of(Tables.person(STREET))));
    var elsewhere = fixtures.user(Fixtures.QINGYANG, Role.REVIEWER);
    assertThatThrownBy(() -> as(elsewhere, () -> imports.get(table.id())))
        .isInstanceOf(NotFound.class);
    as(clerk, () -> imports.submit(table.id(), clerk));
    let(table);
    assertThatThrownBy(
            () ->
                in(
                    () ->
                        jdbc.sql("UPDATE sheet_import_row SET standing = 'NEW' WHERE import_id = ?")
                            .param(table.id())
                            .update()))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("is in the register");
  }

  private SheetImport checked(Path file) {
    String name = "名单" + file.toString().substring(file.toString().lastIndexOf('.'));
    var table = as(clerk, () -> imports.handIn("persons", name, file, clerk)).table();
    wait.done(table.jobId());
    return as(clerk, () -> imports.get(table.id()));
  }

  private SheetImport let(SheetImport table) {
    var begun = as(reviewer, () -> imports.confirm(table.id(), table.fresh(), reviewer));
    wait.done(begun.jobId());
    return as(reviewer, () -> imports.get(table.id()));
  }

  private void register(List<String> row, String region) {
    Scope.runAs(
        region,
        () ->
            persons.register(
                new PersonEntry(
                    DocType.ID,
                    row.get(1),
                    row.get(2),
                    null,
                    null,
                    STREET,
                    region,
                    row.get(7),
                    row.get(8))));
  }

  private List<Person> registered(List<String> row) {
    return as(clerk, () -> persons.find(DocType.ID, row.get(1))).stream().toList();
  }

  private Map<String, String> wrong(SheetImport table) {
    record Wrong(String cell, String reason) {}
    return in(
            () ->
                jdbc.sql(
                        "SELECT cell, reason FROM sheet_import_row WHERE import_id = ? AND standing"
                            + " = 'WRONG'")
                    .param(table.id())
                    .query(Wrong.class)
                    .list())
        .stream()
        .collect(java.util.stream.Collectors.toMap(Wrong::cell, Wrong::reason));
  }

  private int rows(long table) {
    return in(
        () ->
            jdbc.sql("SELECT count(*) FROM sheet_import_row WHERE import_id = ?")
                .param(table)
                .query(Integer.class)
                .single());
  }

  private long count() {
    return in(() -> jdbc.sql("SELECT count(*) FROM person").query(Long.class).single());
  }

  private int found(String name) {
    return in(
        () ->
            jdbc.sql("SELECT count(*) FROM name_part WHERE suffix = ?")
                .param(name)
                .query(Integer.class)
                .single());
  }

  private List<String> audited(String type, long id) {
    return in(
        () ->
            jdbc.sql(
                    "SELECT action FROM audit_event WHERE object_type = ? AND object_id = ? ORDER"
                        + " BY id")
                .params(type, Long.toString(id))
                .query(String.class)
                .list());
  }

  private <T> T in(Supplier<T> work) {
    return Scope.callAs(STREET, () -> transaction.execute(status -> work.get()));
  }

  private static <T> T as(CurrentUser user, Supplier<T> work) {
    return Scope.callAs(user.region(), work);
  }
}
