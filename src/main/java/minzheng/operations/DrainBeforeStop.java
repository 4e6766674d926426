package minzheng.operations;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first step of a stop: the node has said that it is not ready any more, and goes on answering
 * until the proxy has heard of it. Only then the web server closes its door and finishes what it
 * has begun.
 */
@Component
class DrainBeforeStop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DrainBeforeStop.class);

  private final Duration wait;
  private volatile boolean running;

  /**
   * @param wait longer than the proxy's interval between two looks at the readiness; nothing
   *     without a proxy
   */
  DrainBeforeStop(@Value("${minzheng.drain}") Duration wait) {
    this.wait = wait;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (wait.isZero()) return;
    LOG.info("Not ready any more; stopping in {} s", wait.toSeconds());
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server's own stop. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}
