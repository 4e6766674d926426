package minzheng.security;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the database should know about the statements of a page; holds for its transaction. */
@Component
public class Planning {
  private final JdbcClient jdbc;

  Planning(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * For pages about one person, one case, one's own work: their many short statements go by keys,
   * so each connection plans them once. Planning each anew, with the policies, costs as much as
   * running it. Not for lists and figures, whose plan depends on what is asked for.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void once() {
    set("plan_cache_mode", "force_generic_plan");
  }

  /**
   * For a list whose index begins with the district and is in the list's order: read it in that
   * order as far as the page goes. The policy asks for the same area once more, from which the
   * planner concludes that hardly any row is left, and would rather sort the whole district.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void inOrder() {
    set("enable_bitmapscan", "off");
  }

  private void set(String name, String value) {
    jdbc.sql("SELECT set_config(?, ?, true)").params(name, value).query(String.class).single();
  }
}
