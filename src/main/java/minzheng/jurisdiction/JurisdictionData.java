package minzheng.jurisdiction;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the module brings along: divisions, offices, holidays. Sources: docs/third-party.md. */
@Configuration(proxyBeanMethods = false)
class JurisdictionData {
  private static final String OFFICES =
      """
      INSERT INTO office (region, name, kind)
      SELECT code,
             CASE WHEN level IN ('CITY', 'DISTRICT') THEN name || '民政局'
                  WHEN name ~ '街道$' THEN name || '办事处'
                  WHEN name ~ '(镇|乡)$' THEN name || '人民政府'
                  ELSE name || '管理委员会' END,
             CASE level WHEN 'CITY' THEN 'CITY_BUREAU' WHEN 'DISTRICT' THEN 'DISTRICT_BUREAU' ELSE 'STREET_OFFICE' END
      FROM region WHERE level IN ('CITY', 'DISTRICT', 'STREET') ORDER BY code
      ON CONFLICT DO NOTHING
      """;

  @Bean
  ReferenceData regionData() {
    return new ReferenceData(
        "10 regions",
        "regions.csv",
        "code text, name text, level text, parent text",
        """
        INSERT INTO region (code, name, level, parent)
        SELECT code, name, upper(level), parent FROM loaded ORDER BY code
        ON CONFLICT DO NOTHING
        """,
        OFFICES);
  }

  @Bean
  ReferenceData holidayData() {
    return new ReferenceData(
        "20 holidays",
        "holidays.csv",
        "day date, kind text, festival text",
        // a year that was uploaded meanwhile keeps what was uploaded
        """
        INSERT INTO calendar_day (day, kind, festival, source)
        SELECT day, kind, festival, '国务院办公厅放假安排（chinese-days）' FROM loaded
        WHERE extract(year FROM day) NOT IN (SELECT year FROM calendar_year)
        ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO calendar_year (year, source)
        SELECT DISTINCT extract(year FROM day)::int, '国务院办公厅放假安排（chinese-days）' FROM loaded
        ON CONFLICT DO NOTHING
        """);
  }

  @Bean
  ReferenceData statutoryHolidayData() {
    return new ReferenceData(
        "21 statutory holidays",
        "statutory-holidays.csv",
        "day date, festival text",
        "INSERT INTO statutory_holiday SELECT day, festival FROM loaded ON CONFLICT DO NOTHING");
  }
}
