package minzheng.subsidy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FractionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0.00|0.00",
        "700|700.00|700.00",
        "1234.5|1234.50|1,234.50",
        "1234567.89|1234567.89|1,234,567.89",
        "1/3|0.333333|0.333333",
        "10000/3|3333.333333|3,333.333333",
        "0.125|0.125|0.125",
        "-1234|-1234.00|-1,234.00",
        "-123|-123.00|-123.00",
        "100000|100000.00|100,000.00",
        "2/3|0.666667|0.666667"
      })
  void written_for_machines_and_people(String value, String plain, String text) {
    assertThat(Fraction.parse(value).plain()).isEqualTo(plain);
    assertThat(Fraction.parse(value).text()).isEqualTo(text);
  }

  @Test
  void thirds_stay_exact_until_the_end() {
    Fraction third = Fraction.parse("1/3").times(Fraction.parse("1780.00"));
    assertThat(third.toMoney()).hasToString("593.33");
    assertThat(third.times(3).compareTo(Fraction.of(1780))).isZero();
    assertThat(Fraction.of(100).dividedBy(3).plus(Fraction.of(200).dividedBy(3)))
        .usingComparator(Fraction::compareTo)
        .isEqualTo(Fraction.of(100));
    assertThat(Fraction.parse("0.005").toMoney()).hasToString("0.01");
  }

  @Test
  void order() {
    assertThat(Fraction.parse("1/3")).isLessThan(Fraction.parse("0.34"));
    assertThat(Fraction.of(2).max(Fraction.of(3))).isEqualTo(Fraction.of(3));
    assertThat(Fraction.of(2).min(Fraction.of(3))).isEqualTo(Fraction.of(2));
  }
}
