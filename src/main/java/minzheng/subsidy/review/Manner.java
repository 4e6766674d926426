package minzheng.subsidy.review;

import minzheng.web.Labelled;

/** How a family was looked at. */
enum Manner implements Labelled {
  DATA("信息核对"),
  VISIT("入户调查"),
  BOTH("信息核对和入户调查"),
  OTHER("邻里访问、信函索证等");

  private final String label;

  Manner(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
