package minzheng.subsidy.rules;

import java.util.Map;
import minzheng.kernel.Ages;
import minzheng.subsidy.rules.Facts.Disability;

/** What a person is: age, disability, illness. */
final class PersonCriteria {
  private PersonCriteria() {}

  private static String age(Situation s) {
    return Ages.years(s.member().birthDate(), s.on()) + " 周岁";
  }

  /** 满 N 周岁, reached on the birthday. */
  record AgeAtLeast(int years, String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      boolean met = Ages.reached(s.member().birthDate(), years, s.on());
      return Finding.of("AGE_AT_LEAST", "年龄", met, Reason.AGE, article)
          .fact(s.member().birthDate().toString(), age(s))
          .limit(String.valueOf(years), "满 " + years + " 周岁")
          .source(s.source("birthDate"));
    }
  }

  /** 不满 N 周岁. */
  record AgeBelow(int years, String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      boolean met = !Ages.reached(s.member().birthDate(), years, s.on());
      return Finding.of("AGE_BELOW", "年龄", met, Reason.AGE, article)
          .fact(s.member().birthDate().toString(), age(s))
          .limit(String.valueOf(years), "不满 " + years + " 周岁")
          .source(s.source("birthDate"));
    }
  }

  /**
   * Disabled in a listed category and at least that severely.
   *
   * @param weakest per category the highest grade number that fits; a category not listed never
   *     fits
   * @param orSeriousIllness whether a recognised serious illness serves as well
   */
  record DisabilityIn(
      Map<Disability.Category, Integer> weakest, boolean orSeriousIllness, String article)
      implements Criterion {
    DisabilityIn {
      weakest = Map.copyOf(weakest);
    }

    @Override
    public Finding test(Situation s) {
      Disability card = s.member().disability();
      boolean fits = card != null && card.grade() <= weakest.getOrDefault(card.category(), 0);
      boolean ill = orSeriousIllness && s.member().seriousIllness();
      String text = card == null ? "无残疾人证" : card.text();
      return Finding.of(
              "DISABILITY_IN",
              orSeriousIllness ? "残疾或重病" : "残疾",
              fits || ill,
              Reason.GRADE,
              article)
          .fact(
              card == null
                  ? (ill ? "SERIOUS_ILLNESS" : null)
                  : card.category() + "/" + card.grade(),
              ill ? text + "；重病" : text)
          .limit(null, "规定的残疾类别和等级" + (orSeriousIllness ? "，或者重病" : ""))
          .source(s.source("disability"));
    }
  }

  /** A recognised serious illness. */
  record SeriousIllness(String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      boolean ill = s.member().seriousIllness();
      return Finding.of("SERIOUS_ILLNESS", "重病", ill, Reason.CLASS, article)
          .fact(String.valueOf(ill), ill ? "重病" : "无")
          .limit("true", "经认定的重病")
          .source(s.source("seriousIllness"));
    }
  }

  /**
   * A condition for some ages only.
   *
   * @param to last age it concerns; null = no end
   */
  record ForAges(int from, Integer to, Criterion criterion) implements Criterion {
    @Override
    public String article() {
      return criterion.article();
    }

    @Override
    public boolean alone() {
      return criterion.alone();
    }

    @Override
    public void needs(Needs needs) {
      if (concerns(needs.situation)) criterion.needs(needs);
    }

    @Override
    public Finding test(Situation s) {
      return concerns(s) ? criterion.test(s) : null;
    }

    private boolean concerns(Situation s) {
      return s.ageWithin(from, to);
    }
  }
}
