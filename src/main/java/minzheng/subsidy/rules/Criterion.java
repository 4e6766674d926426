package minzheng.subsidy.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A condition of a programme, as data. The vocabulary is closed: an administrator picks conditions
 * and fills in their parameters; nothing is programmed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HouseholdCriteria.Members.class, name = "HOUSEHOLD_MEMBERS"),
  @JsonSubTypes.Type(value = HouseholdCriteria.LocalHukou.class, name = "LOCAL_HUKOU"),
  @JsonSubTypes.Type(value = HouseholdCriteria.Authorised.class, name = "AUTHORISED"),
  @JsonSubTypes.Type(value = HouseholdCriteria.AtHome.class, name = "AT_HOME"),
  @JsonSubTypes.Type(value = MeansCriteria.IncomeWithin.class, name = "INCOME_WITHIN"),
  @JsonSubTypes.Type(value = MeansCriteria.SavingsWithin.class, name = "SAVINGS_WITHIN"),
  @JsonSubTypes.Type(value = MeansCriteria.VehiclesWithin.class, name = "VEHICLES_WITHIN"),
  @JsonSubTypes.Type(value = StatusCriteria.NotCoveredBy.class, name = "NOT_COVERED_BY"),
  @JsonSubTypes.Type(value = StatusCriteria.FoundIn.class, name = "FOUND_IN"),
  @JsonSubTypes.Type(value = StatusCriteria.NotApart.class, name = "NOT_APART"),
  @JsonSubTypes.Type(value = PersonCriteria.AgeAtLeast.class, name = "AGE_AT_LEAST"),
  @JsonSubTypes.Type(value = PersonCriteria.AgeBelow.class, name = "AGE_BELOW"),
  @JsonSubTypes.Type(value = PersonCriteria.DisabilityIn.class, name = "DISABILITY_IN"),
  @JsonSubTypes.Type(value = PersonCriteria.SeriousIllness.class, name = "SERIOUS_ILLNESS"),
  @JsonSubTypes.Type(value = PersonCriteria.ForAges.class, name = "FOR_AGES"),
})
public sealed interface Criterion
    permits HouseholdCriteria.Members,
        HouseholdCriteria.LocalHukou,
        HouseholdCriteria.Authorised,
        HouseholdCriteria.AtHome,
        MeansCriteria.IncomeWithin,
        MeansCriteria.SavingsWithin,
        MeansCriteria.VehiclesWithin,
        StatusCriteria.NotCoveredBy,
        StatusCriteria.FoundIn,
        StatusCriteria.NotApart,
        PersonCriteria.AgeAtLeast,
        PersonCriteria.AgeBelow,
        PersonCriteria.DisabilityIn,
        PersonCriteria.SeriousIllness,
        PersonCriteria.ForAges {

  /** The law's article the condition rests on, as printed on the sheet. */
  String article();

  /** Whether its failure is told alone, without what else fails. */
  default boolean alone() {
    return false;
  }

  /** The standards without which nothing can be said. */
  default void needs(Needs needs) {}

  /** What it finds, or null where the condition does not concern the subject. */
  Finding test(Situation s);
}
