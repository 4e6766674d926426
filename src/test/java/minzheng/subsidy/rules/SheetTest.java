package minzheng.subsidy.rules;

import static minzheng.subsidy.rules.Households.JINJIANG;
import static minzheng.subsidy.rules.Households.child;
import static minzheng.subsidy.rules.Households.spouse;
import static minzheng.subsidy.rules.Households.three;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import org.junit.jupiter.api.Test;

/** A result holds all that the determination sheet shows, and survives being stored. */
class SheetTest {
  private static final String DAY = "2018-06-15";
  private final ReferenceRules rules = new ReferenceRules();

  private static Facts zhou() {
    var head =
        Households.member("m1", Relation.HEAD, Sex.F, "1970-01-01")
            .name("周秀兰")
            .incomes(List.of(new Income(IncomeKind.WAGE, Money.of("18000"), 12, null)));
    var husband =
        spouse()
            .name("陈国强")
            .disability(new Disability(Disability.Category.PHYSICAL, 2))
            .incomes(
                List.of(
                    new Income(
                        IncomeKind.GOVERNMENT_ASSISTANCE, Money.of("50.00"), 1, "重度残疾人护理补贴")));
    return new Facts(
        JINJIANG,
        Money.of("8612.35"),
        0,
        true,
        null,
        List.of(head.build(), husband.build(), child(2006).name("陈雨桐").build()),
        Map.of("household.savings", "银行，2026-11-02", "household.members[0].monthlyIncome", "税务"));
  }

  @Test
  void the_sheet_of_three_people_with_1500() {
    Result result = rules.household(zhou(), DAY, "DIBAO");
    assertThat(result.lines().stream().map(SheetTest::row))
        .containsExactly(
            "A 周秀兰 工资性收入 | 18,000.00 ÷ 12 个月 | 1,500.00",
            "B 陈国强 重度残疾人护理补贴 | 50.00，政府救助，不计入 | 0.00",
            "C 家庭月收入 | A + B | 1,500.00",
            "D 家庭保障标准 | 700.00 × 3 人 | 2,100.00",
            "E 比较 | 1,500.00 低于 2,100.00 | 成立",
            "F 月保障金（D − C） | 2,100.00 − 1,500.00 = 600.00 | 600.00");
    assertThat(result.lines().getLast().total()).isTrue();
    assertThat(result.lines().get(1).basis()).isEqualTo("民发〔2021〕57号 Art. 13");
    assertThat(result.lines().get(3).basis()).contains("000 ¶16");

    assertThat(result.findings())
        .extracting(Finding::label)
        .containsExactly("共同生活成员", "户籍或居住", "核对授权", "家庭月收入", "金融资产", "机动车辆", "互斥待遇");
    Finding income = result.findings().get(3);
    assertThat(income.criterion()).isEqualTo("INCOME_BELOW");
    assertThat(income.fact()).isEqualTo("1500.00");
    assertThat(income.limit()).isEqualTo("2100.00");
    assertThat(income.factText()).isEqualTo("1,500.00 元");
    assertThat(income.limitText()).isEqualTo("低于 2,100.00 元（700.00 × 3）");
    assertThat(income.source()).isEqualTo("税务");
    assertThat(income.standards().getFirst().code()).isEqualTo("DIBAO_STANDARD");
    assertThat(income.standards().getFirst().region()).isEqualTo(JINJIANG);
    assertThat(result.findings().get(4).limitText()).isEqualTo("不超过 50,400.00 元（700.00 × 24 × 3）");
    assertThat(result.findings().get(4).source()).isEqualTo("银行，2026-11-02");
    assertThat(result.standards())
        .extracting(StandardValue::code)
        .containsExactlyInAnyOrder(
            "DIBAO_STANDARD",
            "SAVINGS_LIMIT",
            "VEHICLE_LIMIT",
            "START_MONTH",
            "INCOME_EXCLUDED",
            "DIBAO_AMOUNT_FLOOR");
  }

  private static String row(Line line) {
    return line.letter() + " " + line.label() + " | " + line.formula() + " | " + line.result();
  }

  @Test
  void several_steps_end_in_a_total() {
    rules.with("DIBAO_AMOUNT_FLOOR", "", JINJIANG, "140.00");
    rules.with("DIBAO_UPLIFT", "MINOR", JINJIANG, "0.10");
    Facts facts =
        Households.family(
            JINJIANG,
            Households.head("2099.99").jobRefusals(3).workAble(true),
            spouse(),
            child(2006));
    Result result = rules.household(facts, DAY, "DIBAO");
    // max(0.01, 140 × 3) + 70, less a third
    assertThat(result.amount()).hasToString("326.67");
    Line total = result.lines().getLast();
    assertThat(total.total()).isTrue();
    assertThat(total.label()).isEqualTo("月保障金");
    assertThat(total.result()).isEqualTo("326.67");
  }

  @Test
  void an_unsigned_authorisation_refuses_at_the_counter() {
    Facts f = zhou();
    Facts unsigned =
        new Facts(
            f.region(), f.savings(), f.vehicles(), false, f.rigidSpending(), f.members(), Map.of());
    assertThat(rules.household(unsigned, DAY, "DIBAO").reasons())
        .containsExactly(Reason.NO_AUTHORISATION);
  }

  @Test
  void results_facts_and_programmes_survive_json() {
    Facts facts = zhou();
    for (String code : List.of("DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE", "OLD_AGE")) {
      for (Result result : rules.assess(facts, DAY).determine(code, Subject.HOUSEHOLD)) {
        assertThat(reread(result, Result.class)).isEqualTo(result);
      }
      Programme programme =
          rules
              .inForce(code, new minzheng.kernel.RegionCode("00"), java.time.LocalDate.parse(DAY))
              .orElseThrow();
      assertThat(reread(programme, Programme.class)).isEqualTo(programme);
    }
    assertThat(reread(facts, Facts.class)).isEqualTo(facts);
    Facts nothing = Facts.of(JINJIANG, null, null, three(JINJIANG, "1.00").members());
    assertThat(reread(nothing, Facts.class)).isEqualTo(nothing);
  }

  private static <T> T reread(T value, Class<T> type) {
    return RulesJson.MAPPER.readValue(RulesJson.MAPPER.writeValueAsString(value), type);
  }
}
