package minzheng.jurisdiction;

import java.time.LocalDate;
import minzheng.kernel.RegionCode;

/**
 * One administrative division.
 *
 * @param parent code of the division above, or null for a province
 * @param validFrom first day, or null when it lies before this register
 * @param validTo last day, or null while the code is in use
 * @param predecessor the code it continues, or null
 */
public record Region(
    String code,
    String name,
    RegionCode.Level level,
    String parent,
    LocalDate validFrom,
    LocalDate validTo,
    String predecessor) {

  public boolean inUseOn(LocalDate day) {
    return (validFrom == null || !day.isBefore(validFrom))
        && (validTo == null || !day.isAfter(validTo));
  }
}
