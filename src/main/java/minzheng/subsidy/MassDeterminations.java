package minzheng.subsidy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.cases.CaseNumbers;
import minzheng.kernel.Actor;
import minzheng.kernel.CaseNumber;
import minzheng.subsidy.rules.Result;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 测算 of many persons at once, for lists that are found by sets; each is kept whole all the same.
 */
@Service
public class MassDeterminations {
  private final JdbcClient jdbc;
  private final CaseNumbers numbers;
  private final Audit audit;
  private final Clock clock;

  MassDeterminations(JdbcClient jdbc, CaseNumbers numbers, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.numbers = numbers;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A determination made outside, by {@link Sheets}, for a set of persons.
   *
   * @param region where the person lives
   */
  public record Made(
      long personId, String region, String subject, LocalDate on, Sheets.Sheet sheet) {}

  /**
   * Keeps determinations of one programme for persons without a case, set-wise; numbers follow each
   * other.
   *
   * @param district area of all of them, for the numbers
   * @return id and number by person
   */
  @Transactional
  public Map<Long, Kept> keepAll(String programme, String district, List<Made> made) {
    var kept = new HashMap<Long, Kept>();
    if (made.isEmpty()) return kept;
    Actor actor = Audit.actor();
    var drawn =
        numbers.next("CS", district, LocalDate.now(clock).getYear(), made.size()).stream()
            .map(CaseNumber::value)
            .toArray(String[]::new);
    var results = made.stream().map(m -> m.sheet().result()).toList();
    var audited = new LinkedHashMap<String, String>();
    jdbc.sql(
            """
            INSERT INTO determination (region, number, ordinal, programme, programme_version, law_day,
              subject, person_id, outcome, amount, period, first_month, persons, frozen, decided_by,
              decider, decided_at)
            SELECT d.region, d.number, 1, :programme, d.version, d.law_day, d.subject, d.person, d.outcome,
                   d.amount, d.period, d.first_month, d.persons, d.frozen::jsonb, :by, :decider, :at
            FROM unnest(:regions::text[], :numbers::text[], :versions::bigint[], :days::date[], :subjects::text[],
                        :people::bigint[], :outcomes::text[], :amounts::numeric[], :periods::text[],
                        :firsts::date[], :persons::int[], :frozen::text[])
              AS d (region, number, version, law_day, subject, person, outcome, amount, period, first_month, persons, frozen)
            RETURNING id, number, person_id, region
            """)
        .param("programme", programme)
        .param("by", actor.accountId() == 0 ? null : actor.accountId())
        .param("decider", actor.name())
        .param("at", Timestamp.from(clock.instant()))
        .param("regions", made.stream().map(Made::region).toArray(String[]::new))
        .param("numbers", drawn)
        .param("versions", made.stream().map(m -> m.sheet().version().id()).toArray(Long[]::new))
        .param("days", made.stream().map(m -> Date.valueOf(m.on())).toArray(Date[]::new))
        .param("subjects", made.stream().map(Made::subject).toArray(String[]::new))
        .param("people", made.stream().map(Made::personId).toArray(Long[]::new))
        .param("outcomes", results.stream().map(r -> r.outcome().name()).toArray(String[]::new))
        .param(
            "amounts",
            results.stream()
                .map(r -> r.amount() == null ? null : r.amount().amount())
                .toArray(BigDecimal[]::new))
        .param(
            "periods",
            results.stream()
                .map(r -> r.period() == null ? null : r.period().name())
                .toArray(String[]::new))
        .param(
            "firsts",
            results.stream()
                .map(r -> r.firstMonth() == null ? null : Date.valueOf(r.firstMonth().atDay(1)))
                .toArray(Date[]::new))
        .param("persons", results.stream().map(Result::persons).toArray(Integer[]::new))
        .param("frozen", made.stream().map(m -> m.sheet().frozen()).toArray(String[]::new))
        .query(
            rs -> {
              kept.put(rs.getLong("person_id"), new Kept(rs.getLong("id"), rs.getString("number")));
              audited.put(rs.getString("number"), rs.getString("region"));
            });
    audit.writeAll("测算", "测算单", audited, null, null);
    return kept;
  }

  /** A determination that was kept. */
  public record Kept(long id, String number) {}
}
