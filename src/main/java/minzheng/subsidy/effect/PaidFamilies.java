package minzheng.subsidy.effect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.RulesJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom a programme pays in some areas, each with the facts of the sheet that the amount rests on.
 */
@Service
class PaidFamilies {
  private static final String PAID =
      """
      FROM entitlement e
      WHERE e.programme = :programme AND e.state = 'ACTIVE'
        AND (e.last_month IS NULL OR e.last_month >= date_trunc('month', :day::date))
        AND EXISTS (SELECT FROM unnest(:areas::text[]) AS a (prefix)
                    WHERE a.prefix = '00' OR starts_with(e.region, a.prefix))
      """;

  private final JdbcClient jdbc;

  PaidFamilies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Somebody paid.
   *
   * @param subject HOUSEHOLD or the member's ref in the facts
   * @param facts null where the entitlement has no determination behind it
   */
  record Paid(String region, Money monthly, int persons, String subject, Facts facts) {}

  @Transactional(readOnly = true)
  public long count(String programme, String[] areas, LocalDate day) {
    return jdbc.sql("SELECT count(*) " + PAID)
        .param("programme", programme)
        .param("areas", areas)
        .param("day", day)
        .query(Long.class)
        .single();
  }

  /** The first by id: one query, whatever their number. */
  @Transactional(readOnly = true)
  public List<Paid> first(int limit, String programme, String[] areas, LocalDate day) {
    return jdbc.sql(
            """
            WITH paid AS (SELECT e.id, e.region
            """
                + PAID
                + """
                 ORDER BY e.id LIMIT :limit)
                SELECT p.region, a.amount, a.persons, d.subject, d.facts
                FROM paid p
                CROSS JOIN LATERAL (SELECT amount, persons, basis ->> 'determination' AS sheet FROM entitlement_amount a
                                    WHERE a.entitlement_id = p.id ORDER BY a.id DESC LIMIT 1) a
                LEFT JOIN LATERAL (SELECT d.subject, d.frozen ->> 'facts' AS facts FROM determination d
                                   WHERE d.number = a.sheet) d ON true
                ORDER BY p.id
                """)
        .param("programme", programme)
        .param("areas", areas)
        .param("day", day)
        .param("limit", limit)
        .query(
            (row, i) -> {
              String facts = row.getString("facts");
              return new Paid(
                  row.getString("region"),
                  Money.of(row.getObject("amount", BigDecimal.class)),
                  row.getInt("persons"),
                  row.getString("subject"),
                  facts == null ? null : RulesJson.MAPPER.readValue(facts, Facts.class));
            })
        .list();
  }
}
