package minzheng.people;

import java.time.LocalDate;

/**
 * Members of a household changed. Published inside the transaction; listeners act at once and tell
 * what they did.
 *
 * @param day first day on which the household is a different one
 * @param what in one sentence, for timelines
 */
public record HouseholdChanged(
    long householdId, String region, LocalDate day, String what, Effects effects) {}
