package minzheng.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * A clock that one thread may move while others keep the machine's time. Used by tests and by the
 * demo city, whose cases are made on the days they claim; the product itself runs on the system
 * clock.
 */
public final class MovableClock extends Clock {
  private static final ThreadLocal<Instant> MOVED = new ThreadLocal<>();
  private final Clock real;

  public MovableClock(Clock real) {
    this.real = real;
  }

  /** Runs {@code work} as if it were ten in the morning of {@code day}. */
  public <T> T on(LocalDate day, Supplier<T> work) {
    Instant before = MOVED.get();
    MOVED.set(day.atTime(10, 0).atZone(getZone()).toInstant());
    try {
      return work.get();
    } finally {
      if (before == null) MOVED.remove();
      else MOVED.set(before);
    }
  }

  /** Runs {@code work} as if it were ten in the morning of {@code day}. */
  public void on(LocalDate day, Runnable work) {
    on(
        day,
        () -> {
          work.run();
          return null;
        });
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MovableClock(real.withZone(zone));
  }

  @Override
  public Instant instant() {
    Instant moved = MOVED.get();
    return moved == null ? real.instant() : moved;
  }
}
