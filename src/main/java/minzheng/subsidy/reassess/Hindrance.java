package minzheng.subsidy.reassess;

import minzheng.web.Labelled;

/** Why the list changes nothing for somebody. */
enum Hindrance implements Labelled {
  /** 社会救助法 第四十八条: heard before anything is reduced or stopped. */
  LOWER("按新标准会减少，须先听取意见"),
  NOT_ELIGIBLE("按新标准不再符合，须先听取意见"),
  /** The family or an age has changed, or the amount tapers: a matter of a case. */
  OTHERWISE("不只是标准变了，请先办理变更"),
  FACTS("事实不全，不能测算"),
  NO_STANDARD("本地没有适用的标准"),
  NO_SHEET("没有测算单，请先办理变更核定"),
  DIED("已登记死亡，请先办理停发"),
  CHANGED("名单形成后又有变动，请重新发起");

  private final String label;

  Hindrance(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
