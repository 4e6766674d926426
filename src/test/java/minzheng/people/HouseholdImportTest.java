package minzheng.people;

import static minzheng.people.TableDesk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.imports.SheetImport;
import minzheng.imports.Tables;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A table of households, one member a row. */
@MinzhengTest
class HouseholdImportTest {
  private static final String STREET = "510104037";
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final List<String> HEADERS =
      List.of("证件号码", "姓名", "户主证件号码", "与户主关系", "居住地", "详细住址", "起始日期");

  @Autowired TableDesk desk;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private CurrentUser clerk;

  /** Somebody in the register. */
  private record Known(long id, String number, String name) {}

  @BeforeEach
  void people() {
    clerk = fixtures.user(STREET, Role.CASEWORKER);
  }

  @Test
  void households_are_written_and_the_same_households_change_nothing() {
    Known head = known("卢一");
    Known wife = known("卢二");
    Known child = known("卢三");
    Known alone = known("卢四");
    var rows =
        new ArrayList<>(
            List.of(
                row(head, head, "户主", STREET, "双桂路 1 号", "2026-01-01"),
                row(wife, head, "配偶", "", "", "2026-01-01"),
                row(child, head, "子女", "", "", "2026-02-01"),
                row(alone, alone, "户主", STREET, "", "2026-01-01")));
    var table = checked(rows);
    assertThat(table.fresh()).as(desk.wrong(table).toString()).isEqualTo(4);
    assertThat(households(head)).as("nothing before somebody else agreed").isEmpty();
    written(table, 4);

    var family = households(head).getFirst();
    var household = as(clerk, () -> households.get(family.householdId()));
    assertThat(household.region()).isEqualTo(STREET);
    assertThat(household.address()).isEqualTo("双桂路 1 号");
    assertThat(household.openedOn()).isEqualTo(DAY);
    assertThat(as(clerk, () -> households.members(household.id(), LocalDate.of(2026, 3, 1))))
        .extracting(Member::personId, Member::relation, Member::validFrom, Member::recordedBy)
        .containsExactly(
            tuple(head.id(), Relation.HEAD, DAY, clerk.name()),
            tuple(wife.id(), Relation.SPOUSE, DAY, clerk.name()),
            tuple(child.id(), Relation.CHILD, LocalDate.of(2026, 2, 1), clerk.name()));
    assertThat(households(alone).getFirst().householdId()).isNotEqualTo(household.id());
    assertThat(logged("登记", household.id())).isEqualTo(1);
    assertThat(logged("加入成员", household.id())).isEqualTo(3);

    Known mother = known("卢五");
    rows.add(row(mother, head, "父母", "", "", "2026-03-01"));
    var more = checked(rows);
    assertThat(more.same()).as(desk.wrong(more).toString()).isEqualTo(4);
    assertThat(more.fresh()).isEqualTo(1);
    written(more, 1);
    assertThat(households(mother).getFirst().householdId()).isEqualTo(household.id());
    assertThat(logged("登记", household.id())).as("no second household").isEqualTo(1);

    Known son = known("卢六");
    var joining = checked(List.of(row(son, head, "子女", "", "", "2026-04-01")));
    written(joining, 1);
    assertThat(households(son).getFirst().householdId()).isEqualTo(household.id());
  }

