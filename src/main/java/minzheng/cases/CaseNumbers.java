package minzheng.cases;

import java.util.List;
import java.util.stream.IntStream;
import minzheng.kernel.CaseNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Draws numbers without gaps, per kind, district and year. */
@Component
public class CaseNumbers {
  private final JdbcClient jdbc;

  CaseNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The next number. It belongs to the present transaction: others of the same kind, district and
   * year wait for its end, and a rollback gives the number back.
   *
   * @param region of the matter; its first six digits go into the number
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public CaseNumber next(String prefix, String region, int year) {
    return next(prefix, region, year, 1).getFirst();
  }

  /** The next numbers in a row, drawn at once for work on many. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<CaseNumber> next(String prefix, String region, int year, int count) {
    if (count == 0) return List.of();
    String area = Desk.DISTRICT.office(region);
    int last =
        jdbc.sql(
                """
                INSERT INTO case_counter AS c VALUES (?, ?, ?, ?)
                ON CONFLICT (prefix, area, year) DO UPDATE SET last = c.last + excluded.last
                RETURNING last
                """)
            .params(prefix, area, year, count)
            .query(Integer.class)
            .single();
    return IntStream.rangeClosed(last - count + 1, last)
        .mapToObj(n -> CaseNumber.of(prefix, area, year, n))
        .toList();
  }
}
