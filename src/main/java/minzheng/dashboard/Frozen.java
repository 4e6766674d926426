package minzheng.dashboard;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import minzheng.cases.CaseFigures.Applied;
import minzheng.cases.CaseMonths.Decided;
import minzheng.kernel.Money;
import minzheng.payments.PaymentFigures.Paid;

/**
 * The figures of an area as a closing of a month kept them; what is not among them was nothing.
 *
 * @param version 1 by the job, further ones are corrections (更正)
 * @param reason why it was corrected, null for version 1
 * @param by the two people who corrected it, null for version 1
 * @param values counts and money by code of the figure
 * @param inTime numerator, and {@code decided} denominator, of 按期办结率
 */
record Frozen(
    YearMonth month,
    int version,
    Instant at,
    String reason,
    String by,
    Map<String, BigDecimal> values,
    BigDecimal inTime,
    BigDecimal decided) {
  static final String ROWS = "PAID_ROWS";
  static final String PERSONS = "PAID_PERSONS";
  static final String AMOUNT = "PAID_AMOUNT";
  static final String APPLIED = "APPLIED";
  static final String APPROVED = "APPLIED_APPROVED";
  static final String REFUSED = "APPLIED_REFUSED";
  static final String OPEN = "APPLIED_OPEN";
  static final String IN_TIME = "DECIDED_IN_TIME";

  Paid paid() {
    return new Paid(count(ROWS), count(PERSONS), money(values.get(AMOUNT)));
  }

  Applied applied() {
    return new Applied(month, count(APPLIED), count(APPROVED), count(REFUSED), count(OPEN));
  }

  Decided decisions() {
    return new Decided(month, whole(decided), whole(inTime));
  }

  private long count(String code) {
    return whole(values.get(code));
  }

  private static long whole(BigDecimal value) {
    return value == null ? 0 : value.longValueExact();
  }

  static Money money(BigDecimal value) {
    return value == null ? Money.ZERO : Money.of(value);
  }
}
