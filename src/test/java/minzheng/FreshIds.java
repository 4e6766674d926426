package minzheng;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.kernel.IdNumber;
import minzheng.kernel.Sex;

/** Identity numbers of the fictitious divisions 99xxxx that no other test of the run has. */
public final class FreshIds {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private FreshIds() {}

  /** A valid number of somebody born that day. */
  public static String of(LocalDate birth, Sex sex) {
    int n = NEXT.getAndIncrement();
    int area = 999000 - n / 400; // the demo city counts upwards from 990101
    int order = n % 400 * 2 + (sex == Sex.M ? 101 : 100);
    String digits =
        "%06d%s%03d".formatted(area, birth.format(DateTimeFormatter.BASIC_ISO_DATE), order);
    return digits + IdNumber.check(digits);
  }

  /** A valid number of a woman born in 1970. */
  public static String any() {
    return of(LocalDate.of(1970, 1, 1), Sex.F);
  }
}
