package minzheng.subsidy.rules;

import java.time.LocalDate;

/**
 * A published standard as a rule read it.
 *
 * @param id row of the standards register
 * @param category class of persons or kinds the value is for, empty for everybody
 * @param value decimal, fraction such as 1/3, or word such as NEXT_MONTH
 * @param op how a fact is compared with it; null where nothing is compared
 * @param document number of the document, or where the value was taken from
 */
public record StandardValue(
    long id,
    String code,
    String category,
    String region,
    String value,
    String unit,
    Op op,
    LocalDate from,
    String document) {
  Fraction number() {
    return Fraction.parse(value);
  }

  Op op(Op otherwise) {
    return op == null ? otherwise : op;
  }
}
