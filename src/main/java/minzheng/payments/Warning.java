package minzheng.payments;

import java.util.Arrays;
import java.util.List;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/** What the checker of a run should look at, a bit each in {@code owed.warnings}. */
enum Warning implements Labelled {
  NO_ACCOUNT(1, "未登记账户", "核对后不会送银行，先登记账户"),
  DIED(2, "领款人已死亡", "请通知业务科室停发或变更领款人"),
  OTHER_PROGRAMME(4, "同月还领取其他项目", "请核对是否可以同时享受"),
  ACCOUNT_FAILED(8, "账户上次被退回", "账户没有更正，可能再次退回");

  private final int bit;
  private final String label;
  private final String advice;

  Warning(int bit, String label, String advice) {
    this.bit = bit;
    this.label = label;
    this.advice = advice;
  }

  public int bit() {
    return bit;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return Tone.WARN;
  }

  public String advice() {
    return advice;
  }

  static List<Warning> in(int bits) {
    return Arrays.stream(values()).filter(w -> (bits & w.bit) != 0).toList();
  }
}
