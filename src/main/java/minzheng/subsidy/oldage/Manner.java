package minzheng.subsidy.oldage;

import minzheng.web.Labelled;

/** How somebody was found to be alive. */
enum Manner implements Labelled {
  VISIT("上门"),
  VIDEO("视频"),
  DATA("数据比对");

  private final String label;

  Manner(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
