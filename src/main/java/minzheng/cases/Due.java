package minzheng.cases;

import java.time.LocalDate;

/**
 * A limit of days and the day it ends.
 *
 * @param days null where the law sets none
 * @param on last day, or null: no limit, or the clock stands still
 */
record Due(Integer days, DayUnit unit, LocalDate on, boolean provisional) {
  static final Due NONE = new Due(null, null, null, false);
}
