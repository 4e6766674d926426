package minzheng.payments;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other amounts for many rights in one piece: the same rows as {@link Entitlements#adjust} writes
 * one by one.
 */
@Service
public class MassAdjustments {
  private final JdbcClient jdbc;
  private final Settlement settlement;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  MassAdjustments(
      JdbcClient jdbc, Settlement settlement, Audit audit, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.settlement = settlement;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Another amount from a month on.
   *
   * @param seen the latest amount the decision knew of (id of its row)
   * @param last the last month of the right when it was decided, or null
   * @param before what stood for the first month, for the trail
   * @param steps each replaces what stood for its month and later; by month
   */
  public record Adjustment(
      long entitlement,
      long seen,
      YearMonth last,
      String region,
      Money before,
      List<Step> steps,
      Cause cause) {}

  /** An amount from a month on. */
  public record Step(YearMonth from, Terms terms) {}

  /**
   * Adjusts rights of one programme. Months that are frozen already are made good with the next
   * run.
   *
   * @param adjustments each right once, with the same reason
   * @return the rights adjusted: one that changed since it was decided is not among them
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Set<Long> adjust(String programme, List<Adjustment> adjustments) {
    if (adjustments.isEmpty()) return Set.of();
    settlement.lockForChange(programme);
    var unchanged = unchanged(adjustments);
    var done = adjustments.stream().filter(a -> unchanged.contains(a.entitlement())).toList();
    if (done.isEmpty()) return Set.of();
    amounts(done);
    String reason = done.getFirst().cause().reason();
    settlement.settle(changes(done), reason);
    audit.writeEach(
        "调整金额",
        "待遇",
        reason,
        """
        SELECT a.id::text AS id, a.region, jsonb_build_object('monthly', a.before::text) AS before,
               jsonb_build_object('from', a.month, 'monthly', a.monthly::text, 'persons', a.persons) AS after
        FROM unnest(:ids::bigint[], :regions::text[], :befores::numeric[], :months::text[], :monthly::numeric[],
                    :persons::int[]) AS a (id, region, before, month, monthly, persons)
        """,
        Map.of(
            "ids", done.stream().map(Adjustment::entitlement).toArray(Long[]::new),
            "regions", done.stream().map(Adjustment::region).toArray(String[]::new),
            "befores", done.stream().map(a -> a.before().amount()).toArray(BigDecimal[]::new),
            "months", done.stream().map(a -> first(a).from().toString()).toArray(String[]::new),
            "monthly", done.stream().map(a -> amount(first(a))).toArray(BigDecimal[]::new),
            "persons", done.stream().map(a -> first(a).terms().persons()).toArray(Integer[]::new)));
    return unchanged;
  }

  /** The months of a programme that are frozen where somebody lives: what changes is made good. */
  @Transactional(readOnly = true)
  public Set<YearMonth> frozenMonths(String programme, String region) {
    return new HashSet<>(
        jdbc.sql("SELECT month FROM frozen_runs(?, ?)")
            .params(programme, region)
            .query((rs, i) -> YearMonth.from(rs.getObject(1, LocalDate.class)))
            .list());
  }

  /**
   * Held to the end of the transaction: those that stand as the decision knew them. Who waits for a
   * change of somebody else must look again after it, so the lock is a statement of its own.
   */
  private Set<Long> unchanged(List<Adjustment> adjustments) {
    var ids = adjustments.stream().map(Adjustment::entitlement).toArray(Long[]::new);
    jdbc.sql("SELECT id FROM entitlement WHERE id = ANY (?::bigint[]) ORDER BY id FOR UPDATE")
        .param(ids)
        .query(Long.class)
        .list();
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT e.id FROM unnest(:ids::bigint[], :seen::bigint[], :lasts::date[]) AS s (id, seen, last)
                JOIN entitlement e ON e.id = s.id
                WHERE e.last_month IS NOT DISTINCT FROM s.last
                  AND s.seen = (SELECT max(a.id) FROM entitlement_amount a WHERE a.entitlement_id = e.id)
                """)
            .param("ids", ids)
            .param("seen", adjustments.stream().map(Adjustment::seen).toArray(Long[]::new))
            .param("lasts", adjustments.stream().map(a -> date(a.last())).toArray(Date[]::new))
            .query(Long.class)
            .list());
  }

  private void amounts(List<Adjustment> adjustments) {
    record Row(Adjustment of, Step step) {}
    var rows = new ArrayList<Row>();
    for (Adjustment a : adjustments) a.steps().forEach(step -> rows.add(new Row(a, step)));
    jdbc.sql(
            """
            INSERT INTO entitlement_amount (region, entitlement_id, from_month, amount, persons, basis, cause_id,
                                            decided_on, recorded_at)
            SELECT g.region, g.id, g.month, g.amount, g.persons, g.basis::jsonb, g.cause, g.decided_on, :now
            FROM unnest(:regions::text[], :ids::bigint[], :months::date[], :amounts::numeric[], :persons::int[],
                        :bases::text[], :causes::text[], :days::date[])
              WITH ORDINALITY AS g (region, id, month, amount, persons, basis, cause, decided_on, place)
            ORDER BY g.place -- a later row replaces an earlier one from its month on
            """)
        .param("regions", rows.stream().map(r -> r.of().region()).toArray(String[]::new))
        .param("ids", rows.stream().map(r -> r.of().entitlement()).toArray(Long[]::new))
        .param("months", rows.stream().map(r -> date(r.step().from())).toArray(Date[]::new))
        .param("amounts", rows.stream().map(r -> amount(r.step())).toArray(BigDecimal[]::new))
        .param(
            "persons", rows.stream().map(r -> r.step().terms().persons()).toArray(Integer[]::new))
        .param(
            "bases",
            rows.stream()
                .map(r -> json.writeValueAsString(r.step().terms().basis()))
                .toArray(String[]::new))
        .param("causes", rows.stream().map(r -> r.of().cause().id()).toArray(String[]::new))
        .param("days", rows.stream().map(r -> decidedOn(r.of())).toArray(Date[]::new))
        .param("now", now())
        .update();
  }

  /** The cause of what is made good, by entitlement. */
  private Map<Long, String> changes(List<Adjustment> adjustments) {
    var changes = new HashMap<Long, String>();
    jdbc.sql(
            """
            INSERT INTO entitlement_change (region, entitlement_id, kind, month, amount, cause_id, decided_on, reason,
                                            recorded_at, recorded_by)
            SELECT g.region, g.id, 'ADJUST', g.month, g.amount, g.cause, g.decided_on, :reason, :now, :who
            FROM unnest(:regions::text[], :ids::bigint[], :months::date[], :amounts::numeric[], :causes::text[],
                        :days::date[]) AS g (region, id, month, amount, cause, decided_on)
            RETURNING id, entitlement_id
            """)
        .param("regions", adjustments.stream().map(Adjustment::region).toArray(String[]::new))
        .param("ids", adjustments.stream().map(Adjustment::entitlement).toArray(Long[]::new))
        .param("months", adjustments.stream().map(a -> date(first(a).from())).toArray(Date[]::new))
        .param(
            "amounts", adjustments.stream().map(a -> amount(first(a))).toArray(BigDecimal[]::new))
        .param("causes", adjustments.stream().map(a -> a.cause().id()).toArray(String[]::new))
        .param("days", adjustments.stream().map(MassAdjustments::decidedOn).toArray(Date[]::new))
        .param("reason", adjustments.getFirst().cause().reason())
        .param("now", now())
        .param("who", Audit.actor().name())
        .query(
            rs -> {
              changes.put(rs.getLong("entitlement_id"), "change:" + rs.getLong("id"));
            });
    return changes;
  }

  private static Step first(Adjustment adjustment) {
    return adjustment.steps().getFirst();
  }

  private static BigDecimal amount(Step step) {
    return step.terms().monthly().amount();
  }

  private static Date decidedOn(Adjustment a) {
    return Date.valueOf(a.cause().decidedOn());
  }

  private static Date date(YearMonth month) {
    LocalDate day = Entitlements.day(month);
    return day == null ? null : Date.valueOf(day);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
