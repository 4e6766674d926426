package minzheng.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;
import java.util.List;
import minzheng.payments.RunState;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.stereotype.Component;

/**
 * The product's own figures for the monitoring, beside those of the JVM, the connection pools, the
 * pages and the scheduler. Figures of the database are the same on every node. No label says
 * anything about a person.
 */
@Component
class Meters implements MeterBinder {
  private final Snapshots snapshots;
  private MeterRegistry registry;

  Meters(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    this.registry = registry;
    for (String state : List.of("QUEUED", "RUNNING", "FAILED"))
      Gauge.builder("minzheng.jobs", () -> snapshots.now().jobs().getOrDefault(state, 0L))
          .tag("state", state)
          .description("Background jobs waiting, running, and failed within the last 24 hours")
          .register(registry);
    Gauge.builder("minzheng.jobs.oldest.waiting", () -> snapshots.now().oldestWaitingSeconds())
        .baseUnit("seconds")
        .description("Since when the oldest waiting job waits")
        .register(registry);
    Gauge.builder("minzheng.tasks.overdue", () -> snapshots.now().overdueTasks())
        .description("Scheduled tasks more than a minute late that no node works on")
        .register(registry);
    Gauge.builder("minzheng.tasks.failing", () -> snapshots.now().failingTasks())
        .description("Scheduled tasks whose last attempt failed")
        .register(registry);
    for (RunState state : EnumSet.complementOf(EnumSet.of(RunState.DISCARDED)))
      Gauge.builder("minzheng.runs", () -> snapshots.now().runs().getOrDefault(state.name(), 0L))
          .tag("state", state.name())
          .description("Runs of payments by the step they have come to")
          .register(registry);
  }

  /** Counted by cause, on the node that was asked. */
  @EventListener
  void failed(AbstractAuthenticationFailureEvent event) {
    if (registry == null) return;
    String cause = event.getException().getClass().getSimpleName();
    registry.counter("minzheng.sign.in.failures", "cause", cause).increment();
  }
}
