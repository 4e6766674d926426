package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges, region codes, case numbers and masking. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({"2026-01-01,true", "2026-12-31,true", "2025-12-31,false", "2027-01-01,false"})
  void both_ends_belong_to_a_range(LocalDate day, boolean inside) {
    var year = new DateRange(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
    assertThat(year.contains(day)).isEqualTo(inside);
    assertThat(year.isOpen()).isFalse();
  }

  @Test
  void ranges_overlap_by_one_day() {
    var first = new DateRange(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
    assertThat(first.overlaps(DateRange.from(LocalDate.of(2026, 3, 31)))).isTrue();
    assertThat(first.overlaps(DateRange.from(LocalDate.of(2026, 4, 1)))).isFalse();
    assertThat(DateRange.from(LocalDate.of(2026, 4, 1)).overlaps(first)).isFalse();
    assertThatThrownBy(() -> new DateRange(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 1)))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void a_region_is_looked_up_from_the_community_to_the_nation() {
    assertThat(new RegionCode("510104020003").lookupChain())
        .extracting(RegionCode::value)
        .containsExactly("510104020003", "510104020", "510104", "5101", "51", "00");
    assertThat(new RegionCode("51").lookupChain())
        .extracting(RegionCode::value)
        .containsExactly("51", "00");
    assertThat(RegionCode.NATION.lookupChain()).containsExactly(RegionCode.NATION);
  }

  @ParameterizedTest
  @CsvSource({
    "00,NATION",
    "51,PROVINCE",
    "5101,CITY",
    "510104,DISTRICT",
    "510104020,STREET",
    "510104020003,COMMUNITY"
  })
  void the_level_follows_the_length(String code, RegionCode.Level level) {
    assertThat(new RegionCode(code).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "510", "51010", "5101040", "51010402", "5101040200", "51a1"})
  void other_lengths_are_no_region(String code) {
    assertThatThrownBy(() -> new RegionCode(code)).isInstanceOf(RuleViolation.class);
  }

  @Test
  void codes_nest_by_prefix() {
    assertThat(new RegionCode("5101").contains(new RegionCode("510104020"))).isTrue();
    assertThat(new RegionCode("510104").contains(new RegionCode("510105"))).isFalse();
    assertThat(new RegionCode("510104").contains(new RegionCode("5101"))).isFalse();
    assertThat(RegionCode.NATION.contains(new RegionCode("44"))).isTrue();
  }

  @Test
  void case_numbers() {
    assertThat(CaseNumber.of("J", "510107", 2026, 1)).hasToString("J510107-2026-000001");
    var number = new CaseNumber("CS510104-2026-000318-2");
    assertThat(number.kind()).isEqualTo("CS");
    assertThat(number.area()).isEqualTo("510104");
    assertThat(number.year()).isEqualTo(2026);
    assertThat(CaseNumber.looksLike("510104")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"张三,张*", "王小明,王**", "欧阳明月,欧阳**", "欧阳,欧*", "诸葛亮,诸葛*", "𠮷野,𠮷*", "王,*", "'',''"})
  void names(String name, String masked) {
    assertThat(Masking.name(name)).isEqualTo(masked);
  }

  @Test
  void phones_accounts_and_documents() {
    assertThat(Masking.phone("13800001234")).isEqualTo("138****1234");
    assertThat(Masking.phone("8765432")).isEqualTo("*******");
    assertThat(Masking.account("6222020200112345678")).isEqualTo("****5678");
    assertThat(Masking.idNumber("990104196607140016")).isEqualTo("990104********0016");
    assertThat(Masking.idNumber("E12345678")).isEqualTo("****5678");
    assertThat(Masking.phone(null)).isNull();
  }
}
