package minzheng.payments;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * From which month a decision counts. Cash is paid in whole months; which rule applies to a start
 * is a standard of the area (最低生活保障审核确认办法: 从作出确认同意决定之日下月起; some cities count from the month
 * itself).
 */
public enum MonthRule {
  NEXT_MONTH,
  SAME_MONTH;

  /** The first month a decision of this day is paid for. */
  public YearMonth first(LocalDate decided) {
    YearMonth month = YearMonth.from(decided);
    return this == NEXT_MONTH ? month.plusMonths(1) : month;
  }

  /** The last month paid after an event that ends the right: its own month is paid in full. */
  public static YearMonth lastPaid(LocalDate event) {
    return YearMonth.from(event);
  }
}
