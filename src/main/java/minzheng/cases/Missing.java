package minzheng.cases;

import java.util.Set;

/**
 * Something that is not there yet.
 *
 * @param text what has to be done, such as 核对差异未填处理意见
 * @param detail one more line, or null
 * @param url where to do it, or null
 * @param blocks actions that wait for it; empty: every step that carries on
 * @param later does not hold up any step
 */
public record Missing(String text, String detail, String url, Set<String> blocks, boolean later) {
  /** Holds up every step that carries the case on. */
  public static Missing blocking(String text, String detail, String url) {
    return new Missing(text, detail, url, Set.of(), false);
  }

  /** Holds up only these actions. */
  public static Missing blocking(String text, String detail, String url, String... actions) {
    return new Missing(text, detail, url, Set.of(actions), false);
  }

  /** Can be dealt with later. */
  public static Missing later(String text, String detail, String url) {
    return new Missing(text, detail, url, Set.of(), true);
  }

  boolean blocks(Transition step) {
    return !later && (blocks.isEmpty() ? step.ahead() : blocks.contains(step.action()));
  }
}
