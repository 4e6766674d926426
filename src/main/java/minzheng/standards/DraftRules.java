package minzheng.standards;

import java.util.ArrayList;
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
   * @throws RuleViolation naming the first field that is wrong
   */
  String check(Actor by, StandardDraft draft, long batch) {
    List<RuleViolation> problems = problems(by, draft, batch);
    if (!problems.isEmpty()) throw problems.getFirst();
    return draft.ends() ? null : code(draft).canonical(draft.value());
  }

  /** Everything that is wrong with a draft, each naming its field, so that all show at once. */
  List<RuleViolation> problems(Actor by, StandardDraft draft, long batch) {
    StandardCode code = code(draft);
    var problems = new ArrayList<RuleViolation>();
    note(problems, () -> areas(by, draft));
    if (!code.classes().contains(draft.personClass())) {
      problems.add(new RuleViolation("personClass", "请选择适用的类别。"));
    }
    if (!draft.ends()) note(problems, () -> code.canonical(draft.value()));
    if (!code.units().contains(draft.unit())) {
      problems.add(new RuleViolation("unit", "请选择单位。"));
    }
    if (draft.from() == null) {
      problems.add(new RuleViolation("from", "请填写开始执行的日期，例如 2026-10-01。"));
    } else if (draft.to() != null && draft.to().isBefore(draft.from())) {
      problems.add(new RuleViolation("to", "结束日期不能早于开始日期，请检查。"));
    }
    if (draft.source() == null || draft.source().isBlank()) {
      problems.add(new RuleViolation("source", "请填写文号或依据，例如 成民发〔2026〕31号。"));
    }
    if (problems.isEmpty()) {
      List<StandardRow> live = register.live(draft.code());
      note(problems, () -> refuseSecondDraft(draft, batch, live));
      if (draft.ends()) note(problems, () -> refuseEndOfNothing(draft, live));
    }
    return problems;
  }

  private StandardCode code(StandardDraft draft) {
    return register.code(draft.code()).orElseThrow(() -> new NotFound("标准项目"));
  }

  private static void note(List<RuleViolation> problems, Runnable check) {
    try {
      check.run();
    } catch (RuleViolation e) {
      problems.add(e);
    }
  }

  private void areas(Actor by, StandardDraft draft) {
    if (draft.regions().isEmpty()) throw new RuleViolation("regions", "请至少选择一个地区。");
    for (String region : draft.regions()) {
      if (!regions.exists(region) && !region.equals(RegionCode.NATION.value())) {
        throw new RuleViolation("regions", "区划代码 " + region + " 不存在，请检查。");
      }
      mayHandle(by, region);
    }
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
