package minzheng.people;

import static minzheng.people.TableDesk.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.imports.SheetImport;
import minzheng.imports.Tables;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A table of facts about registered persons. */
@MinzhengTest
class EvidenceImportTest {
  private static final String STREET = "510104035";
  private static final List<String> HEADERS =
      List.of("证件号码", "姓名", "证据类别", "项目", "数值", "选项", "选项二", "说明", "起始日期", "截止日期", "依据");

  @Autowired TableDesk desk;
  @Autowired Persons persons;
  @Autowired EvidenceLog evidence;
  @Autowired Fixtures fixtures;

  private CurrentUser clerk;
  private String number;
  private long person;

  @BeforeEach
  void somebody() {
    clerk = fixtures.user(STREET, Role.CASEWORKER);
    number = Tables.idNumber();
    person = as(clerk, () -> persons.register(PersonEntry.holder(number, "林证据", STREET)));
  }

  @Test
  void facts_are_written_and_the_same_facts_change_nothing() {
    var rows =
        List.of(
            row("收入", "工资性收入", "1200", "", "", "社区保洁", "2026-01-01", "", "单位证明"),
            row("残疾", "", "", "肢体", "二级", "", "2025-03-01", "", "残疾人证"),
            row("户籍地", "", "", "四川省 / 成都市 / 锦江区", "", "", "2020-01-01", "", "户口簿"));
    var table = checked(rows);
    assertThat(table.fresh()).as(desk.wrong(table).toString()).isEqualTo(3);
    desk.submit(table, clerk);
    desk.confirm(table, 3, "已写入 3 条");
    var facts = current();
    assertThat(facts).hasSize(3);
    var income =
        facts.stream().filter(e -> e.kind() == EvidenceKind.INCOME).findFirst().orElseThrow();
    assertThat(income.detail()).isEqualTo("WAGE");
    assertThat(income.value()).containsEntry("amount", "1200.00").containsEntry("note", "社区保洁");
    assertThat(income.validFrom()).isEqualTo("2026-01-01");
    assertThat(income.recordedBy()).isEqualTo(clerk.name());
    var again = new ArrayList<>(rows);
    again.add(row("劳动能力", "", "", "是", "", "", "2026-01-01", "", "入户"));
    var more = checked(again);
    assertThat(more.same()).isEqualTo(3);
    assertThat(more.fresh()).isEqualTo(1);
  }

  @Test
  void what_differs_or_fits_no_rule_is_named() {
    as(
        clerk,
        () ->
            evidence.record(
                EvidenceLog.Subject.person(person),
                EvidenceLog.Entry.of(
                    EvidenceKind.INCOME,
                    "WAGE",
                    Map.of("amount", "900"),
                    LocalDate.of(2026, 1, 1),
                    "申报")));
    var unknown = new ArrayList<>(row("劳动能力", "", "", "是", "", "", "2026-01-01", "", "入户"));
    unknown.set(0, Tables.idNumber());
    var other = new ArrayList<>(row("劳动能力", "", "", "是", "", "", "2026-01-01", "", "入户"));
    other.set(1, "林别人");
    var table =
        checked(
            List.of(
                row("收入", "工资性收入", "1200", "", "", "", "2026-03-01", "", "单位证明"),
                row("收入", "彩票", "1200", "", "", "", "2026-03-01", "", "单位证明"),
                row("残疾", "", "5", "肢体", "九级", "", "2025-03-01", "", "残疾人证"),
                row("存款等金融资产", "", "5", "", "", "", "2025-03-01", "", "申报"),
                row("劳动能力", "", "", "是", "", "", "", "", ""),
                row("劳动能力", "", "", "是", "", "", "1900-01-01", "", "入户"),
                unknown,
                other));
    var wrong = desk.wrong(table);
    assertThat(table.wrong()).as(wrong.toString()).isEqualTo(8);
    assertThat(wrong.get("I2")).contains("这段日期内已有“收入 · 工资性收入”的记录");
    assertThat(wrong.get("D3")).contains("请选择收入的类别");
    assertThat(wrong.get("E4、G4")).contains("“残疾”没有这一项", "请选择残疾等级");
    assertThat(wrong.get("C5")).contains("按户记录");
    assertThat(wrong.get("I6、K6")).contains("请填写开始日期", "请填写依据");
    assertThat(wrong.get("I7")).contains("起始日期不能早于出生日期");
    assertThat(wrong.get("A8")).contains("登记簿中没有此人");
    assertThat(wrong.get("B9")).contains("姓名与登记簿不一致");
    assertThat(current()).hasSize(1);
  }

  private List<String> row(String... rest) {
    var row = new ArrayList<>(List.of(number, "林证据"));
    row.addAll(Arrays.asList(rest));
    return row;
  }

  private SheetImport checked(List<List<String>> rows) {
    return desk.checked("evidence", HEADERS, rows, clerk);
  }

  private List<Evidence> current() {
    return as(clerk, () -> evidence.current(EvidenceLog.Subject.person(person)));
  }
}
