package minzheng.people;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import minzheng.imports.ImportKind;
import minzheng.imports.SheetColumn;
import minzheng.imports.SheetRow;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.PersonName;
import minzheng.kernel.RuleViolation;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * 批量导入家庭: one row for each member, by the rules of {@link Households}. A household is known by the
 * document of its head, whose row opens it and stands before those of the others; members may also
 * join a household of the register.
 */
@Component
@Order(20)
class HouseholdSheet extends RegisterSheet {
  static final int HEAD_TYPE = 3;
  static final int HEAD_NUMBER = 4;
  static final int RELATION = 5;
  static final int REGION = 6;
  static final int ADDRESS = 7;
  static final int FROM = 8;

  private static final int LONGEST_ADDRESS = 200;

  private static final List<SheetColumn> COLUMNS =
      List.of(
          new SheetColumn("证件类型", false, "不填为居民身份证", "居民身份证"),
          SheetColumn.document("证件号码", "须填；须是登记簿中已有的人员；这一列请设为“文本”", "990104196503120029"),
          new SheetColumn("姓名", true, "须填，与登记簿一致", "王秀英"),
          new SheetColumn("户主证件类型", false, "不填为居民身份证", "居民身份证"),
          SheetColumn.document("户主证件号码", "须填；户主本人的行与证件号码相同", "990104196503120029"),
          new SheetColumn("与户主关系", true, "户主、配偶、子女、父母、兄弟姐妹或其他", "户主"),
          new SheetColumn("居住地", true, "户主的行须填；区划代码，或“区县 / 街道 / 社区”", "锦江区 / 锦官驿街道"),
          new SheetColumn("详细住址", false, "只看户主的行；不超过 200 字", "水津街 12 号 3 单元 5 号"),
          new SheetColumn("起始日期", true, "须填；户主的是家庭成立日期，成员的是加入日期", "2026-01-01"));

  private static final About ABOUT =
      new About(
          "households",
          "家庭",
          "人",
          COLUMNS,
          List.of(
              "一名成员一行，户主也占一行，排在本户其他成员之前；居住地和详细住址只看户主的行。",
              "登记簿中已有的家庭，可以只列新加入的成员。",
              "一个人同时只能属于一个家庭；登记簿中已有且相同的不重复登记，不同的不覆盖，列为有误，请在家庭页变更。"),
          NAME,
          DOC_NUMBER,
          "证件号码",
          "/people/households/");

  private final Regions divisions;

  HouseholdSheet(Regions divisions, RegionText regions, HouseholdImports imports) {
    super(ABOUT, imports, regions);
    this.divisions = divisions;
  }

  /**
   * A row as it is kept until it is written.
   *
   * @param head key of the head's row, as {@link ImportKind.Entry#key}
   * @param region of the household; null in the rows of its other members, like the address
   */
  record Value(
      DocType docType,
      String docNumber,
      String name,
      DocType headType,
      String headNumber,
      String head,
      Relation relation,
      String region,
      String address,
      LocalDate from) {}

  @Override
  public Entry check(SheetRow row) {
    var type = type(row, DOC_TYPE);
    String number = number(row, DOC_NUMBER, type);
    if (row.text(NAME) == null) row.wrong(NAME, "请填写姓名。");
    var headType = type(row, HEAD_TYPE);
    String headNumber = headNumber(row, headType);
    var relation = relation(row);
    var from = row.day(FROM);
    if (from == null && row.text(FROM) == null) row.wrong(FROM, "请填写起始日期。");
    if (number == null || headNumber == null || relation == null) return null;
    boolean head = relation == Relation.HEAD;
    boolean self = number.equals(headNumber) && type == headType;
    if (head && !self) row.wrong(HEAD_NUMBER, "关系是户主的，户主证件号码应与本人的证件号码相同。");
    if (!head && self) row.wrong(RELATION, "户主证件号码是本人的，关系应为户主。");
    String region = head ? home(row) : null;
    String address = head ? row.text(ADDRESS) : null;
    if (address != null && address.length() > LONGEST_ADDRESS)
      row.wrong(ADDRESS, "详细住址不能超过 " + LONGEST_ADDRESS + " 字，请精简。");
    if (row.isWrong()) return null;
    return new Entry(
        type + ":" + number,
        new Value(
            type,
            number,
            PersonName.normalize(row.text(NAME)),
            headType,
            headNumber,
            headType + ":" + headNumber,
            relation,
            region,
            address,
            from));
  }

  private static String headNumber(SheetRow row, DocType type) {
    if (row.text(HEAD_NUMBER) != null) return number(row, HEAD_NUMBER, type);
    row.wrong(HEAD_NUMBER, "请填写户主证件号码。");
    return null;
  }

  private static Relation relation(SheetRow row) {
    String word = row.text(RELATION);
    var relation = Stream.of(Relation.values()).filter(r -> r.label().equals(word)).findFirst();
    if (word == null) row.wrong(RELATION, "请填写与户主关系。");
    else if (relation.isEmpty()) row.wrong(RELATION, "没有“" + word + "”这种关系，请按模板的说明填写。");
    return relation.orElse(null);
  }

  private String home(SheetRow row) {
    if (row.text(REGION) == null) row.wrong(REGION, "请填写居住地。");
    String code = region(row, REGION);
    try {
      if (code != null) Households.checkRegion(code, divisions);
    } catch (RuleViolation wrong) {
      row.wrong(REGION, wrong.getMessage());
    }
    return code;
  }
}
