package minzheng.payments;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import minzheng.audit.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins paying many persons in one piece: the same rows as {@link Entitlements#grant} writes one
 * by one, in a few statements.
 */
@Service
public class MassGrants {
  private final JdbcClient jdbc;
  private final Settlement settlement;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  MassGrants(JdbcClient jdbc, Settlement settlement, Audit audit, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.settlement = settlement;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Grants one programme to persons, without an end. Months that are frozen already are paid back
   * with the next run.
   *
   * @param grants of persons, each once
   * @return the entitlement's id by person; who is entitled in one of these months already, in
   *     whatever district, is not among them
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, Long> grant(String programme, List<Entitlements.Grant> grants) {
    if (grants.isEmpty()) return Map.of();
    settlement.lockForChange(programme);
    Map<Long, Long> made = entitlements(programme, grants);
    var done = grants.stream().filter(g -> made.containsKey(g.subject().id())).toList();
    if (done.isEmpty()) return Map.of();
    var rows = new Rows(done, made);
    amounts(rows);
    settlement.settle(changes(rows), done.getFirst().cause().reason());
    var audited = new LinkedHashMap<Long, String>();
    done.forEach(g -> audited.put(made.get(g.subject().id()), g.region()));
    audit.writeAll("开始发放", "待遇", audited, done.getFirst().cause().reason(), null);
    return made;
  }

  private Map<Long, Long> entitlements(String programme, List<Entitlements.Grant> grants) {
    var made = new HashMap<Long, Long>();
    jdbc.sql(
            """
            INSERT INTO entitlement (region, programme, subject_kind, subject_id, payee_id, first_month, created_at)
            SELECT g.region, :programme, 'PERSON', g.person, g.payee, g.first_month, :now
            FROM unnest(:regions::text[], :people::bigint[], :payees::bigint[], :firsts::date[])
              AS g (region, person, payee, first_month)
            ORDER BY g.person
            ON CONFLICT DO NOTHING RETURNING id, subject_id
            """)
        .param("programme", programme)
        .param("now", now())
        .param("regions", texts(grants, Entitlements.Grant::region))
        .param("people", longs(grants, g -> g.subject().id()))
        .param("payees", longs(grants, Entitlements.Grant::payeeId))
        .param("firsts", months(grants, Entitlements.Grant::first))
        .query(
            rs -> {
              made.put(rs.getLong("subject_id"), rs.getLong("id"));
            });
    return made;
  }

  /** What was granted, with the ids it got. */
  private record Rows(List<Entitlements.Grant> grants, Map<Long, Long> ids) {
    Long[] entitlements() {
      return longs(grants, g -> ids.get(g.subject().id()));
    }
  }

  private void amounts(Rows rows) {
    bind(
            rows,
            """
            INSERT INTO entitlement_amount (region, entitlement_id, from_month, amount, persons, basis, cause_id,
                                            decided_on, recorded_at)
            SELECT g.region, g.id, g.month, g.amount, g.persons, g.basis::jsonb, g.cause, g.decided_on, :now
            FROM unnest(:regions::text[], :ids::bigint[], :months::date[], :amounts::numeric[], :persons::int[],
                        :bases::text[], :causes::text[], :days::date[])
              AS g (region, id, month, amount, persons, basis, cause, decided_on)
            """)
        .param(
            "persons", rows.grants().stream().map(g -> g.terms().persons()).toArray(Integer[]::new))
        .param("bases", texts(rows.grants(), g -> json.writeValueAsString(g.terms().basis())))
        .update();
  }

  /** The cause of what is paid back, by entitlement. */
  private Map<Long, String> changes(Rows rows) {
    var changes = new HashMap<Long, String>();
    bind(
            rows,
            """
            INSERT INTO entitlement_change (region, entitlement_id, kind, month, amount, cause_id, decided_on, reason,
                                            recorded_at, recorded_by)
            SELECT g.region, g.id, 'GRANT', g.month, g.amount, g.cause, g.decided_on, g.reason, :now, :who
            FROM unnest(:regions::text[], :ids::bigint[], :months::date[], :amounts::numeric[], :causes::text[],
                        :days::date[], :reasons::text[])
              AS g (region, id, month, amount, cause, decided_on, reason)
            RETURNING id, entitlement_id
            """)
        .param("reasons", texts(rows.grants(), g -> g.cause().reason()))
        .param("who", Audit.actor().name())
        .query(
            rs -> {
              changes.put(rs.getLong("entitlement_id"), "change:" + rs.getLong("id"));
            });
    return changes;
  }

  private JdbcClient.StatementSpec bind(Rows rows, String sql) {
    var grants = rows.grants();
    return jdbc.sql(sql)
        .param("regions", texts(grants, Entitlements.Grant::region))
        .param("ids", rows.entitlements())
        .param("months", months(grants, Entitlements.Grant::first))
        .param(
            "amounts",
            grants.stream().map(g -> g.terms().monthly().amount()).toArray(BigDecimal[]::new))
        .param("causes", texts(grants, g -> g.cause().id()))
        .param(
            "days",
            grants.stream().map(g -> Date.valueOf(g.cause().decidedOn())).toArray(Date[]::new))
        .param("now", now());
  }

  private static Long[] longs(
      List<Entitlements.Grant> grants, Function<Entitlements.Grant, Long> value) {
    return grants.stream().map(value).toArray(Long[]::new);
  }

  private static String[] texts(
      List<Entitlements.Grant> grants, Function<Entitlements.Grant, String> value) {
    return grants.stream().map(value).toArray(String[]::new);
  }

  private static Date[] months(
      List<Entitlements.Grant> grants, Function<Entitlements.Grant, YearMonth> value) {
    return grants.stream().map(g -> Date.valueOf(value.apply(g).atDay(1))).toArray(Date[]::new);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
