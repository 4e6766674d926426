package minzheng.standards;

import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Actor;
import minzheng.kernel.DateRange;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import org.springframework.stereotype.Component;

/** What a draft has to satisfy before it is kept. */
@Component
class DraftRules {
  private final StandardRegister register;
  private final Regions regions;

  DraftRules(StandardRegister register, Regions regions) {
    this.register = register;
    this.regions = regions;
  }

  /**
   * The canonical value of a draft.
   *
   * @param batch whose content it replaces; 0 for a new one
   * @return null where the areas' own value ends
   * @throws RuleViolation naming the field that is wrong
   */
  String check(Actor by, StandardDraft draft, long batch) {
    StandardCode code = register.code(draft.code()).orElseThrow(() -> new NotFound("标准项目"));
    if (!code.classes().contains(draft.personClass())) {
      throw new RuleViolation("personClass", "请选择适用的类别。");
    }
    if (!code.units().contains(draft.unit())) throw new RuleViolation("unit", "请选择单位。");
    if (draft.regions().isEmpty()) throw new RuleViolation("regions", "请至少选择一个地区。");
    for (String region : draft.regions()) {
      if (!regions.exists(region) && !region.equals(RegionCode.NATION.value())) {
        throw new RuleViolation("regions", "区划代码 " + region + " 不存在，请检查。");
      }
      mayHandle(by, region);
    }
    if (draft.from() == null) throw new RuleViolation("from", "请填写开始执行的日期，例如 2026-10-01。");
    if (draft.to() != null && draft.to().isBefore(draft.from())) {
      throw new RuleViolation("to", "结束日期不能早于开始日期，请检查。");
    }
    String value = draft.ends() ? null : code.canonical(draft.value());
    if (draft.source() == null || draft.source().isBlank()) {
      throw new RuleViolation("source", "请填写文号或依据，例如 成民发〔2026〕31号。");
    }
    List<StandardRow> live = register.live(draft.code());
    refuseSecondDraft(draft, batch, live);
    if (draft.ends()) refuseEndOfNothing(draft, live);
    return value;
  }

  private void refuseSecondDraft(StandardDraft draft, long batch, List<StandardRow> live) {
    var days = new DateRange(draft.from(), draft.to());
    for (StandardRow row : live) {
      StandardValue value = row.value();
      if (row.draft()
          && row.batch() != batch
          && concerns(draft, value)
          && value.days().overlaps(days)) {
        throw new RuleViolation(
            "regions",
            regions.name(value.region()) + "已有 " + row.draftedName() + " 录入的草稿，日期与此重叠，请先发布或撤回那一份。");
      }
    }
  }

  private void refuseEndOfNothing(StandardDraft draft, List<StandardRow> live) {
    for (String region : draft.regions()) {
      boolean own =
          live.stream()
              .filter(row -> !row.draft() && !row.value().ends())
              .filter(row -> concerns(draft, row.value()) && row.value().region().equals(region))
              .anyMatch(row -> row.value().days().contains(draft.from()));
      if (!own) {
        throw new RuleViolation(
            "regions", regions.name(region) + "在 " + draft.from() + " 没有自己的标准，无须停止，请检查地区和日期。");
      }
    }
  }

  private static boolean concerns(StandardDraft draft, StandardValue value) {
    return value.personClass().equals(draft.personClass())
        && draft.regions().contains(value.region());
  }

  /**
   * Own area and what lies in it, and the values of the areas above, which are entered here too.
   */
  void mayHandle(Actor by, String region) {
    boolean above = region.equals(RegionCode.NATION.value()) || by.region().startsWith(region);
    if (!region.startsWith(by.region()) && !(above && by.region().length() <= 4)) {
      throw new RuleViolation(
          "regions",
          regions.name(region) + "不在您的管辖范围内，请选择" + regions.name(by.region()) + "及以下的地区。");
    }
  }
}
