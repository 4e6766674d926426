package minzheng.subsidy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.standards.StandardBook;
import minzheng.subsidy.rules.Assessment;
import minzheng.subsidy.rules.BookStandards;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.RulesJson;

/**
 * Determines and freezes by one book of programmes and one of standards: read once, used for a case
 * or for a whole population. Keeps nothing in the database itself.
 */
public final class Sheets {
  private final ProgrammeBook programmes;
  private final BookStandards standards;

  public Sheets(ProgrammeBook programmes, StandardBook standards) {
    this.programmes = programmes;
    this.standards = new BookStandards(standards);
  }

  /**
   * What a determination keeps.
   *
   * @param version of the programme in force on the law's day
   * @param frozen facts, standards read and results as JSON, from which it replays
   */
  public record Sheet(ProgrammeVersion version, Result result, String frozen) {}

  /**
   * Determines one subject and freezes it.
   *
   * @param subject {@link Result#HOUSEHOLD} or a member's ref
   * @param besides further programmes to keep beside it
   * @throws RuleViolation if no version of the programme is in force on the day, or the subject is
   *     none of the household
   */
  public Sheet freeze(
      Facts facts, LocalDate on, String programme, String subject, List<String> besides) {
    RegionCode region = new RegionCode(facts.region());
    ProgrammeVersion version =
        programmes
            .version(programme, region, on)
            .orElseThrow(() -> new RuleViolation("on", on + " 这一天没有生效的项目版本，请检查日期。"));
    var assessment = new Assessment(facts, on, programmes, standards);
    Result result = own(assessment, programme, subject);
    var kept = new ArrayList<Result>(List.of(result));
    kept.addAll(results(assessment, besides));
    var used =
        assessment.programmesRead().stream()
            .map(code -> programmes.version(code, region, on).orElseThrow().id())
            .toList();
    var frozen = new Frozen(facts, on, used, assessment.standardsRead(), kept);
    return new Sheet(version, result, RulesJson.MAPPER.writeValueAsString(frozen));
  }

  /** What a programme finds for one subject; nothing is frozen. */
  public Result determine(Facts facts, LocalDate on, String programme, String subject) {
    return own(new Assessment(facts, on, programmes, standards), programme, subject);
  }

  /**
   * What an amount decided by a sheet must still say years later.
   *
   * @param kind of what decided it: case or round
   */
  public static Map<String, Object> basis(String kind, String number, String sheet, Result result) {
    var lines = result.lines();
    var basis = new TreeMap<String, Object>();
    basis.put(kind, number);
    basis.put("determination", sheet);
    basis.put("formula", lines.isEmpty() ? "" : lines.getLast().formula());
    basis.put(
        "standards",
        result.standards().stream()
            .map(s -> s.code() + " " + s.region() + " " + s.value() + " " + s.document())
            .distinct()
            .toList());
    return basis;
  }

  static List<Result> results(Assessment assessment, List<String> codes) {
    var results = new ArrayList<Result>();
    for (String code : codes) {
      results.addAll(assessment.determine(code, ProgrammeCode.valueOf(code).subject()));
    }
    return results;
  }

  static Result own(Assessment assessment, String programme, String subject) {
    return results(assessment, List.of(programme)).stream()
        .filter(result -> result.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new RuleViolation("subject", "测算对象不在家庭成员中，请检查。"));
  }
}
