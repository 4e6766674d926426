package minzheng.subsidy.rules;

import java.util.List;

/**
 * One version of a programme: whom it is for, what is tested and how the amount arises. It is data,
 * composed from the closed vocabulary of {@link Criterion} and {@link AmountRule}, and stored,
 * versioned and published like a standard.
 *
 * @param code such as DIBAO
 * @param amountLabel what the amount is called on the sheet, such as 月保障金
 * @param counting who counts in the household
 * @param criteria in the order of the sheet; one that {@link Criterion#alone() stands alone} ends
 *     the test when it fails
 * @param amounts applied one after the other; none for a programme that gives a status only
 */
public record Programme(
    String code,
    String name,
    Subject subject,
    Period period,
    String amountLabel,
    Counting counting,
    List<Criterion> criteria,
    List<AmountRule> amounts) {

  public Programme {
    criteria = List.copyOf(criteria);
    amounts = amounts == null ? List.of() : List.copyOf(amounts);
  }

  /**
   * Who is a member of the household (共同生活的家庭成员): everybody at home but children of age in
   * postgraduate study, and those found in a programme that supports them apart from the family.
   *
   * @param adultAge years
   * @param outside programmes whose members are outside the household
   */
  public record Counting(int adultAge, List<String> outside, String article) {
    public Counting {
      outside = outside == null ? List.of() : List.copyOf(outside);
    }
  }
}
