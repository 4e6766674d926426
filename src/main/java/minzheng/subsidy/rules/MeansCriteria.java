package minzheng.subsidy.rules;

import java.util.List;
import minzheng.kernel.Money;

/** Income and property against limits that are multiples of a standard. */
final class MeansCriteria {
  private MeansCriteria() {}

  /** Whose income is compared and subtracted, and for how many heads. */
  enum Whose {
    /** The household's, against the standard for all its members. */
    HOUSEHOLD,
    /** The person's own, against one standard. */
    OWN_INCOME,
    /** The household's share per head, against one standard. */
    FAMILY_PER_HEAD,
    /** None: one standard in full. */
    FULL_STANDARD
  }

  /**
   * Income stays within {@code standard × ratio × heads}, compared un-rounded.
   *
   * @param whose whose income; null when {@code basis} says it
   * @param basis code of the standard whose word is the {@link Whose}; null
   * @param ratio code of the standard that multiplies; null = 1. The operator is the ratio's, or
   *     else the standard's, or else “below”
   * @param above code of the ratio where a lower band ends and this one begins; null. Whoever is
   *     below is covered there, so it is needed but refuses nobody
   */
  record IncomeWithin(
      Whose whose,
      String basis,
      String standard,
      String ratio,
      String above,
      Reason reason,
      String article)
      implements Criterion {
    @Override
    public void needs(Needs needs) {
      needs.value(standard);
      needs.value(basis);
      needs.value(ratio);
      needs.value(above);
    }

    @Override
    public Finding test(Situation s) {
      Whose who = s.whose(whose, basis);
      if (who == Whose.FULL_STANDARD) return null;
      StandardValue unit = s.value(standard);
      StandardValue factor = ratio == null ? null : s.value(ratio);
      Op op = factor == null ? unit.op(Op.LT) : factor.op(Op.LT);
      int heads = who == Whose.HOUSEHOLD ? s.persons() : 1;
      Fraction limit = unit.number().times(heads);
      if (factor != null) limit = limit.times(factor.number());

      Situation.Tally income = s.income(who);
      boolean fits = op.holds(income.known(), limit);
      // what is given already exceeds: nothing that is still unknown can mend it
      Boolean met = !fits ? Boolean.FALSE : income.missing().isEmpty() ? Boolean.TRUE : null;
      String formula =
          unit.number().text()
              + (factor == null ? "" : " × " + factor.value())
              + (who == Whose.HOUSEHOLD ? " × " + heads : "");
      lines(s, who, unit, factor, op, heads, formula, limit, income, met);
      String text = op.label() + " " + limit.text() + " 元（" + formula + "）";
      if (above != null) text = "高于 " + bound(s, unit, heads).text() + " 元，" + text;
      return Finding.of(criterion(), label(who), met, reason, article)
          .fact(
              met == null ? null : income.known().plain(),
              (income.missing().isEmpty() ? "" : "已知 ") + income.known().text() + " 元")
          .limit(limit.plain(), text, factor == null ? read(unit) : read(unit, factor))
          .source(s.source("monthlyIncome"))
          .missing(met == null ? income.missing() : List.of());
    }

    private Fraction bound(Situation s, StandardValue unit, int heads) {
      return unit.number().times(heads).times(s.value(above).number());
    }

    private String criterion() {
      return reason == Reason.INCOME_NOT_IN_BAND ? "INCOME_IN_BAND" : "INCOME_BELOW";
    }

    private void lines(
        Situation s,
        Whose who,
        StandardValue unit,
        StandardValue factor,
        Op op,
        int heads,
        String formula,
        Fraction limit,
        Situation.Tally income,
        Boolean met) {
      String letter =
          s.lines()
              .add(
                  factor == null ? (who == Whose.HOUSEHOLD ? "家庭保障标准" : "保障标准") : "收入上限",
                  formula + (who == Whose.HOUSEHOLD ? " 人" : ""),
                  limit.text(),
                  factor == null ? unit.document() : unit.document() + "；" + factor.document());
      if (factor == null) s.lines().remember("limit", letter);
      s.lines()
          .add(
              "比较",
              income.known().text() + " " + op.label() + " " + limit.text(),
              met == null ? "待补充" : met ? "成立" : "不成立",
              op.meaning());
    }
  }

  static String label(Whose who) {
    return switch (who) {
      case HOUSEHOLD, FULL_STANDARD -> "家庭月收入";
      case OWN_INCOME -> "本人月收入";
      case FAMILY_PER_HEAD -> "家庭人均月收入";
    };
  }

  /** Savings stay within {@code factor × standard × members}. */
  record SavingsWithin(String factor, String standard, String article) implements Criterion {
    @Override
    public void needs(Needs needs) {
      needs.value(factor);
      needs.value(standard);
    }

    @Override
    public Finding test(Situation s) {
      StandardValue times = s.value(factor);
      StandardValue unit = s.value(standard);
      Op op = times.op(Op.LE);
      Fraction limit = unit.number().times(times.number()).times(s.persons());
      Money savings = s.facts().savings();
      Boolean met = savings == null ? null : op.holds(Fraction.of(savings), limit);
      String formula = unit.number().text() + " × " + times.value() + " × " + s.persons();
      return Finding.of("SAVINGS_WITHIN", "金融资产", met, Reason.PROPERTY_OVER, article)
          .fact(
              savings == null ? null : savings.toString(),
              savings == null ? "未提供" : savings.format() + " 元")
          .limit(
              limit.plain(),
              op.label() + " " + limit.text() + " 元（" + formula + "）",
              read(times, unit))
          .source(s.source("savings"))
          .missing(savings == null ? List.of(Facts.path("savings")) : List.of());
    }
  }

  /** Not more motor vehicles than the area allows. */
  record VehiclesWithin(String limit, String article) implements Criterion {
    @Override
    public void needs(Needs needs) {
      needs.value(limit);
    }

    @Override
    public Finding test(Situation s) {
      StandardValue most = s.value(limit);
      Op op = most.op(Op.LE);
      Integer vehicles = s.facts().vehicles();
      Boolean met = vehicles == null ? null : op.holds(Fraction.of(vehicles), most.number());
      return Finding.of("VEHICLES_WITHIN", "机动车辆", met, Reason.PROPERTY_OVER, article)
          .fact(
              vehicles == null ? null : vehicles.toString(),
              vehicles == null ? "未提供" : vehicles + " 辆")
          .limit(most.value(), op.label() + " " + most.value() + " 辆", most)
          .source(s.source("vehicles"))
          .missing(vehicles == null ? List.of(Facts.path("vehicles")) : List.of());
    }
  }

  private static StandardValue[] read(StandardValue... values) {
    return values;
  }
}
