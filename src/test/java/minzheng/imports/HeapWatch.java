package minzheng.imports;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the JVM really holds while something runs: the heap after collections, by its MXBean. */
public final class HeapWatch implements AutoCloseable {
  /** A lock for tests that watch the heap, and for those beside them that fill it. */
  public static final String HEAP = "heap";

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final long before;

  public HeapWatch() {
    before = held();
    clock.schedule(this::look, 1, TimeUnit.SECONDS);
  }

  /** A collection stops everything: the next one comes after twenty times as long. */
  private void look() {
    long begun = System.nanoTime();
    peak.accumulateAndGet(held(), Math::max);
    clock.schedule(this::look, 20 * (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
  }

  private long held() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** The most that was held so far, in bytes, with all that the JVM held before. */
  public long peak() {
    return peak.accumulateAndGet(held(), Math::max);
  }

  /** By how much that is more than at the start. */
  public long growth() {
    return peak() - before;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
