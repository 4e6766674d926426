package minzheng.subsidy.desk;

import java.util.List;
import minzheng.kernel.Money;
import minzheng.subsidy.rules.Finding;
import minzheng.subsidy.rules.Result;

/**
 * The arithmetic of a result in one row, as the case page shows it: 700.00 × 3 = 2,100.00 −
 * 1,500.00 = 600.00. Reads what the result holds; where the amount has more parts (uplift, floor),
 * only the line that states it is shown.
 */
public record Equation(List<Term> terms) {
  /** A number with its name; op stands before it, null for the first. */
  public record Term(String op, String value, String label, boolean result) {}

  static Equation of(Result result) {
    if (!result.eligible())
      return new Equation(
          List.of(new Term(null, result.outcome().label(), reasons(result), false)));
    String amount = result.amount().format() + " 元";
    String from = result.amountLabel() + "，" + result.firstMonth() + " 起";
    if (result.amount().isZero())
      return new Equation(List.of(new Term(null, "符合", "只认定身份，不发放", true)));
    for (Finding f : result.findings())
      if (f.criterion().equals("INCOME_BELOW") && plain(f, result.amount())) {
        var standard = f.standards().getFirst();
        return new Equation(
            List.of(
                new Term(null, standard.value() + " × " + result.persons(), "标准 × 人数", false),
                new Term("=", Money.of(f.limit()).format(), "家庭保障标准", false),
                new Term("−", Money.of(f.fact()).format(), "家庭月收入", false),
                new Term("=", amount, from, true)));
      }
    var lines = result.lines();
    String formula = lines.isEmpty() ? "" : lines.getLast().formula();
    return new Equation(
        List.of(new Term(null, formula, "见测算单", false), new Term("=", amount, from, true)));
  }

  private static boolean plain(Finding f, Money amount) {
    return f.limit() != null
        && f.fact() != null
        && !f.standards().isEmpty()
        && f.limit().matches("\\d+\\.\\d{2}")
        && f.fact().matches("\\d+\\.\\d{2}")
        && Money.of(f.limit()).minus(Money.of(f.fact())).equals(amount);
  }

  private static String reasons(Result result) {
    if (!result.missing().isEmpty()) return "还缺 " + result.missing().size() + " 项事实";
    return String.join("；", result.reasons().stream().map(r -> r.label()).toList());
  }
}
