package minzheng.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.imports.SheetColumn;
import minzheng.imports.SheetRow;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 批量导入人员: the register's own rules for each row of a table ({@link PersonRules}). */
@Component
@Order(10)
class PersonSheet extends RegisterSheet {
  static final int SEX = 3;
  static final int BIRTH_DATE = 4;
  static final int HUKOU = 5;
  static final int REGION = 6;
  static final int PHONE = 7;
  static final int ADDRESS = 8;

  private static final List<SheetColumn> COLUMNS =
      List.of(
          new SheetColumn("证件类型", false, "不填为居民身份证；或护照、港澳台居民居住证、外国人永久居留身份证", "居民身份证"),
          SheetColumn.document("证件号码", "须填；这一列请设为“文本”", "990104196503120029"),
          new SheetColumn("姓名", true, "须填，与证件一致", "王秀英"),
          new SheetColumn("性别", false, "男或女；身份证可不填", "女"),
          new SheetColumn("出生日期", false, "如 1965-03-12；身份证可不填", "1965-03-12"),
          new SheetColumn("户籍地", false, "区划代码，或“省 / 市 / 区县”；不清楚可不填", "四川省 / 成都市 / 锦江区"),
          new SheetColumn("居住地", true, "须填；区划代码，或“区县 / 街道 / 社区”", "锦江区 / 锦官驿街道"),
          new SheetColumn("联系电话", false, "11 位手机号，或带区号的座机", "13900000028"),
          new SheetColumn("详细住址", false, "街巷、楼栋、门牌，不超过 200 字", "水津街 12 号 3 单元 5 号"));

  private static final About ABOUT =
      new About(
          "persons",
          "人员",
          "人",
          COLUMNS,
          List.of(
              "居住地须在本单位管辖范围内。",
              "已登记且内容相同的人员不重复登记，空着的格不作比较；内容不同的不覆盖，列为有误，请在一人一档中更正。",
              "无证件人员请在一人一档中逐人登记。"),
          NAME,
          DOC_NUMBER,
          "证件号码",
          "/people/");

  /** Where each field of the rules stands. */
  private static final List<String> FIELDS =
      List.of(
          "docType",
          "docNumber",
          "name",
          "sex",
          "birthDate",
          "hukou",
          "region",
          "phone",
          "address");

  private final PersonRules rules;
  private final Clock clock;

  PersonSheet(PersonRules rules, RegionText regions, PersonImports imports, Clock clock) {
    super(ABOUT, imports, regions);
    this.rules = rules;
    this.clock = clock;
  }

  /** A row as it is kept until it is written. */
  record Value(
      DocType docType,
      String docNumber,
      String name,
      List<String> initials,
      Sex sex,
      LocalDate birthDate,
      String hukou,
      String region,
      String phone,
      String address) {}

  @Override
  public Entry check(SheetRow row) {
    var type = type(row, DOC_TYPE);
    var entry =
        new PersonEntry(
            type,
            row.text(DOC_NUMBER),
            row.text(NAME),
            sex(row),
            row.day(BIRTH_DATE),
            region(row, HUKOU),
            region(row, REGION),
            row.text(PHONE),
            row.text(ADDRESS));
    if (row.isWrong()) return null;
    var checked = rules.check(entry, LocalDate.now(clock));
    for (RuleViolation problem : checked.problems())
      row.wrong(Math.max(0, FIELDS.indexOf(problem.field())), problem.getMessage());
    if (row.isWrong()) return null;
    PersonEntry e = checked.entry();
    return new Entry(
        e.docType() + ":" + e.docNumber(),
        new Value(
            e.docType(),
            e.docNumber(),
            e.name(),
            Initials.of(e.name()),
            e.sex(),
            e.birthDate(),
            e.hukou(),
            e.region(),
            e.phone(),
            e.address()));
  }

  private static Sex sex(SheetRow row) {
    String word = row.text(SEX);
    if (word == null) return null;
    for (Sex sex : Sex.values()) if (word.equals(sex.label())) return sex;
    row.wrong(SEX, "性别请填男或女。");
    return null;
  }
}
