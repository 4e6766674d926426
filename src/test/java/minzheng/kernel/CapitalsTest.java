package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapitalsTest {
  /** The last three are examples of the bank rules for filling in drafts. */
  @ParameterizedTest
  @CsvSource({
    "0.00, 零元整",
    "0.05, 伍分",
    "0.50, 伍角整",
    "10.00, 壹拾元整",
    "600.03, 陆佰元零叁分",
    "600.30, 陆佰元叁角整",
    "1050.00, 壹仟零伍拾元整",
    "100000.00, 壹拾万元整",
    "10000000.01, 壹仟万元零壹分",
    "100000001.00, 壹亿零壹元整",
    "123456789012.34, 壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分",
    "1409.50, 壹仟肆佰零玖元伍角整",
    "6007.14, 陆仟零柒元壹角肆分",
    "325.04, 叁佰贰拾伍元零肆分",
  })
  void an_amount_in_words(String amount, String words) {
    assertThat(Capitals.of(Money.of(amount))).isEqualTo("人民币" + words);
  }

  @Test
  void nothing_is_owed_backwards() {
    assertThatThrownBy(() -> Capitals.of(Money.of("-0.01")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