  @Test
  void what_differs_or_fits_no_rule_is_named() {
    Known head = known("卢甲");
    long home = as(clerk, () -> households.open(STREET, "原址", DAY, head.id()));
    Known wife = known("卢乙");
    Known lost = known("卢丙");
    Known other = known("卢丁");
    Known late = known("卢戊");
    var stranger = new Known(0, Tables.idNumber(), "卢某");
    Known misnamed = new Known(0, known("卢己").number(), "卢错");
    Known fourth = known("卢庚");
    Known fifth = known("卢辛");
    var table =
        checked(
            List.of(
                row(head, head, "户主", STREET, "新址", "2026-01-01"), // 2
                row(wife, head, "配偶", "", "", "2026-01-01"), // 3
                row(lost, stranger, "子女", "", "", "2026-01-01"), // 4
                row(stranger, stranger, "户主", STREET, "", "2026-01-01"), // 5
                row(misnamed, misnamed, "户主", STREET, "", "2026-01-01"), // 6
                row(other, other, "配偶", "", "", "2026-01-01"), // 7
                row(late, head, "户主", STREET, "", "2026-01-01"), // 8
                row(fourth, fourth, "户主", "510104001", "", ""), // 9
                row(fifth, fifth, "户主", "510105002", "", "1900-01-01"), // 10
                row(wife, fifth, "舅舅", "", "", "2026-01-01"))); // 11
    var wrong = desk.wrong(table);
    assertThat(wrong.get("F2")).contains("详细住址不同");
    assertThat(wrong.get("C3")).contains("第 2 行有误");
    assertThat(wrong.get("C4")).contains("请把户主排在成员之前");
    assertThat(wrong.get("A5")).contains("登记簿中没有此人");
    assertThat(wrong.get("B6")).contains("姓名与登记簿不一致");
    assertThat(wrong.get("D7")).contains("关系应为户主");
    assertThat(wrong.get("C8")).contains("户主证件号码应与本人的证件号码相同");
    assertThat(wrong).containsKey("G9、E9").containsKey("E10");
    assertThat(wrong.get("E10")).contains("不在本单位管辖范围内");
    assertThat(wrong.get("D11")).contains("没有“舅舅”这种关系");
    assertThat(table.wrong()).as(wrong.toString()).isEqualTo(10);
    assertThat(as(clerk, () -> households.get(home)).address()).isEqualTo("原址");
  }

  @Test
  void nobody_comes_to_live_in_two_households() {
    Known head = known("卢子");
    Known wife = known("卢丑");
    long home = as(clerk, () -> households.open(STREET, null, DAY, head.id()));
    Known second = known("卢寅");
    var rows =
        List.of(
            row(second, second, "户主", STREET, "", "2026-01-01"),
            row(head, second, "父母", "", "", "2026-05-01"),
            row(wife, head, "配偶", "", "", "2025-05-01"),
            row(known("卢卯"), second, "子女", "", "", "2025-05-01"));
    var table = checked(rows);
    var wrong = desk.wrong(table);
    assertThat(wrong.get("A3")).contains("已是一个家庭的成员");
    assertThat(wrong.get("G4")).contains("不能早于家庭成立日期 2026-01-01");
    assertThat(wrong.get("G5")).contains("不能早于家庭成立日期 2026-01-01");
    assertThat(table.fresh()).isEqualTo(1);

    // meanwhile somebody enters the same person at the counter
    desk.submit(table, clerk);
    as(clerk, () -> households.open(STREET, null, DAY, second.id()));
    assertThat(desk.confirm(table, 1, "已写入 0 人").written()).isZero();
    assertThat(households(second)).hasSize(1);
    assertThat(as(clerk, () -> households.members(home, DAY))).hasSize(1);
  }

  private Known known(String name) {
    String number = Tables.idNumber();
    long id = as(clerk, () -> persons.register(PersonEntry.holder(number, name, STREET)));
    return new Known(id, number, name);
  }

  private static List<String> row(
      Known who, Known head, String relation, String region, String address, String from) {
    return new ArrayList<>(
        List.of(who.number(), who.name(), head.number(), relation, region, address, from));
  }

  private SheetImport checked(List<? extends List<String>> rows) {
    return desk.checked("households", HEADERS, rows, clerk);
  }

  private void written(SheetImport table, int rows) {
    desk.submit(table, clerk);
    desk.confirm(table, rows, "已写入 " + rows + " 人");
  }

  private List<Member> households(Known who) {
    return as(clerk, () -> households.ofPerson(who.id()));
  }

  private long logged(String action, long household) {
    return as(
        clerk,
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            """
                            SELECT count(*) FROM audit_event
                            WHERE action = ? AND object_type = '家庭' AND object_id = ?
                            """)
                        .params(action, "" + household)
                        .query(Long.class)
                        .single()));
  }
}
