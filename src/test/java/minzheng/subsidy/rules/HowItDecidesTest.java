package minzheng.subsidy.rules;

import static minzheng.subsidy.rules.Households.JINJIANG;
import static minzheng.subsidy.rules.Households.change;
import static minzheng.subsidy.rules.Households.child;
import static minzheng.subsidy.rules.Households.family;
import static minzheng.subsidy.rules.Households.grade;
import static minzheng.subsidy.rules.Households.head;
import static minzheng.subsidy.rules.Households.inPrison;
import static minzheng.subsidy.rules.Households.member;
import static minzheng.subsidy.rules.Households.property;
import static minzheng.subsidy.rules.Households.spouse;
import static minzheng.subsidy.rules.Households.three;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.Disability.Category;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "How it decides" of the trial API's contract, point by point, for the programmes built. */
class HowItDecidesTest {
  private static final String DAY = "2018-06-15";
  private static final String INCOME_1 = "household.members[0].monthlyIncome";
  private final ReferenceRules rules = new ReferenceRules();

  private Result dibao(Facts facts) {
    return rules.household(facts, DAY, "DIBAO");
  }

  private Result edge(Facts facts) {
    return rules.household(facts, DAY, "DIBAO_EDGE");
  }

  private Result low(Facts facts) {
    return rules.household(facts, DAY, "LOW_INCOME");
  }

  private List<Result> single(Facts facts) {
    return rules.persons(facts, DAY, "DIBAO_SINGLE");
  }

