package minzheng.imports;

import java.time.LocalDate;

/**
 * A cell as the file holds it.
 *
 * @param text as a person reads it, numbers without exponent; never null
 * @param number whether the file holds it as number: long ones have lost their last digits
 * @param day the day that a number means in a column of dates, or null
 */
record Cell(String text, boolean number, LocalDate day) {
  static final Cell EMPTY = new Cell("", false, null);

  /** Digits that spreadsheets keep of a number. */
  private static final int DIGITS = 15;

  static Cell of(String text) {
    return text == null || text.isEmpty() ? EMPTY : new Cell(text, false, null);
  }

  boolean blank() {
    return text.isBlank();
  }

  /** A number that is longer than what the spreadsheet has kept of it. */
  boolean truncated() {
    return number && text.chars().filter(c -> c >= '0' && c <= '9').count() > DIGITS;
  }
}
