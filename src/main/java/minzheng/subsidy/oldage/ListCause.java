package minzheng.subsidy.oldage;

import java.util.Arrays;
import java.util.List;
import minzheng.web.Labelled;

/** Why a person found by age is not on the list. */
enum ListCause implements Labelled {
  NO_DOCUMENT(ItemState.PENDING, "没有证件，出生日期无法核对"),
  NO_HUKOU(ItemState.PENDING, "户籍地没有登记"),
  NO_STREET(ItemState.PENDING, "居住地没有登记到街道"),
  OPEN_CASE(ItemState.PENDING, "有在办的申请"),
  REMOVED_BEFORE(ItemState.PENDING, "以前的名单里移除过"),
  FACTS(ItemState.PENDING, "事实不全，不能测算"),
  NO_STANDARD(ItemState.PENDING, "本地没有适用的标准"),
  DIED(ItemState.REMOVED, "已去世"),
  MOVED_OUT(ItemState.REMOVED, "已迁出本地"),
  WAIVED(ItemState.REMOVED, "本人不享受"),
  ELSEWHERE(ItemState.REMOVED, "已在其他地区享受"),
  OTHER(ItemState.REMOVED, "其他"),
  ALREADY(ItemState.SKIPPED, "已在享受，没有重复登记"),
  REGISTERED_DEAD(ItemState.SKIPPED, "已登记死亡"),
  LEFT(ItemState.SKIPPED, "已不在本地区居住"),
  ENDED(ItemState.SKIPPED, "原待遇已停发或已变更");

  private final ItemState state;
  private final String label;

  ListCause(ItemState state, String label) {
    this.state = state;
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  ItemState state() {
    return state;
  }

  /** Those that a person gives when removing somebody. */
  static List<ListCause> removals() {
    return Arrays.stream(values()).filter(c -> c.state == ItemState.REMOVED).toList();
  }
}
