package minzheng.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Within one page the same question to the register is asked once: several parts of a person's or a
 * case's page look at the same household. Holds for pages that only show; a request that changes
 * something, and every job, asks anew each time.
 */
public final class OncePerPage {
  private static final ThreadLocal<Map<List<Object>, Object>> ANSWERS = new ThreadLocal<>();

  /** A page looks at tens of things; an export of many thousand rows must not fill the memory. */
  static final int MOST = 1_000;

  private OncePerPage() {}

  /** The answer to a question, which these words and keys tell apart from all others. */
  public static <T> T ask(Supplier<T> question, Object... key) {
    var answers = ANSWERS.get();
    if (answers == null) return question.get();
    var asked = Arrays.asList(key);
    @SuppressWarnings("unchecked") // the same key is the same question
    T known = (T) answers.get(asked);
    if (known != null) return known;
    T answer = unmodifiable(question.get());
    if (answers.size() < MOST) answers.put(asked, answer);
    return answer;
  }

  @SuppressWarnings("unchecked") // a list stays a list, a map a map
  private static <T> T unmodifiable(T answer) {
    if (answer instanceof List<?> list) return (T) Collections.unmodifiableList(list);
    if (answer instanceof Map<?, ?> map) return (T) Collections.unmodifiableMap(map);
    return answer;
  }

  /** Begins a page of this thread that only shows. */
  public static void begin() {
    ANSWERS.set(new HashMap<>());
  }

  /** Ends the page. */
  public static void end() {
    ANSWERS.remove();
  }

  /** Asks anew, such as for rows that only a wider scope sees. */
  public static <T> T apart(Supplier<T> work) {
    var before = ANSWERS.get();
    ANSWERS.remove();
    try {
      return work.get();
    } finally {
      if (before != null) ANSWERS.set(before);
    }
  }
}
