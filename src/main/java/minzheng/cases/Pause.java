package minzheng.cases;

import java.time.LocalDate;

/**
 * Days on which the clock of the whole procedure stood still. The first day still counts, as it was
 * worked; the last one does not, so that counting goes on with the day after it.
 *
 * @param to null while it lasts
 */
record Pause(String cause, LocalDate from, LocalDate to) {}
