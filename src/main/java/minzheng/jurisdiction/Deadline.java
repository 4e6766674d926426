package minzheng.jurisdiction;

import java.time.LocalDate;

/**
 * The last day of a legal period.
 *
 * @param provisional the count passed through a year whose holidays are not published yet; the day
 *     is recomputed when they are loaded ({@link CalendarChanged})
 */
public record Deadline(LocalDate date, boolean provisional) {}
