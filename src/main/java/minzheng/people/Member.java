package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One person's belonging to a household, on two axes.
 *
 * @param region area of the household
 * @param validTo last day, or null while it lasts
 * @param supersededAt when the row gave way to a correction or an end, or null
 */
public record Member(
    long id,
    String region,
    long householdId,
    long personId,
    Relation relation,
    LocalDate validFrom,
    LocalDate validTo,
    String reason,
    Instant recordedAt,
    String recordedBy,
    Instant supersededAt,
    String supersededBy) {

  public boolean on(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }
}
