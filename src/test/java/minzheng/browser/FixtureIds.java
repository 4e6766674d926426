package minzheng.browser;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers of persons nobody has (division 99xxxx), each once in a test run, and a small paper. */
final class FixtureIds {
  /** The smallest thing that is a PDF. */
  static final byte[] PDF =
      "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final AtomicInteger ORDER = new AtomicInteger(100);
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private FixtureIds() {}

  /**
   * @param birth as 19800312
   */
  static String next(String birth, boolean male) {
    int order = ORDER.addAndGet(2) + (male ? 1 : 0);
    String body = "990199" + birth + "%03d".formatted(order);
    int sum = 0;
    for (int i = 0; i < 17; i++) sum += (body.charAt(i) - '0') * WEIGHTS[i];
    return body + "10X98765432".charAt(sum % 11);
  }
}
