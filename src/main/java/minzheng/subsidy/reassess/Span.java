package minzheng.subsidy.reassess;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.kernel.Money;

/**
 * Months for which one decided amount stands.
 *
 * @param until the last of them; null: until further notice
 */
record Span(YearMonth from, YearMonth until, Amount amount) {

  /**
   * An amount as it was decided.
   *
   * @param row its id; a later one replaces the earlier ones from its month on
   * @param sheet number of the determination it rests on, or null
   */
  record Amount(
      long row, YearMonth from, BigDecimal amount, int persons, String sheet, LocalDate decidedOn) {
    Money monthly() {
      return Money.of(amount);
    }
  }

  /**
   * What stands from a month on, to the right's last month.
   *
   * @param decided every amount of the right, in the order decided
   * @param last null while the right is open
   */
  static List<Span> of(List<Amount> decided, YearMonth from, YearMonth last) {
    var steps = new TreeMap<YearMonth, Amount>();
    for (Amount amount : decided) {
      steps.tailMap(amount.from(), true).clear();
      steps.put(amount.from(), amount);
    }
    Map.Entry<YearMonth, Amount> before = steps.floorEntry(from);
    if (before != null) {
      steps.put(from, before.getValue());
      steps.headMap(from, false).clear();
    }
    var spans = new ArrayList<Span>();
    for (var step : steps.entrySet()) {
      if (last != null && step.getKey().isAfter(last)) break;
      YearMonth next = steps.higherKey(step.getKey());
      YearMonth until =
          next == null || last != null && next.isAfter(last) ? last : next.minusMonths(1);
      spans.add(new Span(step.getKey(), until, step.getValue()));
    }
    return spans;
  }

  /** The same in pieces that begin with these months. */
  List<Span> cut(List<YearMonth> months) {
    var spans = new ArrayList<Span>();
    YearMonth start = from;
    for (YearMonth month : months) {
      if (!month.isAfter(start) || until != null && month.isAfter(until)) continue;
      spans.add(new Span(start, month.minusMonths(1), amount));
      start = month;
    }
    spans.add(new Span(start, until, amount));
    return spans;
  }

  boolean covers(YearMonth month) {
    return !month.isBefore(from) && (until == null || !month.isAfter(until));
  }

  /** The first month that begins on a day or later: whole months only, never a part of one. */
  static YearMonth first(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return day.getDayOfMonth() == 1 ? month : month.plusMonths(1);
  }
}
