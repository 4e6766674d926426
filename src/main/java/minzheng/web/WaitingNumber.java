package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import minzheng.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * 待办: how many tasks wait for a person, for the top of every page. Counted again after each step
 * that anybody takes at this node; a step at another node or of a job shows within seconds.
 */
@Component
class WaitingNumber implements HandlerInterceptor {
  private static final long KEPT = Duration.ofSeconds(5).toNanos();

  private final ObjectProvider<TodoSource> sources;
  private final TransactionTemplate reading;
  private final Map<Long, Counted> counted = new ConcurrentHashMap<>();

  private record Counted(long number, long at) {}

  WaitingNumber(ObjectProvider<TodoSource> sources, PlatformTransactionManager transactions) {
    this.sources = sources;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  long of(CurrentUser user) {
    Counted last = counted.get(user.accountId());
    if (last != null && System.nanoTime() - last.at() < KEPT) return last.number();
    Long number =
        reading.execute(
            status -> sources.stream().mapToLong(s -> s.count(user, TodoSource.Box.MINE)).sum());
    counted.put(user.accountId(), new Counted(number, System.nanoTime()));
    return number;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request, HttpServletResponse response, Object handler, Exception problem) {
    if (!request.getMethod().equals("GET")) counted.clear();
  }

  /** Apart, for a worker without pages has the number and no requests. */
  @Component
  static class AfterEachStep implements WebMvcConfigurer {
    private final WaitingNumber waiting;

    AfterEachStep(WaitingNumber waiting) {
      this.waiting = waiting;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(waiting);
    }
  }
}
