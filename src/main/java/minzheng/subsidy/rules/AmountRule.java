package minzheng.subsidy.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A step of the amount's calculation, as data. Steps follow one another, each on the exact result
 * of the one before; rounding comes once, after the last.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Amounts.Difference.class, name = "DIFFERENCE"),
  @JsonSubTypes.Type(value = Amounts.Floor.class, name = "FLOOR"),
  @JsonSubTypes.Type(value = Amounts.Uplift.class, name = "UPLIFT"),
  @JsonSubTypes.Type(value = Amounts.RefusalCut.class, name = "REFUSAL_CUT"),
  @JsonSubTypes.Type(value = Amounts.ByAge.class, name = "BY_AGE"),
})
public sealed interface AmountRule
    permits Amounts.Difference, Amounts.Floor, Amounts.Uplift, Amounts.RefusalCut, Amounts.ByAge {

  /** The article the step rests on. */
  String article();

  /** The standards without which nothing can be said. */
  default void needs(Needs needs) {}

  /** Paths of the facts the amount hangs on and that were not given. */
  default List<String> missing(Situation s) {
    return List.of();
  }

  /**
   * The amount after this step; writes its lines.
   *
   * @param before result of the steps before, zero at first
   */
  Fraction apply(Situation s, Fraction before);
}
