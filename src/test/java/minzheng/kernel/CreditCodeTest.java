package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y43", "52510100MJ00000770", "52510100MJ0000421Y"})
  void example_59_valid(String code) {
    assertThat(CreditCode.of(code).checkFits()).isTrue();
    assertThat(CreditCode.of(code.toLowerCase())).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"91350100M000100Y44", "52510100MJ00000771", "52510100MJ0000421X"})
  void example_59_last_character_changed(String code) {
    assertThat(CreditCode.isValid(code)).isFalse();
    assertThatThrownBy(() -> CreditCode.of(code)).hasMessageContaining("校验位");
    assertThat(CreditCode.shaped(code).checkFits()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'',请填写", "9135,18 位", "91350100M000100YI3,不含 I", "9135010XM000100Y43,数字"})
  void wrong_shapes_are_refused_in_words(String code, String says) {
    assertThatThrownBy(() -> CreditCode.of(code))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining(says);
  }

  @Test
  void the_organization_code_inside_has_its_own_check() {
    assertThat(CreditCode.of("91350100M000100Y43").organizationCheckFits()).isTrue();
    assertThat(CreditCode.shaped("91350100M000100Y53").organizationCheckFits()).isFalse();
    assertThat(CreditCode.of("91350100M000100Y43").area()).isEqualTo("350100");
  }
}
