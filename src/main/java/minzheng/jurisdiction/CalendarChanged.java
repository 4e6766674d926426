package minzheng.jurisdiction;

import java.time.LocalDate;

/**
 * Holidays of a year were loaded or corrected. Published inside the transaction, so that listeners
 * recompute the deadlines that end on or after {@code from} together with it.
 *
 * @param from first day whose kind changed; a December day may be ruled by the next year's paper
 */
public record CalendarChanged(int year, LocalDate from) {}
