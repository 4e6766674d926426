package minzheng.subsidy;

import java.time.LocalDate;
import minzheng.subsidy.rules.Programme;

/**
 * A programme as it holds in an area over some days.
 *
 * @param region area code; {@code 00} is the whole country
 * @param to last day, or null until further notice
 * @param document what it rests on
 */
public record ProgrammeVersion(
    long id,
    String code,
    String name,
    String region,
    LocalDate from,
    LocalDate to,
    String document,
    Programme programme) {

  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }
}
