package minzheng.subsidy.rules;

import static minzheng.subsidy.rules.Households.JINJIANG;
import static minzheng.subsidy.rules.Households.child;
import static minzheng.subsidy.rules.Households.family;
import static minzheng.subsidy.rules.Households.grade;
import static minzheng.subsidy.rules.Households.head;
import static minzheng.subsidy.rules.Households.inPrison;
import static minzheng.subsidy.rules.Households.member;
import static minzheng.subsidy.rules.Households.spouse;
import static minzheng.subsidy.rules.Households.three;
import static minzheng.subsidy.rules.Households.two;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Disability.Category;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.Study;
import org.junit.jupiter.api.Test;

/** The worked examples of domain.md 13 that the rules alone can answer; each by its number. */
class WorkedExamplesTest {
  private static final String DAY = "2018-06-15";
  private final ReferenceRules rules = new ReferenceRules();

  private Result dibao(Facts facts) {
    return rules.household(facts, DAY, "DIBAO");
  }

  @Test
  void example_1_three_people_1500_get_600() {
    Result result = dibao(three(JINJIANG, "1500.00"));
    assertThat(result.outcome()).isEqualTo(Outcome.ELIGIBLE);
    assertThat(result.amount()).isEqualTo(Money.of("600.00"));
    assertThat(result.persons()).isEqualTo(3);
    assertThat(result.firstMonth()).isEqualTo(YearMonth.of(2018, 7));
  }

  @Test
  void example_2_income_equal_to_the_standard_is_not_below() {
    Result result = dibao(three(JINJIANG, "2100.00"));
    assertThat(result.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    assertThat(result.reasons()).containsExactly(Reason.INCOME_NOT_BELOW);
    assertThat(rules.household(three(JINJIANG, "2100.00"), DAY, "DIBAO_EDGE").outcome())
        .isEqualTo(Outcome.ELIGIBLE);
  }

  @Test
  void example_3_one_fen_below() {
    assertThat(dibao(three(JINJIANG, "2099.99")).amount()).hasToString("0.01");
  }

  @Test
  void example_3_with_a_floor_of_20_percent() {
    rules.with("DIBAO_AMOUNT_FLOOR", "", JINJIANG, "140.00");
    assertThat(dibao(three(JINJIANG, "2099.99")).amount()).hasToString("420.00");
    assertThat(dibao(three(JINJIANG, "1500.00")).amount()).hasToString("600.00");
  }

  @Test
  void example_4_the_per_head_income_is_never_rounded() {
    assertThat(dibao(three(JINJIANG, "1000.00")).amount()).hasToString("1100.00");
  }

  @Test
  void example_5_the_suburb() {
    assertThat(dibao(two("510183", "1000.00")).amount()).hasToString("300.00");
  }

  @Test
  void example_8_uplift_for_a_severely_disabled_member() {
    rules.with("DIBAO_UPLIFT", "SEVERE_DISABILITY", "5101", "0.20");
    Facts facts =
        family(
            JINJIANG,
            head("1500.00"),
            spouse().disability(grade(Category.PHYSICAL, 2)),
            child(2006));
    assertThat(dibao(facts).amount()).hasToString("740.00");
  }

  @Test
  void example_9_the_edge_is_strict_under_57号() {
    assertThat(edge("1049.99", "2021-07-01")).isEqualTo(Outcome.ELIGIBLE);
    assertThat(edge("1050.00", "2021-07-01")).isEqualTo(Outcome.NOT_ELIGIBLE);
  }

  @Test
  void example_9_the_band_of_chengdu_2018_includes_its_end() {
    assertThat(edge("1050.00", DAY)).isEqualTo(Outcome.ELIGIBLE);
    for (String income : List.of("1050.01", "1400.00")) {
      Facts facts = family(JINJIANG, head(income));
      assertThat(edge(income, DAY)).isEqualTo(Outcome.NOT_ELIGIBLE);
      assertThat(rules.household(facts, DAY, "LOW_INCOME").outcome()).isEqualTo(Outcome.ELIGIBLE);
    }
    assertThat(rules.household(family(JINJIANG, head("1400.01")), DAY, "LOW_INCOME").reasons())
        .containsExactly(Reason.INCOME_NOT_IN_BAND);
  }

  private Outcome edge(String income, String on) {
    return rules.household(family(JINJIANG, head(income)), on, "DIBAO_EDGE").outcome();
  }

  @Test
  void example_12_only_the_wage_counts_in_2025() {
    Facts facts =
        family(
            JINJIANG,
            head("1000.00")
                .income(IncomeKind.GOVERNMENT_ASSISTANCE, "200.00")
                .income(IncomeKind.BASIC_PENSION, "120.00")
                .income(IncomeKind.PREFERENTIAL_PENSION, "300.00"),
            spouse());
    assertThat(rules.household(facts, "2025-06-15", "DIBAO").amount()).hasToString("400.00");
    // the basic pension counts again from 2026 on
    assertThat(rules.household(facts, "2026-06-15", "DIBAO").amount()).hasToString("280.00");
  }

  @Test
  void example_14_an_adult_child_in_a_bachelor_course_counts() {
    Facts facts = family(JINJIANG, head("1500.00"), spouse(), child(1998).study(Study.BACHELOR));
    assertThat(dibao(facts).amount()).hasToString("600.00");
  }

  @Test
  void example_15_a_child_in_a_master_course_does_not() {
    Facts facts =
        family(JINJIANG, head("1500.00"), spouse(), child(1994).study(Study.POSTGRADUATE));
    Result result = dibao(facts);
    assertThat(result.persons()).isEqualTo(2);
    assertThat(result.reasons()).containsExactly(Reason.INCOME_NOT_BELOW);
    assertThat(rules.household(facts, DAY, "DIBAO_EDGE").outcome()).isEqualTo(Outcome.ELIGIBLE);
  }

  @Test
  void example_16_a_member_in_prison_does_not_count() {
    Facts facts = family(JINJIANG, head("900.00"), inPrison(spouse()), child(2006));
    Result result = dibao(facts);
    assertThat(result.persons()).isEqualTo(2);
    assertThat(result.amount()).hasToString("500.00");
  }

  @Test
  void example_18_first_month_by_the_area_rule() {
    Result next = dibao(three(JINJIANG, "1500.00"));
    assertThat(paidIn2018(next)).hasToString("3600.00");
    rules.with("START_MONTH", "", JINJIANG, "SAME_MONTH");
    assertThat(paidIn2018(dibao(three(JINJIANG, "1500.00")))).hasToString("4200.00");
  }

  private static Money paidIn2018(Result result) {
    return result.amount().times(12 - result.firstMonth().getMonthValue() + 1);
  }

  @Test
  void example_19_a_change_decided_in_september_counts_from_october() {
    Result after = rules.household(three(JINJIANG, "1800.00"), "2018-09-20", "DIBAO");
    assertThat(after.amount()).hasToString("300.00");
    assertThat(after.firstMonth()).isEqualTo(YearMonth.of(2018, 10));
  }

  @Test
  void example_28_an_age_is_reached_on_the_birthday() {
    Facts facts = family(JINJIANG, member("m1", Relation.HEAD, Sex.M, "1936-07-14").noIncome());
    assertThat(rules.person(facts, "2026-07-13", "OLD_AGE").amount()).hasToString("25.00");
    assertThat(rules.person(facts, "2026-07-14", "OLD_AGE").amount()).hasToString("100.00");
  }
}
