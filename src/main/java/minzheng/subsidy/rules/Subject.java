package minzheng.subsidy.rules;

/** Whom a programme is determined for: the family as one, or each member. */
public enum Subject {
  HOUSEHOLD,
  PERSON
}
