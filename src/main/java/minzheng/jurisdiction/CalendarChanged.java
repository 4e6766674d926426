package minzheng.jurisdiction;

import java.time.LocalDate;

/**
 * Holidays of a year were loaded or corrected. Published inside the transaction: listeners count
 * with the new calendar and recompute the provisional deadlines, and those that end on or after
 * {@code from}, together with it.
 *
 * @param from first day whose kind changed; a December day may be ruled by the next year's paper
 * @param changes how many days changed
 * @param source number of the paper
 */
public record CalendarChanged(int year, LocalDate from, int changes, String source) {}
