package minzheng.cases;

/** The level of office whose turn a step is (domain.md 1.7). */
public enum Desk {
  STREET(9, "街道"),
  DISTRICT(6, "区级"),
  CITY(4, "市级");

  private final int digits;
  private final String label;

  Desk(int digits, String label) {
    this.digits = digits;
    this.label = label;
  }

  /** The word on pages. */
  public String label() {
    return label;
  }

  /** Area code of the office that has the turn for a case of this area. */
  public String office(String caseRegion) {
    return caseRegion.substring(0, Math.min(digits, caseRegion.length()));
  }

  /**
   * Whether an account of an area may take this turn. A district's caseworkers also do the street's
   * steps, since not every street has accounts; a street never does the district's, and the city
   * bureau supervises but does not handle.
   */
  public boolean admits(String userRegion, String caseRegion) {
    return caseRegion.startsWith(userRegion)
        && userRegion.length() <= digits
        && (this == CITY || userRegion.length() >= DISTRICT.digits);
  }
}
