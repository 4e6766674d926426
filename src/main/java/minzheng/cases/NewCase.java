package minzheng.cases;

import java.time.LocalDate;
import java.util.List;

/**
 * A case to be opened.
 *
 * @param region where the household lives: 9 or 12 digits where known
 * @param title the applicant's name
 * @param persons everybody the case is about, the applicant included
 * @param lawDay the day whose standards and programme version apply; null: the effective day
 * @param effectiveOn null: today
 * @param reason why the effective day lies before today
 * @param limitClass standard class of its day counts where it differs from the type's own, such as
 *     DIBAO/TOWN_DECIDES; null: the type's
 * @param intakeKey a value drawn with the empty form, so that a double submit opens one case; null
 *     for cases that do not come from a form
 */
public record NewCase(
    String type,
    String region,
    String title,
    Long applicantId,
    Long householdId,
    List<Long> persons,
    LocalDate lawDay,
    LocalDate effectiveOn,
    String reason,
    String limitClass,
    String intakeKey) {
  public NewCase {
    persons = List.copyOf(persons);
  }

  /** Opened today under today's law. */
  public static NewCase of(
      String type,
      String region,
      String title,
      Long applicantId,
      Long householdId,
      List<Long> persons,
      String intakeKey) {
    return new NewCase(
        type, region, title, applicantId, householdId, persons, null, null, null, null, intakeKey);
  }

  /** Counted from an earlier day, under the law of that day. */
  public NewCase on(LocalDate day, String reason) {
    return new NewCase(
        type,
        region,
        title,
        applicantId,
        householdId,
        persons,
        lawDay == null ? day : lawDay,
        day,
        reason,
        limitClass,
        intakeKey);
  }

  public NewCase lawDay(LocalDate lawDay) {
    return new NewCase(
        type,
        region,
        title,
        applicantId,
        householdId,
        persons,
        lawDay,
        effectiveOn,
        reason,
        limitClass,
        intakeKey);
  }
}
