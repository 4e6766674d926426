package minzheng.jobs;

import java.util.List;
import minzheng.kernel.Acting;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Runs a job under its area's scope, in the name of who asked for it, and notes how it ended. */
@Component
class JobRunner {
  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  /** So often in a row work may fail without a step that goes well. */
  private static final int FAILURES = 5;

  private final JobStore store;
  private final ObjectProvider<JobKind<?>> kinds;

  JobRunner(JobStore store, ObjectProvider<JobKind<?>> kinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /** Who asked for the work, as the audit trail sees the actor; holds no roles. */
  private record Behalf(Actor actor) implements Acting {}

  /**
   * @throws RuntimeException a failure that may pass; the scheduler tries again
   */
  void run(long id, String region) {
    Scope.runAs(region, () -> begin(id, region));
  }

  private void begin(long id, String region) {
    var begun = store.begin(id);
    if (begun.isEmpty()) return;
    var start = begun.get();
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(new Behalf(start.by()), null, List.of()));
    SecurityContextHolder.setContext(context);
    try {
      work(
          kind(start.kind()),
          start.params(),
          new JobRun(store, id, start.attempt(), region, start.by(), start.checkpoint()));
      store.end(id, start.attempt(), JobState.DONE, null);
    } catch (Interrupted stopped) {
      if (stopped.why == Interrupted.Cause.CANCELLED)
        store.end(id, start.attempt(), JobState.CANCELLED, null);
    } catch (RuleViolation refused) {
      store.end(id, start.attempt(), JobState.FAILED, refused.getMessage());
    } catch (RuntimeException e) {
      log.error("Job {} ({}) failed at its start no. {}", id, start.kind(), start.attempt(), e);
      if (start.failures() + 1 < FAILURES) {
        store.failed(id, start.attempt());
        throw e;
      }
      store.end(id, start.attempt(), JobState.FAILED, "任务多次出错，已停止；已完成的部分有效。请重新发起，仍不成功请联系系统管理员");
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private <P> void work(JobKind<P> kind, String params, JobRun run) {
    kind.run(store.read(params, kind.params()), run);
  }

  private JobKind<?> kind(String code) {
    return kinds.stream()
        .filter(k -> k.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Nobody does jobs of the kind " + code));
  }
}
