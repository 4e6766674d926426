package minzheng.cases;

import java.util.List;

/**
 * What a desk contributes so that its cases run through the shared procedure, inbox, list and
 * pages. One bean per kind of case; {@code cases} itself knows no subsidy.
 */
public interface CaseType {
  /** Stable code, such as DIBAO. */
  String code();

  /** As pages call it, such as 最低生活保障. */
  String title();

  /** Letters before a case number, such as DB. */
  String prefix();

  /** Class under which the standards hold its day counts, such as DIBAO. */
  default String standardClass() {
    return code();
  }

  Procedure procedure();

  /** The case's own page, such as /subsidy/cases/17. */
  String url(long caseId);

  /** Where the case's public notice is shown; a desk with tabs shows it under its own. */
  default String noticeUrl(long caseId) {
    return "/cases/%d/notice".formatted(caseId);
  }

  /** What is still missing, in the order the person should deal with it. */
  default List<Missing> missing(CaseView file) {
    return List.of();
  }

  /** Whether the step is shown at all: not one that {@link #beforeMove} is sure to refuse. */
  default boolean offers(CaseView file, Transition step) {
    return true;
  }

  /**
   * Called inside the transaction, with the case locked, before a step is taken.
   *
   * @throws minzheng.kernel.RuleViolation to refuse the step
   */
  default void beforeMove(CaseView file, Transition step, Move move) {}
}
