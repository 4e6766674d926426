package minzheng;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The product does not start, and one sentence says why and what to do; no stack trace helps. */
class StartRefused extends RuntimeException {
  private final String why;
  private final String action;

  StartRefused(String why, String action) {
    super(why + " " + action);
    this.why = why;
    this.action = action;
  }

  /** Prints the sentences instead of the trace. */
  static class Analyzer extends AbstractFailureAnalyzer<StartRefused> {
    @Override
    protected FailureAnalysis analyze(Throwable root, StartRefused cause) {
      return new FailureAnalysis(cause.why, cause.action, cause);
    }
  }
}
