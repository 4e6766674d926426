package minzheng.jurisdiction;

import java.time.LocalDate;

/**
 * A body that handles cases in its region.
 *
 * @param validFrom first day, or null when it lies before this register
 * @param validTo last day, or null while it works
 */
public record Office(
    long id, String region, String name, Kind kind, LocalDate validFrom, LocalDate validTo) {
  /** 市民政局, 区县民政局, 街道办事处或乡镇人民政府. */
  public enum Kind {
    CITY_BUREAU,
    DISTRICT_BUREAU,
    STREET_OFFICE
  }
}
