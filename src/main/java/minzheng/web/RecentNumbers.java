package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Numbers that stand on top of pages and under lists and cost more than the rows beside them.
 * Counted again after each step that anybody takes at this node; a step at another node or of a job
 * shows within five seconds. Not for a number that something is decided by.
 */
@Component
public class RecentNumbers implements HandlerInterceptor {
  private static final long KEPT = Duration.ofSeconds(5).toNanos();
  private static final int MOST = 10_000;

  private final Map<Object, Counted> counted = new ConcurrentHashMap<>();
  private final Map<Object, Counted> slow = new ConcurrentHashMap<>();

  private record Counted(long number, long at) {}

  /**
   * The number as it was counted last.
   *
   * @param what is counted, with the area and the person it is counted for; a record
   */
  public long of(Object what, LongSupplier count) {
    Counted last = counted.get(what);
    if (last != null && System.nanoTime() - last.at() < KEPT) return last.number();
    long number = count.getAsLong();
    if (counted.size() >= MOST) counted.clear();
    counted.put(what, new Counted(number, System.nanoTime()));
    return number;
  }

  /**
   * The same for a number that is dear and moves slowly: kept for so long, whatever anybody does,
   * unless it is {@link #forget forgotten}.
   *
   * @param what a record of its own type for each such number
   */
  public long of(Object what, Duration kept, LongSupplier count) {
    Counted last = slow.get(what);
    if (last != null && System.nanoTime() - last.at() < kept.toNanos()) return last.number();
    long number = count.getAsLong();
    if (slow.size() >= MOST) slow.clear();
    slow.put(what, new Counted(number, System.nanoTime()));
    return number;
  }

  /** Forgets every number of a type. */
  public void forget(Class<?> type) {
    slow.keySet().removeIf(type::isInstance);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request, HttpServletResponse response, Object handler, Exception problem) {
    if (!request.getMethod().equals("GET")) counted.clear();
  }

  /** Apart, for a worker without pages has the numbers and no requests. */
  @Component
  static class AfterEachStep implements WebMvcConfigurer {
    private final RecentNumbers numbers;

    AfterEachStep(RecentNumbers numbers) {
      this.numbers = numbers;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(numbers);
    }
  }
}
