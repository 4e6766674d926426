package minzheng.payments;

/** Whose entitlement it is: a household as a whole, or one person. */
public record Subject(Kind kind, long id) {
  /** The two kinds a programme may pay. */
  public enum Kind {
    HOUSEHOLD,
    PERSON
  }

  public static Subject household(long id) {
    return new Subject(Kind.HOUSEHOLD, id);
  }

  public static Subject person(long id) {
    return new Subject(Kind.PERSON, id);
  }
}
