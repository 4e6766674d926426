package minzheng.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.stereotype.Component;

/** The same step for many cases, each in a transaction of its own: one refusal stops no other. */
@Component
class BulkHandling {
  private final Cases cases;

  BulkHandling(Cases cases) {
    this.cases = cases;
  }

  /**
   * @param refused number and reason of those that were not done
   */
  record Result(int done, List<String> refused) {}

  Result each(List<Long> ids, LongConsumer step) {
    int done = 0;
    var refused = new ArrayList<String>();
    for (long id : ids) {
      try {
        step.accept(id);
        done++;
      } catch (RuleViolation reason) {
        refused.add(cases.get(id).number() + " " + reason.getMessage());
      } catch (NotFound gone) {
        refused.add(gone.getMessage());
      }
    }
    return new Result(done, refused);
  }
}
