package minzheng.cases;

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
    String area = Desk.DISTRICT.office(region);
    int sequence =
        jdbc.sql(
                """
                INSERT INTO case_counter AS c VALUES (?, ?, ?, 1)
                ON CONFLICT (prefix, area, year) DO UPDATE SET last = c.last + 1
                RETURNING last
                """)
            .params(prefix, area, year)
            .query(Integer.class)
            .single();
    return CaseNumber.of(prefix, area, year, sequence);
  }
}
