package minzheng.subsidy.rules;

/** Why somebody is not eligible; in the order in which several are told. */
public enum Reason {
  INCOME_NOT_BELOW("收入不低于标准"),
  INCOME_NOT_IN_BAND("收入超过规定的范围"),
  PROPERTY_OVER("财产超过规定"),
  AGE("年龄不符合"),
  NO_LOCAL_HUKOU("没有本地户籍"),
  NOT_HOUSEHOLD_MEMBER("不是共同生活的家庭成员"),
  GRADE("残疾类别或等级不符合"),
  ABILITY_LEVEL("能力等级不符合"),
  SUPPORTER_ABLE("法定义务人有履行能力"),
  WORK_ABLE("有劳动能力"),
  EXCLUSIVE_BENEFIT("与已享受的待遇互斥"),
  CLASS("不属于规定的困难类别"),
  SPENDING_RATIO("刚性支出占收入的比例未超过规定"),
  NOT_IN_STUDY("不在校就读"),
  ALREADY_BETTER_COVERED("已符合更高的保障"),
  /** Only at the counter: the trial knows no authorisation. */
  NO_AUTHORISATION("未签署核对授权");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
