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

  /** Civil Code Art. 202: the border of a set agrees with the single person on either side. */
  @ParameterizedTest
  @CsvSource({
    "80,2026-02-28,1946-02-28",
    "90,2026-11-27,1936-11-27",
    "90,2026-02-28,1936-02-29",
    "90,2026-02-27,1936-02-27",
    "80,2028-02-29,1948-02-29",
    "85,2028-02-29,1943-02-28",
    "85,2028-03-01,1943-03-01",
  })
  void the_latest_birth_of_an_age(int years, LocalDate day, LocalDate expected) {
    assertThat(Ages.latestBirth(years, day)).isEqualTo(expected);
    assertThat(Ages.reached(expected, years, day)).isTrue();
    assertThat(Ages.reached(expected.plusDays(1), years, day)).isFalse();
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
