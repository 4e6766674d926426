package minzheng.security;

import java.util.Map;
import java.util.function.Supplier;
import minzheng.audit.Audit;
import minzheng.kernel.OncePerPage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which rows the current work may touch: an area's prefix, given to the database at the start of
 * each transaction ({@link ScopeListener}), where the row-level policies read it. Without a scope
 * every scoped table is empty.
 */
@Component
public class Scope {
  private static final ThreadLocal<String> REGION = new ThreadLocal<>();

  private final JdbcClient jdbc;
  private final Audit audit;
  private final String city;

  Scope(JdbcClient jdbc, Audit audit, @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.city = city;
  }

  /** The area of the current thread's work, or null. */
  public static String region() {
    return REGION.get();
  }

  /**
   * The district in which all of the current work lies, or null when it spans several. Lists ask
   * for it by name, so that their index begins with it.
   */
  public static String district() {
    String region = REGION.get();
    return region == null || region.length() < 6 ? null : region.substring(0, 6);
  }

  static void enter(String region) {
    REGION.set(region);
  }

  static void leave() {
    REGION.remove();
  }

  /** Runs a job's work for one area. The scope holds for transactions that begin inside. */
  public static <T> T callAs(String region, Supplier<T> work) {
    String before = REGION.get();
    REGION.set(region);
    try {
      return work.get();
    } finally {
      if (before == null) REGION.remove();
      else REGION.set(before);
    }
  }

  /** Runs a job's work for one area. The scope holds for transactions that begin inside. */
  public static void runAs(String region, Runnable work) {
    callAs(
        region,
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Widens the current transaction to the whole city for what crosses districts by its nature
   * (deaths, moves, marriages, duplicate checks), and writes one audit row that says why.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <T> T widened(String reason, Supplier<T> work) {
    String before = current();
    set(city);
    try {
      audit.write("扩大范围", "数据范围", city, before, reason, null, Map.of("scope", city));
      return OncePerPage.apart(work);
    } finally {
      set(before);
    }
  }

  private String current() {
    return jdbc.sql("SELECT coalesce(current_setting('app.region', true), '')")
        .query(String.class)
        .single();
  }

  private void set(String region) {
    jdbc.sql("SELECT set_config('app.region', ?, true)").param(region).query(String.class).single();
  }
}
