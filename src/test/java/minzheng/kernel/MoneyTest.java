package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0.00",
        "1500|1500.00",
        "1500.5|1500.50",
        "1,234.50|1234.50",
        "１，５００．００|1500.00",
        " 600.00 元 |600.00",
        "999999999999.99|999999999999.99"
      })
  void typed_text_is_read(String typed, String expected) {
    assertThat(Money.parse(typed)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|请填写金额",
        "-1|负数",
        "-0.01|负数",
        "1.234|两位小数",
        "abc|不是数字",
        "1,23|不是数字",
        "1e3|不是数字",
        "+5|不是数字",
        ".5|不是数字",
        "1.|不是数字",
        "1000000000000|过大"
      })
  void wrong_text_is_refused_in_words(String typed, String says) {
    assertThatThrownBy(() -> Money.parse(typed))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining(says);
  }

  @Test
  void a_third_decimal_is_never_dropped_silently() {
    assertThatThrownBy(() -> Money.of("0.001")).isInstanceOf(ArithmeticException.class);
    assertThat(Money.of("1.500")).isEqualTo(Money.of("1.5"));
    assertThat(Money.round(new BigDecimal("0.005"), RoundingMode.HALF_UP)).hasToString("0.01");
  }

  @Test
  void arithmetic_and_order() {
    assertThat(Money.of("700").times(3).minus(Money.of("1500"))).hasToString("600.00");
    assertThat(Money.of("1").plus(Money.of("2.50"))).hasToString("3.50");
    assertThat(Money.of("1").max(Money.of("2"))).isEqualTo(Money.of("2"));
    assertThat(Money.of("1").min(Money.of("2"))).isEqualTo(Money.of("1"));
    assertThat(Money.of("-1").isNegative()).isTrue();
    assertThat(Money.ZERO.isZero()).isTrue();
    assertThat(Money.of("0.01").isPositive()).isTrue();
  }

  @Test
  void written_for_reading_and_for_files() {
    assertThat(Money.of("1234567.5").format()).isEqualTo("1,234,567.50");
    assertThat(Money.of("0").format()).isEqualTo("0.00");
    assertThat(Money.of("1234567.5")).hasToString("1234567.50");
  }
}
