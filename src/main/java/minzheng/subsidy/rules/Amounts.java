package minzheng.subsidy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minzheng.subsidy.rules.MeansCriteria.Whose;

/** The amount rules. */
final class Amounts {
  private Amounts() {}

  /**
   * 补差: {@code standard × heads − income}, never below zero.
   *
   * @param basis code of the standard whose word says whose income; null when {@code whose} is
   *     given
   */
  record Difference(Whose whose, String basis, String standard, String article)
      implements AmountRule {
    @Override
    public void needs(Needs needs) {
      needs.value(standard);
      needs.value(basis);
    }

    @Override
    public List<String> missing(Situation s) {
      Whose who = s.whose(whose, basis);
      return who == Whose.FULL_STANDARD ? List.of() : s.income(who).missing();
    }

    @Override
    public Fraction apply(Situation s, Fraction before) {
      Whose who = s.whose(whose, basis);
      StandardValue unit = s.value(standard);
      Fraction full = unit.number().times(who == Whose.HOUSEHOLD ? s.persons() : 1);
      if (who == Whose.FULL_STANDARD) {
        s.lines().add("保障标准", "全额，不减收入", full.text(), unit.document());
        return full;
      }
      Fraction income = s.income(who).known();
      Fraction gap = full.minus(income).max(Fraction.ZERO);
      String letters = s.lines().recall("limit") + " − " + s.lines().recall("income");
      s.lines()
          .add(
              "补差（" + letters + "）",
              full.text() + " − " + income.text() + " = " + gap.text(),
              gap.text(),
              article);
      return gap;
    }
  }

  /** At least so much per head, where the area sets it. */
  record Floor(String standard, String article) implements AmountRule {
    @Override
    public Fraction apply(Situation s, Fraction before) {
      Optional<StandardValue> floor = s.standard(standard, "");
      if (floor.isEmpty()) return before;
      Fraction least = floor.get().number().times(s.heads());
      if (least.compareTo(before) <= 0) return before;
      s.lines()
          .add(
              "最低补差额",
              floor.get().number().text() + " × " + s.heads() + " 人 = " + least.text(),
              least.text(),
              floor.get().document());
      return least;
    }
  }

  /**
   * 分类施保: for each person of a class a share of the standard on top, where the area sets it; of
   * several classes the highest share.
   */
  record Uplift(String standard, String share, List<UpliftClass> classes, String article)
      implements AmountRule {
    Uplift {
      classes = List.copyOf(classes);
    }

    @Override
    public Fraction apply(Situation s, Fraction before) {
      Fraction amount = before;
      for (int i : s.persons(s.member() == null)) {
        Situation person = s.as(i);
        StandardValue best = null;
        for (UpliftClass wanted : classes) {
          StandardValue value = s.standard(share, wanted.category()).orElse(null);
          if (value == null || !Boolean.TRUE.equals(wanted.when().test(person).met())) continue;
          if (best == null || value.number().compareTo(best.number()) > 0) best = value;
        }
        if (best == null || best.number().signum() == 0) continue;
        StandardValue unit = s.value(standard);
        Fraction more = unit.number().times(best.number());
        s.lines()
            .add(
                person.member().called() + " 分类施保",
                unit.number().text() + " × " + best.value() + " = " + more.text(),
                more.text(),
                best.document());
        amount = amount.plus(more);
      }
      return amount;
    }
  }

  /** Who belongs to a class of {@link Uplift}. */
  record UpliftClass(String category, Criterion when) {}

  /**
   * Whoever is able to work and refused so many jobs without a reason loses the own share of the
   * household's amount.
   */
  record RefusalCut(int refusals, String article) implements AmountRule {
    @Override
    public List<String> missing(Situation s) {
      var missing = new ArrayList<String>();
      for (int i : refusers(s)) {
        if (s.facts().members().get(i).workAble() == null) missing.add(Facts.path(i, "workAble"));
      }
      return missing;
    }

    @Override
    public Fraction apply(Situation s, Fraction before) {
      Fraction amount = before;
      Fraction share = before.dividedBy(s.persons());
      for (int i : refusers(s)) {
        Member member = s.facts().members().get(i);
        if (!member.workAble()) continue;
        amount = amount.minus(share);
        s.lines()
            .add(
                member.called() + " 无正当理由拒绝就业 " + member.jobRefusals() + " 次，减本人份额",
                "− " + before.text() + " ÷ " + s.persons() + " 人",
                "−" + share.text(),
                article);
      }
      return amount;
    }

    private List<Integer> refusers(Situation s) {
      return s.counted().stream()
          .filter(i -> s.facts().members().get(i).jobRefusals() >= refusals)
          .toList();
    }
  }

  /** A flat amount by age. */
  record ByAge(String standard, List<Band> bands, String article) implements AmountRule {
    ByAge {
      bands = List.copyOf(bands);
    }

    /** The class of the person's age; below all bands any class will do to have a programme. */
    @Override
    public void needs(Needs needs) {
      Situation s = needs.situation;
      Optional<Band> band = band(s);
      if (band.isPresent()) needs.value(standard, band.get().category());
      else if (bands.stream().allMatch(b -> s.standard(standard, b.category()).isEmpty())) {
        needs.lack(standard, "");
      }
    }

    @Override
    public Fraction apply(Situation s, Fraction before) {
      StandardValue value = s.value(standard, band(s).orElseThrow().category());
      s.lines().add("标准", "按年龄定额", value.number().text(), value.document());
      return before.plus(value.number());
    }

    private Optional<Band> band(Situation s) {
      return bands.stream().filter(b -> s.ageWithin(b.from(), b.to())).findFirst();
    }
  }

  /**
   * Ages of one amount.
   *
   * @param to last age it concerns; null = no end
   * @param category class of the standard
   */
  record Band(int from, Integer to, String category) {}
}
