package minzheng.kernel;

import java.time.LocalDate;
import java.time.Period;

/**
 * Ages of the law. 满N周岁 is reached on the N-th birthday; a person born on 29 February reaches it on
 * 28 February in common years (Civil Code Art. 202), where {@link Period} is a day late.
 */
public final class Ages {
  private Ages() {}

  /** Whether a person born on that day is at least so many years old on the day. */
  public static boolean reached(LocalDate birth, int years, LocalDate day) {
    return !birth.plusYears(years).isAfter(day);
  }

  /** The latest day of birth with which so many years are reached on the day: a border for sets. */
  public static LocalDate latestBirth(int years, LocalDate day) {
    LocalDate birth = day.minusYears(years);
    return reached(birth.plusDays(1), years, day) ? birth.plusDays(1) : birth;
  }

  /** Full years of age on the day; negative before birth. */
  public static int years(LocalDate birth, LocalDate day) {
    int years = day.getYear() - birth.getYear();
    return reached(birth, years, day) ? years : years - 1;
  }
}
