package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
  @ParameterizedTest
  @CsvSource({
    // example 28
    "1966-07-14,60,2026-07-13,false",
    "1966-07-14,60,2026-07-14,true",
    // example 50
    "2004-07-14,22,2026-07-13,false",
    "2004-07-14,22,2026-07-14,true",
    // born on 29 February: 28 February in common years (domain.md 1.4)
    "2004-02-29,22,2026-02-27,false",
    "2004-02-29,22,2026-02-28,true",
    "2004-02-29,20,2024-02-28,false",
    "2004-02-29,20,2024-02-29,true",
  })
  void an_age_is_reached_on_the_birthday(
      LocalDate birth, int years, LocalDate day, boolean expected) {
    assertThat(Ages.reached(birth, years, day)).isEqualTo(expected);
    assertThat(Ages.years(birth, day) >= years).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2004-02-29,2026-02-28,22",
    "2004-02-29,2026-02-27,21",
    "2018-06-15,2018-06-15,0",
    "2018-06-15,2019-06-14,0",
    "2018-06-15,2018-06-14,-1"
  })
  void full_years(LocalDate birth, LocalDate day, int expected) {
    assertThat(Ages.years(birth, day)).isEqualTo(expected);
  }
}