  private static void refused(Result result, Reason... reasons) {
    assertThat(result.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    assertThat(result.reasons()).containsExactly(reasons);
    assertThat(result.missing()).isEmpty();
    assertThat(result.amount()).isNull();
    assertThat(result.firstMonth()).isNull();
  }

  private static void unknown(Result result, String... paths) {
    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.missing()).containsExactlyInAnyOrder(paths);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.amount()).isNull();
  }

  private static void granted(Result result, String amount) {
    assertThat(result.reasons()).isEmpty();
    assertThat(result.outcome()).isEqualTo(Outcome.ELIGIBLE);
    assertThat(result.amount()).hasToString(amount);
    assertThat(result.firstMonth()).isNotNull();
  }

  // 1: standards first

  @ParameterizedTest
  @CsvSource({
    "DIBAO,510104,2017-12-31", "DIBAO,511603,2018-06-15", "DIBAO,4401,2015-12-31",
    "DIBAO_EDGE,440105,2018-06-15", "LOW_INCOME,440105,2022-06-15", "DIBAO,510104,1990-01-01"
  })
  void p1_without_a_value_in_force_nothing_is_looked_at(String code, String region, String on) {
    Facts over = family(region, member("m1", Relation.HEAD, Sex.F, "1970-01-01"));
    Result result = rules.household(over, on, code);
    assertThat(result.outcome()).isEqualTo(Outcome.NO_STANDARD);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.missing()).isEmpty();
    assertThat(result.lacking()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "510104,600.00",
    "510104020,600.00",
    "510104020003,600.00",
    "510183,450.00",
    "5101,450.00"
  })
  void p1_the_most_specific_region_wins(String region, String amount) {
    granted(dibao(three(region, "1500.00")), amount);
  }

  // 2: reasons, unknown, missing

  @Test
  void p2_every_failed_criterion_is_told_once() {
    refused(
        dibao(property(three(JINJIANG, "9000.00"), "999999.00", 3)),
        Reason.INCOME_NOT_BELOW,
        Reason.PROPERTY_OVER);
  }

  @Test
  void p2_a_failed_criterion_beats_an_unknown_one() {
    refused(dibao(property(three(JINJIANG, "1500.00"), null, 1)), Reason.PROPERTY_OVER);
    refused(dibao(property(three(JINJIANG, "2100.00"), null, null)), Reason.INCOME_NOT_BELOW);
  }

  @Test
  void p2_an_unknown_criterion_makes_the_outcome_unknown() {
    unknown(dibao(property(three(JINJIANG, "1500.00"), null, 0)), "household.savings");
    unknown(
        dibao(property(three(JINJIANG, "1500.00"), null, null)),
        "household.savings",
        "household.vehicles");
    Facts nobody =
        property(
            family(
                JINJIANG,
                member("m1", Relation.HEAD, Sex.F, "1970-01-01"),
                member("m2", Relation.SPOUSE, Sex.M, "1970-01-01")),
            null,
            0);
    unknown(dibao(nobody), INCOME_1, "household.members[1].monthlyIncome", "household.savings");
  }

  @Test
  void p2_incomes_given_that_reach_the_limit_settle_it() {
    Facts facts =
        family(JINJIANG, member("m0", Relation.HEAD, Sex.F, "1970-01-01"), spouse2("1400.00"));
    refused(dibao(facts), Reason.INCOME_NOT_BELOW);
    unknown(edge(facts), INCOME_1);
    Facts nearly =
        family(JINJIANG, member("m0", Relation.HEAD, Sex.F, "1970-01-01"), spouse2("1399.99"));
    unknown(dibao(nearly), INCOME_1);
  }

  private static Member.Builder spouse2(String wage) {
    return member("m2", Relation.SPOUSE, Sex.M, "1969-05-05").income(IncomeKind.WAGE, wage);
  }

  @Test
  void p2_an_inclusive_limit_is_not_passed_by_reaching_it() {
    Facts facts =
        family(JINJIANG, member("m0", Relation.HEAD, Sex.F, "1970-01-01"), spouse2("2100.00"));
    unknown(edge(facts), INCOME_1);
  }

  @Test
  void p2_if_only_the_amount_hangs_on_an_absent_fact_it_is_unknown() {
    Facts facts = family(JINJIANG, head("1500.00").jobRefusals(3), spouse(), child(2006));
    unknown(dibao(facts), "household.members[0].workAble");
    unknown(edge(facts), "household.members[0].workAble");
    unknown(low(facts), "household.members[0].workAble");
  }

  // 5: members

  @ParameterizedTest
  @EnumSource(value = Away.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void p5_whoever_is_away_is_outside_with_the_income(Away away) {
    Facts facts = family(JINJIANG, head("900.00"), spouse2("5000.00").away(away));
    Result result = dibao(facts);
    assertThat(result.persons()).isEqualTo(1);
    refused(result, Reason.INCOME_NOT_BELOW);
    granted(dibao(family(JINJIANG, head("600.00"), spouse2("5000.00").away(away))), "100.00");
    for (String programme : List.of("DIBAO_SINGLE", "OLD_AGE")) {
      assertThat(rules.persons(facts, DAY, programme).get(1).reasons())
          .contains(Reason.NOT_HOUSEHOLD_MEMBER);
    }
  }

  @Test
  void p5_only_adult_children_in_postgraduate_study_do_not_count() {
    assertThat(persons(child(1994).study(Study.POSTGRADUATE))).isEqualTo(2);
    assertThat(persons(child(2001).study(Study.POSTGRADUATE))).isEqualTo(3);
    assertThat(persons(child(1994).study(Study.VOCATIONAL))).isEqualTo(3);
    for (Relation relation : List.of(Relation.SIBLING, Relation.OTHER, Relation.PARENT)) {
      assertThat(
              persons(
                  member("m3", relation, Sex.M, "1994-01-01").noIncome().study(Study.POSTGRADUATE)))
          .isEqualTo(3);
    }
  }

  @Test
  void p5_a_child_is_adult_on_the_18th_birthday() {
    var born = member("m3", Relation.CHILD, Sex.M, "2000-06-15").noIncome();
    assertThat(persons(born.study(Study.POSTGRADUATE))).isEqualTo(2);
    var later = member("m3", Relation.CHILD, Sex.M, "2000-06-16").noIncome();
    assertThat(persons(later.study(Study.POSTGRADUATE))).isEqualTo(3);
  }

  /** The first version of DIBAO is of 2014-05-01. */
  @ParameterizedTest
  @ValueSource(strings = {"2014-04-30", "2014-05-01"})
  void p5_who_counts_does_not_hang_on_a_version_in_force(String on) {
    var student = child(1994).study(Study.POSTGRADUATE);
    var minor = child(2001).study(Study.POSTGRADUATE);
    Facts facts = family("4401", head("900.00"), inPrison(spouse()), student, minor);
    Result result = rules.household(facts, on, "DIBAO");
    assertThat(result.outcome()).isEqualTo(Outcome.NO_STANDARD);
    assertThat(result.persons()).isEqualTo(2);
    assertThat(rules.persons(facts, on, "DIBAO_SINGLE"))
        .hasSize(4)
        .allSatisfy(single -> assertThat(single.persons()).isEqualTo(1));
  }

  private int persons(Member.Builder third) {
    return dibao(family(JINJIANG, head("0.00"), spouse(), third)).persons();
  }

  @Test
  void p18_a_household_without_members_is_told_that_alone() {
    Facts facts = property(family(JINJIANG, inPrison(head("90000.00").hukou("440105"))), null, 9);
    refused(dibao(facts), Reason.NOT_HOUSEHOLD_MEMBER);
    refused(edge(facts), Reason.NOT_HOUSEHOLD_MEMBER);
    refused(low(facts), Reason.NOT_HOUSEHOLD_MEMBER);
    assertThat(dibao(facts).persons()).isZero();
  }

  // 6: hukou

  @ParameterizedTest
  @CsvSource({
    "510104,510104,true", "510104,510183,true", "510104,5101,true", "510104,51,true",
    "510104,5116,false", "510104,440105,false", "5101,510104020003,true", "51,5116,true",
    "51,44,false", "51,51,true"
  })
  void p6_local_agrees_in_four_digits(String region, String hukou, boolean local) {
    Facts facts =
        family(region, member("m1", Relation.HEAD, Sex.F, "1925-01-01").noIncome().hukou(hukou));
    assertThat(rules.person(facts, DAY, "OLD_AGE").reasons())
        .isEqualTo(local ? List.of() : List.of(Reason.NO_LOCAL_HUKOU));
  }

  @Test
  void p6_a_household_needs_one_local_member_who_counts() {
    refused(dibao(family(JINJIANG, head("500.00").hukou("440105"))), Reason.NO_LOCAL_HUKOU);
    granted(dibao(family(JINJIANG, head("500.00").hukou("440105"), spouse())), "900.00");
    refused(
        dibao(family(JINJIANG, head("500.00").hukou("440105"), inPrison(spouse()))),
        Reason.NO_LOCAL_HUKOU);
  }

  // 7, 8: receives and low-bao status

  @Test
  void p8_low_bao_by_the_family_by_the_single_entry_or_by_receiving_it() {
    var old = member("m1", Relation.HEAD, Sex.F, "1935-01-01");
    granted(rules.person(family(JINJIANG, old.noIncome()), DAY, "OLD_AGE"), "25.00");
    var richer = member("m1", Relation.HEAD, Sex.F, "1935-01-01");
    Facts family = family(JINJIANG, richer.noIncome(), spouse2("2000.00"));
    refused(rules.person(family, DAY, "OLD_AGE"), Reason.CLASS);
    Facts ill = family(JINJIANG, richer.noIncome().seriousIllness(true), spouse2("2000.00"));
    granted(rules.person(ill, DAY, "DIBAO_SINGLE"), "700.00");
    granted(rules.person(ill, DAY, "OLD_AGE"), "25.00");
    Facts receiving =
        family(
            JINJIANG,
            member("m1", Relation.HEAD, Sex.F, "1935-01-01")
                .income(IncomeKind.WAGE, "90000.00")
                .receives(Set.of("DIBAO")));
    granted(rules.person(receiving, DAY, "OLD_AGE"), "25.00");
  }

  @Test
  void p7_receiving_has_no_effect_on_the_household_and_single_programmes() {
    Facts facts = family(JINJIANG, head("500.00").receives(Set.of("DIBAO", "DESTITUTE")));
    granted(dibao(facts), "200.00");
    Facts edge = family(JINJIANG, head("1000.00").receives(Set.of("DIBAO")));
    granted(edge(edge), "0.00");
    refused(single(edge).getFirst(), Reason.INCOME_NOT_BELOW, Reason.GRADE);
  }

  // 9, 10: codes and bands

  @Test
  void p9_a_better_class_is_told_and_status_gives_no_money() {
    Facts low = three(JINJIANG, "1500.00");
    refused(edge(low), Reason.ALREADY_BETTER_COVERED);
    refused(low(low), Reason.ALREADY_BETTER_COVERED);
    Facts edge = three(JINJIANG, "2500.00");
    granted(edge(edge), "0.00");
    refused(low(edge), Reason.ALREADY_BETTER_COVERED);
    assertThat(edge(edge).period()).isEqualTo(Period.MONTH);
  }

  @ParameterizedTest
  @CsvSource({
    "2099.99,DIBAO",
    "2100.00,DIBAO_EDGE",
    "3150.00,DIBAO_EDGE",
    "3150.01,LOW_INCOME",
    "4200.00,LOW_INCOME",
    "4200.01,"
  })
  void p10_the_bands_follow_each_other_without_a_gap(String income, String programme) {
    Facts facts = three(JINJIANG, income);
    for (String code : List.of("DIBAO", "DIBAO_EDGE", "LOW_INCOME")) {
      assertThat(rules.household(facts, DAY, code).eligible()).isEqualTo(code.equals(programme));
    }
  }

  @Test
  void p10_property_is_tested_in_every_band() {
    for (String income : List.of("1500.00", "2500.00", "4000.00")) {
      Facts rich = property(three(JINJIANG, income), "50400.01", 0);
      Facts car = property(three(JINJIANG, income), "50400.00", 1);
      for (String code : List.of("DIBAO", "DIBAO_EDGE", "LOW_INCOME")) {
        assertThat(rules.household(rich, DAY, code).reasons()).contains(Reason.PROPERTY_OVER);
        assertThat(rules.household(car, DAY, code).reasons()).contains(Reason.PROPERTY_OVER);
      }
    }
    granted(dibao(property(three(JINJIANG, "1500.00"), "50400.00", 0)), "600.00");
    refused(low(property(three(JINJIANG, "1500.00"), "50400.01", 0)), Reason.PROPERTY_OVER);
  }

  @Test
  void p18_the_later_band_is_unknown_while_the_earlier_is() {
    Facts facts = property(three(JINJIANG, "1500.00"), null, 0);
    unknown(edge(facts), "household.savings");
    unknown(low(facts), "household.savings");
    // over the low-bao line but unknown savings: it may be an edge family
    unknown(low(property(three(JINJIANG, "2500.00"), null, 0)), "household.savings");
  }

  // 11: first month

  @ParameterizedTest
  @CsvSource({"510104,2018-12-31,2019-01", "440105,2018-06-15,2018-06"})
  void p11_first_month_of_the_region(String region, String on, String month) {
    Result result = rules.household(three(region, "1500.00"), on, "DIBAO");
    assertThat(result.firstMonth()).hasToString(month);
  }

  @Test
  void p11_status_has_a_first_month_too() {
    assertThat(edge(three(JINJIANG, "2500.00")).firstMonth()).hasToString("2018-07");
  }

  // 14: job refusals

  @Test
  void p14_whoever_refuses_three_jobs_loses_the_own_share() {
    granted(dibao(refusing(2, true)), "600.00");
    granted(dibao(refusing(3, true)), "400.00");
    granted(dibao(refusing(5, true)), "400.00");
    granted(dibao(refusing(3, false)), "600.00");
    Facts thirds =
        family(JINJIANG, head("1999.99").jobRefusals(3).workAble(true), spouse(), child(2006));
    // 100.01 − 33.336… = 66.673…
    granted(dibao(thirds), "66.67");
    Facts two =
        family(
            JINJIANG,
            head("1999.99").jobRefusals(3).workAble(true),
            spouse().jobRefusals(4).workAble(true),
            child(2006));
    // 33.336…; cut by two shares rounded first it would be 33.33
    granted(dibao(two), "33.34");
  }

  private static Facts refusing(int times, boolean able) {
    return family(
        JINJIANG, head("1500.00").jobRefusals(times).workAble(able), spouse(), child(2006));
  }

  @Test
  void p18_a_refuser_outside_the_household_has_no_effect() {
    Facts facts = family(JINJIANG, head("600.00"), inPrison(spouse().jobRefusals(9)));
    granted(dibao(facts), "100.00");
  }

  // 15: single entry

  @ParameterizedTest
  @CsvSource({
    "PHYSICAL,1,true",
    "PHYSICAL,2,true",
    "PHYSICAL,3,false",
    "VISUAL,2,true",
    "HEARING,2,true",
    "SPEECH,2,true",
    "SPEECH,3,false",
    "INTELLECTUAL,3,true",
    "INTELLECTUAL,4,false",
    "MENTAL,3,true",
    "MENTAL,4,false",
    "MULTIPLE,2,true",
    "MULTIPLE,3,false"
  })
  void p15_disability_of_the_single_entry(Category category, int level, boolean fits) {
    Facts facts =
        family(JINJIANG, spouse2("1900.00"), head("100.00").disability(grade(category, level)));
    Result result = single(facts).get(1);
    if (fits) granted(result, "600.00");
    else refused(result, Reason.GRADE);
  }

  @Test
  void p15_a_serious_illness_serves_and_the_own_income_counts() {
    Facts facts =
        family(
            JINJIANG,
            head("1000.00").seriousIllness(true),
            spouse().seriousIllness(true),
            child(2006));
    facts = change(facts, members -> members.subList(0, 2));
    granted(edge(facts(facts, "1400.00")), "0.00");
    List<Result> results = single(facts(facts, "1400.00"));
    refused(results.get(0), Reason.INCOME_NOT_BELOW);
    granted(results.get(1), "700.00");
    assertThat(results.get(1).persons()).isEqualTo(1);
    assertThat(results.get(1).subject()).isEqualTo("m2");
  }

  private static Facts facts(Facts facts, String wage) {
    return family(facts.region(), head(wage).seriousIllness(true), spouse().seriousIllness(true));
  }

  @Test
  void p18_in_a_low_bao_family_only_that_is_told() {
    Facts facts = family(JINJIANG, head("500.00").hukou("440105"), spouse(), inPrison(child(2006)));
    List<Result> results = single(facts);
    refused(results.get(0), Reason.ALREADY_BETTER_COVERED);
    refused(results.get(1), Reason.ALREADY_BETTER_COVERED);
    // the family's low-bao does not reach whoever is away
    refused(results.get(2), Reason.NOT_HOUSEHOLD_MEMBER);
  }

  @Test
  void p9_no_edge_family_no_single_entry() {
    refused(single(three(JINJIANG, "9000.00")).get(1), Reason.GRADE, Reason.CLASS);
    Facts unknown = property(family(JINJIANG, spouse2("1900.00"), head("100.00")), null, 0);
    refused(single(unknown).get(1), Reason.GRADE);
    Facts ill =
        property(
            family(JINJIANG, spouse2("1900.00"), head("100.00").seriousIllness(true)), null, 0);
    unknown(single(ill).get(1), "household.savings");
  }

  @Test
  void p18_single_entry_needs_the_standards_of_the_edge() {
    Facts facts = three("440105", "1500.00");
    granted(dibao(facts), "1200.00");
    assertThat(rules.persons(facts, DAY, "DIBAO_SINGLE"))
        .extracting(Result::outcome)
        .containsOnly(Outcome.NO_STANDARD)
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"FULL_STANDARD,700.00", "OWN_INCOME,600.00", "FAMILY_PER_HEAD,"})
  void single_entry_by_the_basis_of_the_area(String basis, String amount) {
    rules.with("DIBAO_SINGLE_BASIS", "", JINJIANG, basis);
    Facts facts = family(JINJIANG, spouse2("1900.00"), head("100.00").seriousIllness(true));
    Result result = single(facts).get(1);
    if (amount != null) granted(result, amount);
    else refused(result, Reason.INCOME_NOT_BELOW);
  }

  // 16: old age

  @ParameterizedTest
  @CsvSource({
    "1938-06-16,",
    "1938-06-15,25.00",
    "1928-06-16,25.00",
    "1928-06-15,100.00",
    "1918-06-16,100.00",
    "1918-06-15,200.00",
    "1900-01-01,200.00"
  })
  void p16_bands_of_age(String birth, String amount) {
    Facts facts = family(JINJIANG, member("m1", Relation.HEAD, Sex.F, birth).noIncome());
    Result result = rules.person(facts, DAY, "OLD_AGE");
    if (amount == null) refused(result, Reason.AGE);
    else granted(result, amount);
  }

  @Test
  void p16_without_low_bao_standards_80_to_89_have_none_and_90_have() {
    Facts facts =
        family(
            "511603",
            member("m1", Relation.HEAD, Sex.F, "1935-01-01").receives(Set.of("DIBAO")),
            member("m2", Relation.SPOUSE, Sex.M, "1925-01-01"),
            member("m3", Relation.CHILD, Sex.M, "1960-01-01"));
    List<Result> results = rules.persons(facts, DAY, "OLD_AGE");
    assertThat(results.get(0).outcome()).isEqualTo(Outcome.NO_STANDARD);
    granted(results.get(1), "100.00");
    refused(results.get(2), Reason.AGE);
    assertThat(rules.persons(three("440105", "0.00"), DAY, "OLD_AGE"))
        .extracting(Result::outcome)
        .containsOnly(Outcome.NO_STANDARD);
  }

  @Test
  void old_age_of_80_hangs_on_what_low_bao_hangs_on() {
    Facts facts = family(JINJIANG, member("m1", Relation.HEAD, Sex.F, "1935-01-01"));
    unknown(rules.person(facts, DAY, "OLD_AGE"), INCOME_1);
    Facts ninety = family(JINJIANG, member("m1", Relation.HEAD, Sex.F, "1925-01-01"));
    granted(rules.person(ninety, DAY, "OLD_AGE"), "100.00");
  }
}
