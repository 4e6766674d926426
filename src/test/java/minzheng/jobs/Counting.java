package minzheng.jobs;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import org.springframework.boot.test.context.TestComponent;

/**
 * A kind of work for tests: writes its numbers to the trail, ten a step, and fails as it is told.
 */
@TestComponent
public class Counting implements JobKind<Counting.Order> {
  /** What happens after which number. */
  record Order(String name, int upTo, int failAfter, String failure) {}

  static final List<String> LOG = new CopyOnWriteArrayList<>();
  static final ConcurrentHashMap<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  private final Audit audit;

  Counting(Audit audit) {
    this.audit = audit;
  }

  @Override
  public String code() {
    return "test-counting";
  }

  @Override
  public Class<Order> params() {
    return Order.class;
  }

  @Override
  public void run(Order order, JobRun run) {
    run.total(order.upTo());
    int at = run.checkpoint(Integer.class).orElse(0);
    LOG.add(order.name() + " from " + at);
    while (at < order.upTo()) {
      int from = at;
      var mark =
          run.step(
              () -> {
                int to = Math.min(from + 10, order.upTo());
                for (int n = from + 1; n <= to; n++)
                  audit.write("计数", order.name(), n, run.region());
                boolean first = LOG.stream().filter(l -> l.startsWith(order.name())).count() == 1;
                if (order.failure() != null && to > order.failAfter() && first) {
                  if (order.failure().equals("refuse")) throw new RuleViolation(null, "数到这里不能再数。");
                  throw new IllegalStateException("told to fail");
                }
                return new JobRun.Mark(to, to);
              });
      at = (Integer) mark.checkpoint();
      var gate = GATES.get(order.name());
      if (gate != null)
        try {
          gate.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
    }
    run.result("数完 " + at + " 个。", null);
  }
}
