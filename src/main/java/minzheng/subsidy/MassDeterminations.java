package minzheng.subsidy;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import minzheng.audit.Audit;
import minzheng.cases.CaseNumbers;
import minzheng.kernel.Actor;
import minzheng.kernel.CaseNumber;
import minzheng.subsidy.rules.Result;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 测算 of many at once, for lists that are found by sets; each is kept whole all the same. */
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
   * A determination made outside, by {@link Sheets}.
   *
   * @param householdId null for a person alone
   * @param personId null for a family as a whole
   * @param region where they live
   */
  public record Made(
      Long householdId,
      Long personId,
      String region,
      String subject,
      LocalDate on,
      Sheets.Sheet sheet) {}

  /**
   * Keeps determinations of one programme that have no case, set-wise; numbers follow each other.
   *
   * @param district area of all of them, for the numbers
   * @return id and number of each, in the order given
   */
  @Transactional
  public List<Kept> keepAll(String programme, String district, List<Made> made) {
    if (made.isEmpty()) return List.of();
    var kept = new HashMap<String, Kept>();
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
              subject, household_id, person_id, outcome, amount, period, first_month, persons, frozen, decided_by,
              decider, decided_at)
            SELECT d.region, d.number, 1, :programme, d.version, d.law_day, d.subject, d.household, d.person, d.outcome,
                   d.amount, d.period, d.first_month, d.persons, d.frozen::jsonb, :by, :decider, :at
            FROM unnest(:regions::text[], :numbers::text[], :versions::bigint[], :days::date[], :subjects::text[],
                        :households::bigint[], :people::bigint[], :outcomes::text[], :amounts::numeric[], :periods::text[],
                        :firsts::date[], :persons::int[], :frozen::text[])
              AS d (region, number, version, law_day, subject, household, person, outcome, amount, period, first_month, persons, frozen)
            RETURNING id, number, region
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
        .param("households", made.stream().map(Made::householdId).toArray(Long[]::new))
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
              var one = new Kept(rs.getLong("id"), rs.getString("number"));
              kept.put(one.number(), one);
              audited.put(one.number(), rs.getString("region"));
            });
    audit.writeAll("测算", "测算单", audited, null, null);
    return Arrays.stream(drawn).map(kept::get).toList();
  }

  /** A determination that was kept. */
  public record Kept(long id, String number) {}
}
