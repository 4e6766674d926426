package minzheng.subsidy.oldage;

import minzheng.web.Labelled;

/** What a round finds: somebody not yet paid, or somebody paid by a lower band. */
enum ItemKind implements Labelled {
  NEW("新增"),
  CHANGE("进档");

  private final String label;

  ItemKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
