package minzheng.people;

import static minzheng.people.EvidenceField.choice;
import static minzheng.people.EvidenceField.count;
import static minzheng.people.EvidenceField.money;
import static minzheng.people.EvidenceField.text;
import static minzheng.people.EvidenceField.words;
import static minzheng.people.EvidenceField.yesNo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.kernel.RuleViolation;

/**
 * The facts the desks ask about. The words of the trial interface (政策试算) are the codes here, so
 * that evidence becomes a rule's facts without translation. Of each kind and detail a subject has
 * one value on a day.
 */
public enum EvidenceKind {
  INCOME(
      "收入",
      true,
      words(
          "WAGE", "工资性收入",
          "BUSINESS", "经营净收入",
          "PROPERTY", "财产净收入",
          "TRANSFER", "转移净收入",
          "BASIC_PENSION", "城乡居民基本养老金",
          "PREFERENTIAL_PENSION", "优抚对象抚恤补助",
          "GOVERNMENT_ASSISTANCE", "政府救助",
          "NONE", "无收入"),
      money("月金额（元）"),
      text("note", "说明")),
  DISABILITY(
      "残疾",
      true,
      Map.of(),
      choice(
          "category",
          "残疾类别",
          "VISUAL",
          "视力",
          "HEARING",
          "听力",
          "SPEECH",
          "言语",
          "PHYSICAL",
          "肢体",
          "INTELLECTUAL",
          "智力",
          "MENTAL",
          "精神",
          "MULTIPLE",
          "多重"),
      choice("grade", "残疾等级", "1", "一级", "2", "二级", "3", "三级", "4", "四级"),
      text("card", "残疾人证号")),
  ABILITY(
      "老年人能力",
      true,
      Map.of(),
      choice(
          "level",
          "能力等级（GB/T 42195）",
          "0",
          "能力完好",
          "1",
          "轻度失能",
          "2",
          "中度失能",
          "3",
          "重度失能",
          "4",
          "完全失能"),
      text("score", "得分")),
  SELF_CARE("特困人员生活自理能力", true, Map.of(), count("failed", "不能完成的项数（共 6 项）", 6)),
  SERIOUS_ILLNESS("重大疾病", true, Map.of(), yesNo("患重大疾病"), text("note", "病种")),
  STUDY(
      "就学",
      true,
      Map.of(),
      choice(
          "stage",
          "就学阶段",
          "NONE",
          "未就学",
          "COMPULSORY",
          "义务教育",
          "HIGH",
          "普通高中",
          "VOCATIONAL",
          "中等职业",
          "BACHELOR",
          "专科或本科",
          "POSTGRADUATE",
          "研究生"),
      text("note", "学校")),
  AWAY(
      "不共同生活",
      true,
      Map.of(),
      choice(
          "reason",
          "原因",
          "NONE",
          "共同生活",
          "PRISON",
          "在监狱服刑",
          "DRUG_ISOLATION",
          "强制隔离戒毒",
          "MISSING",
          "宣告失踪",
          "CLERGY",
          "在宗教场所居住三年以上")),
  CHILD_STATUS(
      "儿童身份",
      true,
      Map.of(),
      choice(
          "status",
          "身份",
          "NONE",
          "无",
          "ORPHAN",
          "孤儿",
          "UNATTENDED",
          "事实无人抚养儿童",
          "DIFFICULTY_1",
          "困境儿童一类",
          "DIFFICULTY_2",
          "困境儿童二类")),
  PLACEMENT(
      "安置方式",
      true,
      Map.of(),
      choice("placement", "方式", "FAMILY", "家庭", "SCATTERED", "社会散居", "INSTITUTION", "机构")),
  BOTH_PARENTS_UNABLE("父母均不能履行抚养义务", true, Map.of(), yesNo("均不能履行")),
  WORK_ABILITY("劳动能力", true, Map.of(), yesNo("有劳动能力")),
  SUPPORTER("赡养、抚养、扶养义务人", true, Map.of(), yesNo("有义务人且有履行能力"), text("note", "义务人")),
  JOB_REFUSALS("无正当理由拒绝就业", true, Map.of(), count("times", "连续次数", 99)),
  INSTITUTION("入住机构", true, Map.of(), yesNo("入住养老或福利机构"), text("note", "机构")),
  RECEIVES(
      "享受其他待遇",
      true,
      null,
      new EvidenceField("amount", "月金额（元）", EvidenceField.Type.MONEY, false, 0, Map.of()),
      text("note", "发放单位")),
  WORK_INJURY_NURSING("工伤生活护理费", true, Map.of(), yesNo("领取")),
  ELDER_NURSING("老年人护理补贴", true, Map.of(), money("月金额（元）")),
  ELDER_CARE_BILL("养老服务费用", true, Map.of(), money("当月金额（元）")),
  HUKOU(
      "户籍地",
      true,
      Map.of(),
      new EvidenceField("region", "户籍地", EvidenceField.Type.REGION, true, 0, Map.of())),
  SAVINGS("存款等金融资产", false, Map.of(), money("金额（元）")),
  VEHICLES("机动车辆", false, Map.of(), count("count", "辆数", 99), text("note", "车牌或用途")),
  RIGID_SPENDING(
      "近 12 个月刚性支出",
      false,
      words(
          "INPATIENT_SELF_PAID", "住院自付",
          "OTHER_MEDICAL", "其他医疗",
          "EDUCATION_PAID", "教育（实付）",
          "EDUCATION_PUBLIC_PRICE", "教育（公办收费）",
          "REHABILITATION", "康复"),
      money("金额（元）"),
      text("note", "说明"));

