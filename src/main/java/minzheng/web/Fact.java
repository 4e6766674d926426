package minzheng.web;

/**
 * A name and its value, in the identity bar and in {@code parts :: facts}.
 *
 * @param code numbers and codes that must not break over lines
 * @param url where the value leads, may be null
 */
public record Fact(String name, String value, boolean code, String url) {
  public Fact(String name, String value) {
    this(name, value, false, null);
  }

  public static Fact code(String name, String value) {
    return new Fact(name, value, true, null);
  }
}
