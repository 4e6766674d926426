package minzheng.subsidy.rules;

import java.time.YearMonth;
import java.util.List;
import java.util.function.UnaryOperator;
import minzheng.kernel.Money;

/**
 * What the rules say about one programme and one subject, with everything the determination sheet
 * shows: nothing needs to be computed again to draw it.
 *
 * @param subject HOUSEHOLD or a member's ref
 * @param amount for one period; null unless eligible, as are period and firstMonth
 * @param persons members counted in the household; 1 for a person programme
 * @param reasons why not eligible, in the order of {@link Reason}
 * @param missing paths of the facts that the outcome hangs on and that were not given
 * @param lacking standards the area has no value of, when the outcome is NO_STANDARD
 * @param standards every value read
 */
public record Result(
    String programme,
    String name,
    String subject,
    Outcome outcome,
    Money amount,
    String amountLabel,
    Period period,
    YearMonth firstMonth,
    int persons,
    List<Reason> reasons,
    List<String> missing,
    List<String> lacking,
    List<Finding> findings,
    List<Line> lines,
    List<StandardValue> standards) {

  /** Subject of a programme that is determined for the family as one. */
  public static final String HOUSEHOLD = "HOUSEHOLD";

  public Result {
    reasons = List.copyOf(reasons);
    missing = List.copyOf(missing);
    lacking = List.copyOf(lacking);
    findings = List.copyOf(findings);
    lines = List.copyOf(lines);
    standards = List.copyOf(standards);
  }

  public boolean eligible() {
    return outcome == Outcome.ELIGIBLE;
  }

  /** The same with areas by name, for readers; what is kept and compared has their codes. */
  public Result named(UnaryOperator<String> area) {
    return new Result(
        programme,
        name,
        subject,
        outcome,
        amount,
        amountLabel,
        period,
        firstMonth,
        persons,
        reasons,
        missing,
        lacking,
        findings.stream().map(f -> f.named(area)).toList(),
        lines,
        standards);
  }
}
