package minzheng.subsidy;

import java.time.LocalDate;
import java.util.List;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Result;

/**
 * What is to be determined and kept.
 *
 * @param on the law's day
 * @param subject {@link Result#HOUSEHOLD} or a member's ref
 * @param besides further programmes to show on the sheet
 * @param householdId whom it concerns, null where there is none; personId and caseId likewise
 */
public record DeterminationRequest(
    Facts facts,
    LocalDate on,
    String programme,
    String subject,
    List<String> besides,
    Long householdId,
    Long personId,
    Long caseId) {

  /** For a household in a case. */
  public static DeterminationRequest household(
      Facts facts, LocalDate on, String programme, long householdId, Long caseId) {
    return new DeterminationRequest(
        facts, on, programme, Result.HOUSEHOLD, List.of(), householdId, null, caseId);
  }

  /** For one member in a case. */
  public static DeterminationRequest person(
      Facts facts, LocalDate on, String programme, String ref, long personId, Long caseId) {
    return new DeterminationRequest(facts, on, programme, ref, List.of(), null, personId, caseId);
  }

  public DeterminationRequest besides(List<String> programmes) {
    return new DeterminationRequest(
        facts, on, programme, subject, programmes, householdId, personId, caseId);
  }
}
