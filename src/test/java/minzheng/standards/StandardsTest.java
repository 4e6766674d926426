package minzheng.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The standards the product brings along, looked up by area and day. */
@MinzhengTest
class StandardsTest {
  @Autowired Standards standards;
  @Autowired JdbcClient jdbc;

  @Test
  void every_row_of_the_file_is_in_the_register_with_its_source() throws Exception {
    var lines = Files.readAllLines(Path.of("db/reference/standards.csv"));
    int found =
        jdbc.sql(
                "SELECT count(*) FROM standard_value WHERE drafted_by IS NULL AND continues IS"
                    + " NULL")
            .query(Integer.class)
            .single();
    assertThat(found).isEqualTo(lines.size() - 1);
    assertThat(
            standards
                .on("DIBAO_STANDARD", "510104", LocalDate.of(2018, 6, 15))
                .orElseThrow()
                .source())
        .isEqualTo("000 ¶16 (central city; day and month assumed)");
  }

  @ParameterizedTest
  @CsvSource({
    "DIBAO_STANDARD,'',510104,2018-06-15,700.00", // the district's own row
    "DIBAO_STANDARD,'',510104017,2018-06-15,700.00", // a street falls back to its district
    "DIBAO_STANDARD,'',510104017001,2018-06-15,700.00",
    "DIBAO_STANDARD,'',510112,2018-06-15,650.00", // a suburb falls back to the city
    "DIBAO_STANDARD,'',5101,2018-06-15,650.00",
    "DIBAO_STANDARD,'',51,2018-06-15,",
    "DIBAO_STANDARD,'',510104,2017-12-31,", // a day before the first
    "DIBAO_STANDARD,'',510104,2018-01-01,700.00",
    "DIBAO_STANDARD,'',440105,2016-12-31,840.00",
    "DIBAO_STANDARD,'',440105,2017-01-01,900.00",
    "DIBAO_STANDARD,'',370502,2018-06-15,",
    "START_MONTH,'',510104,2018-06-15,NEXT_MONTH",
    "START_MONTH,'',440105,2018-06-15,SAME_MONTH", // city before nation
    "START_MONTH,'',370502,2018-06-15,NEXT_MONTH", // the nation's row
    "START_MONTH,NATIONAL_ELDER_VOUCHER,510104,2026-01-01,SAME_MONTH",
    "START_MONTH,NATIONAL_ELDER_VOUCHER,510104,2025-12-31,",
    "OLD_AGE,90-99,510104,2018-06-15,100.00", // the province's row
    "OLD_AGE,90-99,440105,2018-06-15,",
    "INCOME_EXCLUDED,BASIC_PENSION,510104,2025-12-31,YES",
    "INCOME_EXCLUDED,BASIC_PENSION,510104,2026-01-01,", // ended with the 14th Five-Year Plan
    "PUBLIC_NOTICE_DAYS,DIBAO,510104,2018-06-15,7",
    "PUBLIC_NOTICE_DAYS,'',510104,2018-06-15,", // a class has no value for everybody behind it
  })
  void the_most_specific_area_wins(
      String code, String personClass, String region, LocalDate day, String value) {
    assertThat(standards.on(code, personClass, region, day).map(StandardValue::value).orElse(null))
        .isEqualTo(value);
    assertThat(standards.book().find(code, personClass, region, day).map(StandardValue::value))
        .isEqualTo(java.util.Optional.ofNullable(value));
  }

  @Test
  void a_ratio_that_changed_its_operator_is_two_rows() {
    assertThat(
            standards
                .on("DIBAO_EDGE_RATIO", "510104", LocalDate.of(2021, 6, 30))
                .orElseThrow()
                .op())
        .isEqualTo(Operator.LE);
    assertThat(
            standards.on("DIBAO_EDGE_RATIO", "510104", LocalDate.of(2021, 7, 1)).orElseThrow().op())
        .isEqualTo(Operator.LT);
  }

  @Test
  void values_are_read_in_their_kind() {
    LocalDate day = LocalDate.of(2018, 8, 1);
    StandardBook book = standards.book();
    assertThat(book.find("DIBAO_STANDARD", "510104", day).orElseThrow().money())
        .isEqualTo(Money.of("700.00"));
    assertThat(book.find("DIBAO_EDGE_RATIO", "510104", day).orElseThrow().decimal())
        .isEqualByComparingTo("1.5");
    var third = book.find("DESTITUTE_CARE_RATIO", "FULLY_DEPENDENT", "510104", day).orElseThrow();
    assertThat(third.fraction()).isEqualTo(Fraction.of("1/3"));
    assertThat(third.fraction().times(new BigDecimal("1780.00"), 2, RoundingMode.HALF_UP))
        .isEqualTo("593.33");
    assertThat(book.find("VEHICLE_LIMIT", "510104", day).orElseThrow().count()).isZero();
    assertThat(book.find("DIBAO_SINGLE_BASIS", "510104", day).orElseThrow().word())
        .isEqualTo("OWN_INCOME");
    assertThat(book.find("VEHICLE_LIMIT", "510104", day).orElseThrow().assumed()).isTrue();
  }

  @Test
  void a_row_is_found_again_by_the_id_a_determination_kept() {
    StandardValue row =
        standards.on("DIBAO_STANDARD", "510104", LocalDate.of(2018, 6, 15)).orElseThrow();
    assertThat(standards.find(row.id())).contains(row);
    assertThat(standards.find(java.util.List.of(row.id()))).containsExactly(row);
    assertThat(standards.find(java.util.List.of())).isEmpty();
  }
}
