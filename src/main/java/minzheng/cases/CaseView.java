package minzheng.cases;

import java.time.LocalDate;
import minzheng.kernel.Money;
import minzheng.security.Role;

/**
 * A case as it stands.
 *
 * @param type code of its {@link CaseType}
 * @param title the applicant's name
 * @param amount proposed or decided, or null
 * @param lawDay the day whose standards and programme version apply
 * @param lastEffective day of the latest step; the next may not lie before it
 * @param stepDays day limit of the present state, or null
 * @param totalFrom effective day the clock of the whole procedure began, or null
 * @param totalDue null while paused or not begun
 * @param totalTo effective day of the decision, or null
 * @param dueOn the earlier of both limits, or null
 * @param turnRole whose turn it is, null: nobody's
 * @param turnOffice area code of the office that has the turn
 */
public record CaseView(
    long id,
    String region,
    String number,
    String type,
    String title,
    Long personId,
    Long householdId,
    int members,
    Money amount,
    String state,
    LocalDate lawDay,
    LocalDate openedOn,
    LocalDate enteredOn,
    LocalDate lastEffective,
    Integer stepDays,
    DayUnit stepUnit,
    LocalDate stepDue,
    boolean stepProvisional,
    String limitClass,
    LocalDate totalFrom,
    Integer totalDays,
    DayUnit totalUnit,
    LocalDate totalDue,
    boolean totalProvisional,
    LocalDate totalTo,
    boolean paused,
    LocalDate dueOn,
    Role turnRole,
    String turnOffice,
    Long assigneeId,
    String assigneeName,
    Outcome outcome,
    LocalDate decidedOn,
    int version) {

  /** Whether a decision was reached or the case ended without one. */
  public boolean decided() {
    return outcome != null;
  }
}
