package minzheng.people;

import java.util.Locale;

/** What may be done with a fact. */
enum EvidenceChange {
  CORRECT("更正", "原来登记的内容有误：新内容替换原记录，原记录保留备查。"),
  SUCCEED("变更", "情况有了变化：原记录到变更前一日为止，新内容自变更日起生效。"),
  END("终止", "情况不再存在：填写最后一日。"),
  ANNUL("撤销", "登记错了对象或根本不应登记：撤销后不再作为依据，原记录保留备查。");

  private final String label;
  private final String meaning;

  EvidenceChange(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  static EvidenceChange of(String inAddress) {
    return valueOf(inAddress.toUpperCase(Locale.ROOT));
  }

  /** Its word in addresses. */
  public String inAddress() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String label() {
    return label;
  }

  public String meaning() {
    return meaning;
  }
}
