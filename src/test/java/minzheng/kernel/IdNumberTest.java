package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdNumberTest {
  @Test
  void example_60_the_sample_of_the_standard() {
    var id = IdNumber.of("11010519491231002x");
    assertThat(id.value()).isEqualTo("11010519491231002X");
    assertThat(id.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
    assertThat(id.sex()).isEqualTo(Sex.F);
    assertThat(id.area()).isEqualTo("110105");
  }

  @Test
  void example_60_fictional_area_male() {
    var id = IdNumber.of(" 990104 19660714 0016 ");
    assertThat(id.sex()).isEqualTo(Sex.M);
    assertThat(id.masked()).isEqualTo("990104********0016");
  }

  @Test
  void full_width_digits_are_stored_half_width() {
    assertThat(IdNumber.of("１１０１０５　１９４９１２３１００２ｘ").value()).isEqualTo("11010519491231002X");
  }

  @Test
  void example_60_29_february_of_a_common_year() {
    assertThatThrownBy(() -> IdNumber.of("990106194602290019"))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("19460229");
  }

  @ParameterizedTest
  @CsvSource({
    "'',请填写",
    "9901041966071400,18 位",
    "99010419660714001A,末位",
    "9901041966071400X6,前 17 位",
    "990104196607140015,校验位",
    "990104196602300016,不存在",
    "990104196613010016,不存在",
    "090104196607140016,行政区划"
  })
  void wrong_numbers_are_refused_in_words(String typed, String says) {
    assertThatThrownBy(() -> IdNumber.of(typed))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining(says)
        .extracting(e -> ((RuleViolation) e).field())
        .isEqualTo("idNumber");
    assertThat(IdNumber.isValid(typed)).isFalse();
  }

  @Test
  void births_of_the_nineteenth_century_are_accepted() {
    String digits = "99010418991231001";
    assertThat(IdNumber.isValid(digits + IdNumber.check(digits))).isTrue();
  }
}
