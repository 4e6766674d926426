package minzheng.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Administrative division code (GB/T 2260): 2 digits province, 4 city, 6 district, 9 street, 12
 * community. Codes nest by prefix; {@code 00} is the whole country.
 */
public record RegionCode(String value) implements Comparable<RegionCode> {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?");

  public static final RegionCode NATION = new RegionCode("00");

  /** How far down the tree a code reaches. */
  public enum Level {
    NATION(0),
    PROVINCE(2),
    CITY(4),
    DISTRICT(6),
    STREET(9),
    COMMUNITY(12);

    private final int digits;

    Level(int digits) {
      this.digits = digits;
    }

    public int digits() {
      return digits;
    }
  }

  public RegionCode {
    if (!isWellFormed(value)) {
      throw new RuleViolation("region", "区划代码应为 2、4、6、9 或 12 位数字，请检查。");
    }
  }

  public static boolean isWellFormed(String text) {
    return text != null && SHAPE.matcher(text).matches();
  }

  public Level level() {
    if (value.equals("00")) return Level.NATION;
    for (Level level : Level.values()) if (level.digits == value.length()) return level;
    throw new IllegalStateException(value);
  }

  /** Whether the other division is this one or lies in it. */
  public boolean contains(RegionCode other) {
    return value.equals("00") || other.value.startsWith(value);
  }

  /** The codes a standard is looked up by: this one, its ancestors upwards, and {@code 00}. */
  public List<RegionCode> lookupChain() {
    var chain = new ArrayList<RegionCode>();
    Level[] levels = Level.values();
    for (int i = levels.length - 1; i > 0; i--) {
      if (levels[i].digits <= value.length() && !value.equals("00")) {
        chain.add(new RegionCode(value.substring(0, levels[i].digits)));
      }
    }
    chain.add(NATION);
    return List.copyOf(chain);
  }

  @Override
  public int compareTo(RegionCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
