package minzheng.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@MinzhengTest
class RegionsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 18);

  @Autowired Regions regions;
  @Autowired Offices offices;
  @Autowired WorkingDays workingDays;

  @Test
  void the_register_holds_all_divisions_of_the_file() {
    assertThat(regions.inside("")).hasSize(10_200);
    assertThat(regions.children(null)).extracting(Region::name).contains("四川省", "广东省");
    assertThat(regions.children("5101")).hasSize(20).extracting(Region::code).contains("510104");
    assertThat(regions.ancestry("510104017"))
        .extracting(Region::code)
        .containsExactly("51", "5101", "510104", "510104017");
  }

  @ParameterizedTest
  @CsvSource({
    "510104,true",
    "510104017,true",
    "51,true",
    "00,false",
    "510199,false",
    "990104,false",
    "5101041,false",
    ",false",
  })
  void a_code_exists_or_not(String code, boolean exists) {
    assertThat(regions.exists(code)).isEqualTo(exists);
  }

  @Test
  void names_and_paths() {
    assertThat(regions.name("510104")).isEqualTo("锦江区");
    assertThat(regions.name("00")).isEqualTo("全国");
    assertThat(regions.name("999999")).isEqualTo("999999");
    assertThat(regions.path("510104017")).isEqualTo("锦江区 / 锦官驿街道");
    assertThat(regions.path("5101")).isEqualTo("成都市");
    assertThat(regions.fullPath("510104")).isEqualTo("四川省 / 成都市 / 锦江区");
  }

  @ParameterizedTest
  @CsvSource({
    "锦江,'',510104",
    "JJQ,5101,510104",
    "jgyjd,'',510104017",
    "510104017,'',510104017",
    "５１０１０４,'',510104", // full-width digits
    "py,4401,440113", // 番禺: rare reading
    "春熙路,510104,510104022",
  })
  void a_search_finds_by_name_initials_and_code(String text, String inside, String first) {
    List<Region> found = regions.search(text, inside, DAY, 10);
    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().code()).isEqualTo(first);
  }

  @Test
  void a_search_stays_inside_the_area_and_the_limit() {
    assertThat(regions.search("街道", "510105", DAY, 500))
        .isNotEmpty()
        .allMatch(region -> region.code().startsWith("510105"));
    assertThat(regions.search("社区", "", DAY, 7)).hasSize(7);
    assertThat(regions.search("锦江区", "510105", DAY, 10)).isEmpty();
    assertThat(regions.search("%", "", DAY, 10)).isEmpty();
    assertThat(regions.search("", "510104", DAY, 50))
        .isNotEmpty()
        .allMatch(region -> "510104".equals(region.parent()));
  }

  @Test
  void each_city_district_and_street_has_its_office() {
    assertThat(offices.of("5101")).map(Office::name).contains("成都市民政局");
    assertThat(offices.of("510104")).map(Office::name).contains("锦江区民政局");
    assertThat(offices.of("510104017")).map(Office::name).contains("锦官驿街道办事处");
    assertThat(offices.inside("510104"))
        .extracting(Office::kind)
        .startsWith(Office.Kind.DISTRICT_BUREAU)
        .endsWith(Office.Kind.STREET_OFFICE);
  }

  @Test
  void the_calendar_of_the_database_is_that_of_the_file() {
    WorkCalendar loaded = workingDays.calendar();
    WorkCalendar file = WorkCalendarTest.calendar();
    assertThat(loaded.working()).containsAllEntriesOf(file.working());
    assertThat(loaded.statutory()).isEqualTo(file.statutory());
    assertThat(workingDays.addWorkingDays(LocalDate.of(2026, 9, 18), 3))
        .isEqualTo(new Deadline(LocalDate.of(2026, 9, 22), false));
  }
}
