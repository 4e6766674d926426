package minzheng.standards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.RuleViolation;
import minzheng.web.Typed;

/**
 * The form as it was typed; nothing is converted on the way in, so that every message shows at once
 * and what was typed stays.
 *
 * @param regions ticked areas
 * @param otherRegion one more, such as a street; empty for none
 * @param ends "true" where the areas' own value ends
 * @param version of the draft that is edited; null for a new one
 */
record DraftForm(
    String code,
    String personClass,
    List<String> regions,
    String otherRegion,
    String from,
    String to,
    String ends,
    String value,
    String unit,
    String op,
    String source,
    String note,
    Integer version) {
  static DraftForm empty(StandardCode code, String region) {
    return new DraftForm(
        code.code(),
        code.classes().getFirst(),
        region.isEmpty() ? List.of() : List.of(region),
        "",
        "",
        "",
        "",
        "",
        code.units().getFirst(),
        code.op() == null ? "" : code.op().name(),
        "",
        "",
        null);
  }

  static DraftForm of(StandardBatch batch) {
    StandardValue first = batch.first();
    return new DraftForm(
        first.code(),
        first.personClass(),
        batch.values().stream().map(StandardValue::region).toList(),
        "",
        first.from().toString(),
        first.to() == null ? "" : first.to().toString(),
        first.ends() ? "true" : "",
        first.ends() ? "" : first.value(),
        first.unit(),
        first.op() == null ? "" : first.op().name(),
        first.source(),
        batch.note() == null ? "" : batch.note(),
        batch.version());
  }

  List<String> areas() {
    var areas = new ArrayList<String>();
    if (regions != null) areas.addAll(regions);
    if (otherRegion != null && !otherRegion.isBlank()) areas.add(otherRegion.strip());
    return areas.stream().filter(area -> !area.isBlank()).distinct().toList();
  }

  /** What is meant; a day that is none is noted in {@code problems} and left out. */
  StandardDraft draft(List<RuleViolation> problems) {
    return new StandardDraft(
        code,
        personClass == null ? "" : personClass,
        areas(),
        day("from", from, problems),
        day("to", to, problems),
        "true".equals(ends),
        value,
        unit,
        op == null || op.isBlank() ? null : Operator.valueOf(op),
        source,
        note);
  }

  private static LocalDate day(String field, String typed, List<RuleViolation> problems) {
    try {
      return Typed.dateOrNull(typed);
    } catch (RuleViolation e) {
      problems.add(e.at(field));
      return null;
    }
  }
}
