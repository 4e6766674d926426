package minzheng.faults;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts and digests of the database, to hold two of its states against each other. */
final class Ledger {
  /**
   * What moves by itself: the scheduler's own rows, sessions, seals over the trail, and messages,
   * among which are those about work that took longer than usual; figures of the month, which a
   * worker freezes once in the night.
   */
  private static final String MOVING =
      "'scheduled_tasks', 'spring_session', 'spring_session_attributes', 'audit_seal',"
          + " 'audit_seal_mark', 'message', 'figure_freeze', 'month_figure'";

  private Ledger() {}

  /** The number of rows of every table. */
  static Map<String, String> counts(JdbcClient sql) {
    var tables =
        sql.sql(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                    + " 'public'::regnamespace AND relname NOT IN ("
                    + MOVING
                    + ") ORDER BY 1")
            .query(String.class)
            .list();
    var all = new StringBuilder();
    for (String table : tables) {
      if (!all.isEmpty()) all.append(" UNION ALL ");
      all.append("SELECT '%1$s', count(*)::text FROM %1$s".formatted(table));
    }
    var counts = new TreeMap<String, String>();
    sql.sql(all.toString())
        .query(
            row -> {
              counts.put("rows of " + row.getString(1), row.getString(2));
            });
    return counts;
  }

  /** Count and digest of a query's rows, in whatever order they come. */
  static String digest(JdbcClient sql, String query) {
    return sql.sql(
            "SELECT count(*) || ' rows, ' || md5(coalesce(string_agg(t::text, '|' ORDER BY"
                + " t::text), '')) FROM ("
                + query
                + ") t")
        .query(String.class)
        .single();
  }

  /** A single figure, as text. */
  static String figure(JdbcClient sql, String query) {
    return String.valueOf(sql.sql(query).query(String.class).single());
  }
}
