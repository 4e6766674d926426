package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A recognised status of a person (认定), on two axes.
 *
 * @param region area of the office that recognised it
 * @param code such as DIBAO
 * @param title the word on pages, such as 低保对象
 * @param validTo last day, or null while it lasts
 * @param cause number of the case or document
 */
public record Designation(
    long id,
    String region,
    long personId,
    String code,
    String title,
    LocalDate validFrom,
    LocalDate validTo,
    String cause,
    Instant recordedAt,
    String recordedBy,
    Instant supersededAt) {

  public boolean on(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }
}
