package minzheng.payments;

import minzheng.web.Labelled;

/** Why money did not arrive, and what to do about it. */
public enum ReturnReason implements Labelled {
  NO_ACCOUNT("没有银行账户", "登记银行账户"),
  ACCOUNT_CLOSED("账户已销户", "请对象提供新账户"),
  NAME_MISMATCH("户名不符", "核对户名用字"),
  FROZEN("账户冻结", "联系对象，必要时换户"),
  NO_SUCH_ACCOUNT("账号不存在", "核对账号"),
  OTHER("其他原因", "向银行问明原因");

  private final String label;
  private final String todo;

  ReturnReason(String label, String todo) {
    this.label = label;
    this.todo = todo;
  }

  @Override
  public String label() {
    return label;
  }

  public String todo() {
    return todo;
  }

  /** Whether no money can ever arrive on that account. */
  boolean accountGone() {
    return this == ACCOUNT_CLOSED || this == NO_SUCH_ACCOUNT;
  }

  /** The bank's own words, as far as they are known. */
  static ReturnReason ofText(String text) {
    if (text.contains("销户")) return ACCOUNT_CLOSED;
    if (text.contains("户名")) return NAME_MISMATCH;
    if (text.contains("冻结") || text.contains("止付")) return FROZEN;
    if (text.contains("不存在") || text.contains("账号")) return NO_SUCH_ACCOUNT;
    return OTHER;
  }
}
