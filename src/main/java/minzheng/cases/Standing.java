package minzheng.cases;

import java.time.LocalDate;
import minzheng.security.Role;

/** What a step leaves behind: the columns of a case that change. */
record Standing(
    String state,
    LocalDate enteredOn,
    LocalDate lastEffective,
    Due step,
    String limitClass,
    LocalDate totalFrom,
    Due total,
    LocalDate totalTo,
    boolean paused,
    Role turnRole,
    String turnOffice,
    Handler handler,
    Outcome outcome,
    LocalDate decidedOn) {
  /** The same in other hands, or in nobody's. */
  Standing by(Handler other) {
    return new Standing(
        state,
        enteredOn,
        lastEffective,
        step,
        limitClass,
        totalFrom,
        total,
        totalTo,
        paused,
        turnRole,
        turnOffice,
        other,
        outcome,
        decidedOn);
  }

  /** Who handles the case. */
  record Handler(long id, String name) {}
}
