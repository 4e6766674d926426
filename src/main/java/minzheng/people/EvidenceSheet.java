package minzheng.people;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.imports.SheetColumn;
import minzheng.imports.SheetRow;
import minzheng.kernel.PersonName;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 批量导入证据: facts about registered persons, by the rules of {@link EvidenceKind}. */
@Component
@Order(30)
class EvidenceSheet extends RegisterSheet {
  static final int KIND = 3;
  static final int DETAIL = 4;
  static final int NUMBER = 5;
  static final int CHOICE = 6;
  static final int SECOND_CHOICE = 7;
  static final int TEXT = 8;
  static final int FROM = 9;
  static final int TO = 10;
  static final int SOURCE = 11;

  private static final List<SheetColumn> COLUMNS =
      List.of(
          new SheetColumn("证件类型", false, "不填为居民身份证", "居民身份证"),
          SheetColumn.document("证件号码", "须填；须是登记簿中已有的人员；这一列请设为“文本”", "990104196503120029"),
          new SheetColumn("姓名", true, "须填，与登记簿一致", "王秀英"),
          new SheetColumn("证据类别", true, "须填，如 收入、残疾、就学、劳动能力", "收入"),
          new SheetColumn("项目", false, "类别下还分项目的须填，如 工资性收入", "工资性收入"),
          new SheetColumn("数值", false, "金额（元）或次数", "1200.00"),
          new SheetColumn("选项", false, "等级、类别、是或否；户籍地填区划", ""),
          new SheetColumn("选项二", false, "第二个选项，如残疾等级", ""),
          new SheetColumn("说明", false, "学校、病种、证号等，不超过 200 字", "社区保洁"),
          new SheetColumn("起始日期", true, "须填，如 2026-01-01", "2026-01-01"),
          new SheetColumn("截止日期", false, "仍在持续的不填", ""),
          new SheetColumn("依据", true, "须填，如 单位证明、残疾人证、部门核对", "单位证明"));

  private static final About ABOUT =
      new About(
          "evidence",
          "证据",
          "条",
          COLUMNS,
          List.of(
              "类别："
                  + String.join("、", personal().map(EvidenceKind::label).toList())
                  + "。存款、车辆、刚性支出按户记录，请在家庭页登记。",
              "同一人同一项目在同一段时间只有一条；登记簿中已有且相同的不重复登记，不同的不覆盖，列为有误，请在证据页更正或变更。"),
          NAME,
          DOC_NUMBER,
          "证件号码、类别、项目和起始日期",
          "/people/");

  EvidenceSheet(RegionText regions, EvidenceImports imports) {
    super(ABOUT, imports, regions);
  }

  /** A row as it is kept until it is written. */
  record Value(
      DocType docType,
      String docNumber,
      String name,
      EvidenceKind kind,
      String title,
      String detail,
      Map<String, String> value,
      LocalDate from,
      LocalDate to,
      String source) {}

  private static Stream<EvidenceKind> personal() {
    return Stream.of(EvidenceKind.values()).filter(EvidenceKind::personal);
  }

  @Override
  public Entry check(SheetRow row) {
    var type = type(row, DOC_TYPE);
    String number = number(row, DOC_NUMBER, type);
    if (row.text(NAME) == null) row.wrong(NAME, "请填写姓名。");
    var kind = kind(row);
    var from = row.day(FROM);
    var to = row.day(TO);
    if (kind == null) return null;
    var entry =
        new EvidenceLog.Entry(
            kind, detail(row, kind), values(row, kind), from, to, row.text(SOURCE));
    for (var problem : entry.problems())
      if (problem.field() == null || !already(row, kind, problem.field()))
        row.wrong(column(kind, problem.field()), problem.getMessage());
    if (row.isWrong()) return null;
    var e = entry.checked();
    return new Entry(
        String.join(":", type.name(), number, kind.name(), e.detail(), from.toString()),
        new Value(
            type,
            number,
            PersonName.normalize(row.text(NAME)),
            kind,
            kind.title(e.detail()),
            e.detail(),
            e.value(),
            from,
            to,
            e.source()));
  }

  private static EvidenceKind kind(SheetRow row) {
    String word = row.text(KIND);
    if (word == null) {
      row.wrong(KIND, "请填写证据类别。");
      return null;
    }
    for (var kind : EvidenceKind.values())
      if (kind.label().equals(word)) {
        if (kind.personal()) return kind;
        row.wrong(KIND, "“" + word + "”按户记录，请在家庭页登记。");
        return null;
      }
    row.wrong(KIND, "没有“" + word + "”这个类别，请按模板的说明填写。");
    return null;
  }

  private static String detail(SheetRow row, EvidenceKind kind) {
    return kind.details() == null ? row.text(DETAIL) : code(kind.details(), row.text(DETAIL));
  }

  /** The code of a word; a word that is none stays, and is refused by the rules. */
  private static String code(Map<String, String> words, String word) {
    return words.entrySet().stream()
        .filter(w -> w.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(word);
  }

  private Map<String, String> values(SheetRow row, EvidenceKind kind) {
    var values = new HashMap<String, String>();
    for (var field : kind.fields()) {
      String text = row.text(column(kind, field.name()));
      if (text == null) continue;
      values.put(
          field.name(),
          switch (field.type()) {
            case CHOICE -> code(field.choices(), text);
            case REGION -> region(row, column(kind, field.name()));
            case MONEY, COUNT, TEXT -> text;
          });
    }
    for (int column : List.of(NUMBER, CHOICE, SECOND_CHOICE, TEXT))
      if (row.text(column) != null
          && kind.fields().stream().noneMatch(f -> column(kind, f.name()) == column))
        row.wrong(column, "“" + kind.label() + "”没有这一项，请清空" + COLUMNS.get(column).header() + "。");
    return values;
  }

  /** A region that was not found, or a day that was none, has been told already. */
  private static boolean already(SheetRow row, EvidenceKind kind, String field) {
    boolean told =
        field.equals("validFrom") && row.text(FROM) != null
            || kind.fields().stream()
                .anyMatch(
                    f ->
                        f.name().equals(field)
                            && f.type() == EvidenceField.Type.REGION
                            && row.text(CHOICE) != null);
    return told && row.isWrong();
  }

  /** Where a field of the rules stands. */
  private static int column(EvidenceKind kind, String field) {
    int choices = 0;
    for (var one : kind.fields()) {
      boolean wanted = one.name().equals(field);
      switch (one.type()) {
        case MONEY, COUNT -> {
          if (wanted) return NUMBER;
        }
        case TEXT -> {
          if (wanted) return TEXT;
        }
        case CHOICE, REGION -> {
          if (wanted) return choices == 0 ? CHOICE : SECOND_CHOICE;
          choices++;
        }
      }
    }
    return switch (String.valueOf(field)) {
      case "detail" -> DETAIL;
      case "validFrom" -> FROM;
      case "validTo" -> TO;
      case "source" -> SOURCE;
      default -> KIND;
    };
  }
}
