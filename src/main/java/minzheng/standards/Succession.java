package minzheng.standards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a new value does to the current ones of the same code, area and class: each that shares a
 * day with it gives way, and the days outside the new value's range remain as they were.
 *
 * @param superseded current rows that share a day with the new value
 * @param remainders the days that remain of them
 */
record Succession(List<StandardValue> superseded, List<Remainder> remainders) {

  /**
   * Days of a superseded row that the new value leaves alone.
   *
   * @param to last day, or null until further notice
   */
  record Remainder(StandardValue of, LocalDate from, LocalDate to) {}

  /**
   * @param current values of the same code, of any area and class
   */
  static Succession of(StandardValue successor, List<StandardValue> current) {
    var superseded = new ArrayList<StandardValue>();
    var remainders = new ArrayList<Remainder>();
    for (StandardValue row : current) {
      if (!row.region().equals(successor.region())
          || !row.personClass().equals(successor.personClass())
          || !row.days().overlaps(successor.days())) {
        continue;
      }
      superseded.add(row);
      if (row.from().isBefore(successor.from())) {
        remainders.add(new Remainder(row, row.from(), successor.from().minusDays(1)));
      }
      if (successor.to() != null && (row.to() == null || row.to().isAfter(successor.to()))) {
        remainders.add(new Remainder(row, successor.to().plusDays(1), row.to()));
      }
    }
    return new Succession(List.copyOf(superseded), List.copyOf(remainders));
  }
}
