package minzheng.payments;

import minzheng.web.Labelled;

/** Why somebody's amount differs from the month before, in the order of the page. */
enum ChangeKind implements Labelled {
  NEW("新增"),
  STOPPED("停发"),
  RAISED("调增"),
  LOWERED("调减");

  private final String label;

  ChangeKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
