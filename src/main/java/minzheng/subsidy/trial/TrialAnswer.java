package minzheng.subsidy.trial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Period;
import minzheng.subsidy.rules.Reason;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.StandardValue;

/** What a trial answers. */
@Schema(name = "TrialAnswer")
record TrialAnswer(
    @Schema(description = "试算日期", example = "2018-06-15") LocalDate on,
    @Schema(description = "按请求的项目顺序；个人项目每名成员一条") List<Found> results) {

  /** The reasons a trial can give: it knows no authorisation. */
  static final Set<Reason> REASONS = EnumSet.complementOf(EnumSet.of(Reason.NO_AUTHORISATION));

  static TrialAnswer of(LocalDate on, List<Result> results) {
    return new TrialAnswer(on, results.stream().map(Found::of).toList());
  }

  /** Answers of a batch, in the order of the request. */
  @Schema(name = "BatchAnswer")
  record Batch(List<TrialAnswer> trials) {}

  /** One programme and one subject. */
  @Schema(name = "Result")
  @JsonInclude(Include.NON_NULL)
  record Found(
      @Schema(description = "项目代码", example = "DIBAO") String programme,
      @Schema(description = "HOUSEHOLD，或成员的 ref", example = "HOUSEHOLD") String subject,
      @Schema(description = "结论") Outcome outcome,
      @Schema(description = "一个周期的金额，两位小数；仅 ELIGIBLE", example = "600.00") String amount,
      @Schema(description = "金额的周期；仅 ELIGIBLE") Period period,
      @Schema(description = "起发月份；仅 ELIGIBLE", example = "2018-07") String firstMonth,
      @Schema(description = "计入家庭的人数；个人项目为 1", example = "3") int persons,
      @Schema(description = "不符合的原因") List<Reason> reasons,
      @Schema(description = "结论取决于、但没有给出的事实的路径", example = "[\"household.savings\"]")
          List<String> missing,
      @Schema(description = "每项条件所依据的事实、限额和标准") List<Found.Check> findings) {

    static Found of(Result r) {
      return new Found(
          r.programme(),
          r.subject(),
          r.outcome(),
          r.amount() == null ? null : r.amount().toString(),
          r.period(),
          r.firstMonth() == null ? null : r.firstMonth().toString(),
          r.persons(),
          r.reasons(),
          r.missing(),
          r.findings().stream()
              .map(
                  f ->
                      new Check(
                          f.criterion(),
                          f.met(),
                          f.fact(),
                          f.limit(),
                          f.standards().isEmpty() ? null : Standard.of(f.standards().getFirst()),
                          f.article()))
              .toList());
    }

    /** One condition. */
    @Schema(name = "Finding")
    @JsonInclude(Include.NON_NULL)
    record Check(
        @Schema(description = "条件代码", example = "INCOME_BELOW") String criterion,
        @Schema(description = "是否符合；null 表示缺少事实", nullable = true) @JsonInclude(Include.ALWAYS)
            Boolean met,
        @Schema(description = "所依据的事实", example = "1500.00") String fact,
        @Schema(description = "限额", example = "2100.00") String limit,
        @Schema(description = "所用的标准；没有则不写") Standard standard,
        @Schema(description = "依据的条款") String article) {}

    /** The standard a condition read. */
    @Schema(name = "Standard")
    record Standard(
        @Schema(description = "标准代码", example = "DIBAO_STANDARD") String code,
        @Schema(description = "标准所属地区", example = "510104") String region,
        @Schema(description = "取值", example = "700.00") String value,
        @Schema(description = "生效日期", example = "2018-01-01") LocalDate from,
        @Schema(description = "文号或来源") String document) {
      static Standard of(StandardValue v) {
        return new Standard(v.code(), v.region(), v.value(), v.from(), v.document());
      }
    }
  }
}
