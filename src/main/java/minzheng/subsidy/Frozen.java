package minzheng.subsidy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.kernel.RegionCode;
import minzheng.subsidy.rules.Assessment;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Programme;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.Rulebook;
import minzheng.subsidy.rules.StandardValue;
import minzheng.subsidy.rules.StandardsView;
import minzheng.subsidy.rules.Subject;

/**
 * What a determination keeps: enough to show it, and to replay it without the register.
 *
 * @param versions ids of all programme versions used, asked for or silently
 * @param standards every value read; one that was looked for and is not here was not in force
 * @param results the one decided by first
 */
record Frozen(
    Facts facts,
    LocalDate on,
    List<Long> versions,
    List<StandardValue> standards,
    List<Result> results) {

  /** The same programmes and subjects, from nothing but what is kept here. */
  List<Result> replay(List<ProgrammeVersion> used) {
    var assessment = assessment(used, on);
    return results.stream().map(result -> again(assessment, result)).toList();
  }

  /** From what is kept here alone, as if the law's day were another. */
  Assessment assessment(List<ProgrammeVersion> used, LocalDate day) {
    var byCode = new LinkedHashMap<String, Programme>();
    used.forEach(version -> byCode.put(version.code(), version.programme()));
    Rulebook rulebook = (code, region, any) -> Optional.ofNullable(byCode.get(code));
    return new Assessment(facts, day, rulebook, kept());
  }

  private static Result again(Assessment assessment, Result result) {
    Subject subject =
        result.subject().equals(Result.HOUSEHOLD) ? Subject.HOUSEHOLD : Subject.PERSON;
    return assessment.determine(result.programme(), subject).stream()
        .filter(fresh -> fresh.subject().equals(result.subject()))
        .findFirst()
        .orElseThrow();
  }

  private StandardsView kept() {
    Map<String, StandardValue> values = new LinkedHashMap<>();
    standards.forEach(value -> values.put(value.code() + "/" + value.category(), value));
    return (String code, String category, RegionCode region, LocalDate day) ->
        Optional.ofNullable(values.get(code + "/" + category));
  }
}
