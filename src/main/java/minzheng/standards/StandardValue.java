package minzheng.standards;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.DateRange;
import minzheng.kernel.Money;

/**
 * One row of the register: a value for an area, a class of persons and a range of days, with the
 * paper it rests on.
 *
 * @param region area code; {@code 00} is the whole country
 * @param personClass {@code ""} when the value is for everybody
 * @param to last day, or null until further notice
 * @param value canonical text of the kind, or null where the area's own value ends
 * @param unit as in the register: {@code CNY/person/month}
 * @param op how a fact is held against it, or null
 * @param source document number, or where the value was taken from
 * @param knownFrom when the bureau came to know it; null: ever since
 * @param supersededAt when another row took its place; null: current
 */
public record StandardValue(
    long id,
    String code,
    StandardKind kind,
    String region,
    String personClass,
    LocalDate from,
    LocalDate to,
    String value,
    String unit,
    Operator op,
    String source,
    Instant knownFrom,
    Instant supersededAt) {

  public DateRange days() {
    return new DateRange(from, to);
  }

  /** The same value for other days. */
  StandardValue during(LocalDate first, LocalDate last) {
    return new StandardValue(
        id, code, kind, region, personClass, first, last, value, unit, op, source, knownFrom, null);
  }

  /** Whether the row says that the area has no value of its own any more. */
  public boolean ends() {
    return value == null;
  }

  public boolean current() {
    return supersededAt == null;
  }

  /** Whether this was the bureau's knowledge at the instant. */
  public boolean knownAt(Instant instant) {
    return (knownFrom == null || !knownFrom.isAfter(instant))
        && (supersededAt == null || supersededAt.isAfter(instant));
  }

  /** Whether the value rests on an assumption and not on a paper. */
  public boolean assumed() {
    return source.contains("assum") || source.contains("假设");
  }

  public Money money() {
    return Money.of(as(StandardKind.MONEY));
  }

  public BigDecimal decimal() {
    return new BigDecimal(as(StandardKind.DECIMAL));
  }

  public Fraction fraction() {
    return Fraction.of(as(StandardKind.FRACTION));
  }

  /** A ratio, whether it is written as a decimal or as a fraction. */
  public Fraction ratio() {
    return kind == StandardKind.FRACTION ? fraction() : Fraction.of(as(StandardKind.DECIMAL));
  }

  public int count() {
    return Integer.parseInt(as(StandardKind.COUNT));
  }

  public String word() {
    return as(StandardKind.WORD);
  }

  private String as(StandardKind wanted) {
    if (kind != wanted) throw new IllegalStateException(code + " holds " + kind);
    if (value == null) throw new IllegalStateException(code + " has ended");
    return value;
  }
}
