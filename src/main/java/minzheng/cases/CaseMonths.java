package minzheng.cases;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases of whole months, for the figures that are frozen: what was applied for, and what was
 * decided within its legal limit. The list behind each of them is {@code /cases}.
 */
@Service
public class CaseMonths {
  private final JdbcClient jdbc;

  CaseMonths(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Decisions of a month, 同意 or 不予, of cases that have a limit for the whole procedure.
   *
   * @param inTime decided on the last day of the limit or before
   */
  public record Decided(YearMonth month, long all, long inTime) {
    public static Decided none(YearMonth month) {
      return new Decided(month, 0, 0);
    }

    public long late() {
      return all - inTime;
    }
  }

  /** A month of an area, by its code: the city, a district, a street. */
  public record Area(
      String code,
      long applied,
      long approved,
      long refused,
      long open,
      long decided,
      long inTime) {}

  /** Decisions by month, the oldest first; months without are 0. */
  @Transactional(readOnly = true)
  public List<Decided> decided(String type, String area, YearMonth last, int count) {
    YearMonth first = last.minusMonths(count - 1L);
    var months = new TreeMap<YearMonth, Decided>();
    for (int i = 0; i < count; i++)
      months.put(first.plusMonths(i), Decided.none(first.plusMonths(i)));
    jdbc.sql(
            """
            SELECT date_trunc('month', total_to)::date AS month, count(*) AS decided,
                   count(*) FILTER (WHERE total_to <= total_due) AS in_time
            FROM case_file
            WHERE type = :type AND total_to >= :first AND total_to < :until
              AND outcome IN ('APPROVED', 'REFUSED') AND total_due IS NOT NULL
              AND region >= :area AND region < :area || '~'
            GROUP BY 1
            """)
        .param("type", type)
        .param("first", first.atDay(1))
        .param("until", last.plusMonths(1).atDay(1))
        .param("area", area)
        .query(
            rs -> {
              YearMonth month = YearMonth.from(rs.getObject("month", LocalDate.class));
              months.put(month, new Decided(month, rs.getLong("decided"), rs.getLong("in_time")));
            });
    return List.copyOf(months.values());
  }

  /** A month of a programme by every area of the scope that had anything, in two index scans. */
  @Transactional(readOnly = true)
  public List<Area> byArea(String type, YearMonth month) {
    return jdbc.sql(
            """
            WITH each AS (
              SELECT left(region, 9) AS code, count(*) AS applied,
                     count(*) FILTER (WHERE outcome = 'APPROVED') AS approved,
                     count(*) FILTER (WHERE outcome = 'REFUSED') AS refused,
                     count(*) FILTER (WHERE outcome IS NULL) AS open, 0 AS decided, 0 AS in_time
              FROM case_file WHERE type = :type AND opened_on >= :first AND opened_on < :until GROUP BY 1
              UNION ALL
              SELECT left(region, 9), 0, 0, 0, 0, count(*), count(*) FILTER (WHERE total_to <= total_due)
              FROM case_file WHERE type = :type AND total_to >= :first AND total_to < :until
                AND outcome IN ('APPROVED', 'REFUSED') AND total_due IS NOT NULL GROUP BY 1)
            SELECT left(code, digits) AS code, sum(applied) AS applied, sum(approved) AS approved,
                   sum(refused) AS refused, sum(open) AS open, sum(decided) AS decided, sum(in_time) AS in_time
            FROM each JOIN (VALUES (4), (6), (9)) AS levels (digits) ON length(code) >= digits
            GROUP BY 1 ORDER BY 1
            """)
        .param("type", type)
        .param("first", month.atDay(1))
        .param("until", month.plusMonths(1).atDay(1))
        .query(Area.class)
        .list();
  }

  /** The first month in which anything was applied for. */
  @Transactional(readOnly = true)
  public YearMonth first(String type) {
    return jdbc.sql("SELECT min(opened_on) FROM case_file WHERE type = ?")
        .param(type)
        .query(LocalDate.class)
        .optional()
        .map(YearMonth::from)
        .orElse(null);
  }
}
