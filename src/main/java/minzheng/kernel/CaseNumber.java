package minzheng.kernel;

/**
 * Number of a case, determination, certificate or paper: kind, area, year and the sequence of that
 * office and year, such as {@code DB510104-2026-000318}; a repeated determination of a case carries
 * its count behind it ({@code CS510104-2026-000318-2}).
 */
public record CaseNumber(String value) implements Comparable<CaseNumber> {
  /**
   * @throws RuleViolation on field {@code caseNumber} if it does not look like a number
   */
  public CaseNumber {
    if (value == null || !value.matches("[A-Z]{1,4}[0-9]{2,12}-[0-9]{4}-[0-9]{6,}(-[0-9]+)?")) {
      throw new RuleViolation("caseNumber", "编号的样式应如 DB510104-2026-000318，请检查。");
    }
  }

  public static CaseNumber of(String kind, String area, int year, long sequence) {
    return new CaseNumber("%s%s-%04d-%06d".formatted(kind, area, year, sequence));
  }

  public static boolean looksLike(String text) {
    try {
      new CaseNumber(text);
      return true;
    } catch (RuleViolation e) {
      return false;
    }
  }

  /** The letters before the area: what is numbered. */
  public String kind() {
    return value.substring(0, areaStart());
  }

  public String area() {
    return value.substring(areaStart(), value.indexOf('-'));
  }

  public int year() {
    int dash = value.indexOf('-');
    return Integer.parseInt(value, dash + 1, dash + 5, 10);
  }

  private int areaStart() {
    int i = 0;
    while (!Character.isDigit(value.charAt(i))) i++;
    return i;
  }

  @Override
  public int compareTo(CaseNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