  private final String label;
  private final boolean personal;
  private final Map<String, String> details;
  private final List<EvidenceField> fields;

  /**
   * @param details the sub-kinds; empty: there are none; null: any code, such as a programme
   */
  EvidenceKind(
      String label, boolean personal, Map<String, String> details, EvidenceField... fields) {
    this.label = label;
    this.personal = personal;
    this.details = details;
    this.fields = List.of(fields);
  }

  public String label() {
    return label;
  }

  /** A fact about a person; else about a household. */
  public boolean personal() {
    return personal;
  }

  /** Sub-kinds with their words; empty when there are none, null when any code may stand. */
  public Map<String, String> details() {
    return details;
  }

  public List<EvidenceField> fields() {
    return fields;
  }

  /** 收入 · 工资性收入. */
  public String title(String detail) {
    if (detail == null || detail.isEmpty()) return label;
    return label + " · " + (details == null ? detail : details.getOrDefault(detail, detail));
  }

  /** The value in words: 810.00 元，灵活就业. */
  public String describe(Map<String, String> value) {
    return String.join(
        "，",
        fields.stream()
            .filter(f -> value.get(f.name()) != null)
            .map(f -> f.words(value.get(f.name())))
            .toList());
  }

  /** All that is wrong with a typed value and its detail, field by field. */
  List<RuleViolation> problems(String detail, Map<String, String> typed) {
    var problems = new ArrayList<RuleViolation>();
    try {
      checkedDetail(detail);
    } catch (RuleViolation wrong) {
      problems.add(wrong);
    }
    for (EvidenceField field : fields)
      try {
        field.checked(typed.get(field.name()));
      } catch (RuleViolation wrong) {
        problems.add(wrong);
      }
    return problems;
  }

  String checkedDetail(String typed) {
    String detail = typed == null ? "" : typed.strip();
    if (details == null) {
      if (!detail.matches("[A-Z_]{2,40}")) throw new RuleViolation("detail", "请选择待遇项目。");
    } else if (details.isEmpty() ? !detail.isEmpty() : !details.containsKey(detail)) {
      throw new RuleViolation("detail", "请选择" + label + "的类别。");
    }
    return detail;
  }

  Map<String, String> checked(Map<String, String> typed) {
    var value = new LinkedHashMap<String, String>();
    for (EvidenceField field : fields) {
      String text = field.checked(typed.get(field.name()));
      if (text != null) value.put(field.name(), text);
    }
    return value;
  }
}
