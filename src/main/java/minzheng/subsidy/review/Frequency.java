package minzheng.subsidy.review;

import minzheng.web.Labelled;

/**
 * How often a family is looked at (民发〔2021〕57号 第三十一条). The months of each are the standard {@code
 * REVERIFY}; who falls under which is the caseworker's finding, and nobody who was not looked at
 * yet counts as stable.
 */
enum Frequency implements Labelled {
  STABLE("短期内经济状况变化不大"),
  UNSTABLE("收入来源不固定，有劳动能力");

  private final String label;

  Frequency(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** The class of its standard. */
  String standardClass() {
    return "DIBAO/" + name();
  }
}
