package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import minzheng.kernel.RuleViolation;
import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.validation.BeanPropertyBindingResult;

/** What clerks type, and what the product answers in Chinese. */
class TypedTest {
  record Form(
      @IdNumberText String idNumber,
      @DateText String birth,
      @MoneyText String income,
      @MoneyText(required = false) String rent,
      List<@MoneyText String> more) {}

  private static final Validator VALIDATOR =
      Validation.byProvider(HibernateValidator.class)
          .configure()
          .defaultLocale(Locale.ENGLISH)
          .buildValidatorFactory()
          .getValidator();

  private static TreeMap<String, String> messages(Form form) {
    var found = new TreeMap<String, String>();
    VALIDATOR
        .validate(form)
        .forEach(v -> found.put(v.getPropertyPath().toString(), v.getMessage()));
    return found;
  }

  @Test
  void every_field_is_answered_at_once() {
    var found = messages(new Form("99010419800312452", "2026-02-30", "1500.005", "-3", List.of()));
    assertThat(found).containsOnlyKeys("idNumber", "birth", "income", "rent");
    assertThat(found.get("idNumber")).contains("18 位");
    assertThat(found.get("birth")).contains("2026 年 2 月没有 30 日");
    assertThat(found.get("income")).contains("两位小数");
    assertThat(found.get("rent")).contains("负数");
  }

  @Test
  void a_wrong_check_digit_is_named() {
    var found = messages(new Form("990104198003124522", "2026-11-18", "1", null, List.of("x")));
    assertThat(found.get("idNumber")).contains("校验位");
    assertThat(found.get("more[0].<list element>")).contains("不是数字");
  }

  @Test
  void empty_text_is_asked_for_only_where_it_is_needed() {
    var found = messages(new Form("", " ", null, " ", null));
    assertThat(found)
        .containsOnlyKeys("idNumber", "birth", "income")
        .containsEntry("idNumber", "请填写身份证号码。");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-08", "20261108", "2026/11/8", "2026年11月8日", " ２０２６－１１－０８ "})
  void a_day_may_be_written_in_many_ways(String text) {
    assertThat(Typed.date(text)).hasToString("2026-11-08");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-13-01", "2026-02-29", "11-18", "20261118x", "0026-11-18", "明天"})
  void what_is_no_day_is_refused(String text) {
    assertThatThrownBy(() -> Typed.date(text)).isInstanceOf(RuleViolation.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13900000028", "139 0000 0028", "１３９－０００００－０２８", "139-0000-0028"})
  void a_phone_number_is_kept_as_its_digits(String text) {
    assertThat(Typed.phoneOrNull(text)).isEqualTo("13900000028");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1390000002", "6543210", "139000000280", "电话"})
  void what_is_no_phone_number_is_refused(String text) {
    assertThatThrownBy(() -> Typed.phoneOrNull(text))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("区号");
  }

  @Test
  void the_defaults_of_constraints_are_chinese_whatever_the_browser_speaks() {
    record Other(@jakarta.validation.constraints.NotBlank String name) {}
    assertThat(VALIDATOR.validate(new Other("")).iterator().next().getMessage())
        .isEqualTo("请填写这一项。");
  }

  @Test
  void a_refusal_goes_to_its_field_or_on_top() {
    var form = new Form("", "", "", "", List.of());
    var errors = new BeanPropertyBindingResult(form, "form");
    FormErrors.add(errors, new RuleViolation("birth", "出生日期晚于今天。"));
    FormErrors.add(errors, new RuleViolation("elsewhere", "不在表单里。"));
    FormErrors.add(errors, new RuleViolation(null, "整体不符。"));
    assertThat(errors.getFieldErrors("birth")).hasSize(1);
    assertThat(errors.getGlobalErrors()).hasSize(2);
  }
}
