package minzheng.security;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * For pages about one person, one case, one's own work: their many short statements go by keys, so
 * each connection plans them once. Planning each anew, with the policies, costs as much as running
 * it. Not for lists and figures, whose plan depends on what is asked for.
 */
@Component
public class PlannedOnce {
  private final JdbcClient jdbc;

  PlannedOnce(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Holds until the end of the transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void fromHere() {
    jdbc.sql("SELECT set_config('plan_cache_mode', 'force_generic_plan', true)")
        .query(String.class)
        .single();
  }
}
