package minzheng.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the rows of entitlements: amounts and changes are only ever added. */
@Component
class EntitlementRows {
  private final JdbcClient jdbc;
  private final Settlement settlement;
  private final JsonMapper json;
  private final Clock clock;

  EntitlementRows(JdbcClient jdbc, Settlement settlement, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.settlement = settlement;
    this.json = json;
    this.clock = clock;
  }

  /** The id of a new entitlement; refused when the subject has one in these months. */
  long insert(Entitlements.Grant g) {
    try {
      return jdbc.sql(
              """
              INSERT INTO entitlement (region, programme, subject_kind, subject_id, payee_id,
                                       first_month, last_month, created_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
              """)
          .param(g.region())
          .param(g.programme())
          .param(g.subject().kind().name())
          .param(g.subject().id())
          .param(g.payeeId())
          .param(Entitlements.day(g.first()))
          .param(Entitlements.day(g.last()))
          .param(clock.instant().atOffset(ZoneOffset.UTC))
          .query(Long.class)
          .single();
    } catch (DataIntegrityViolationException e) {
      throw already(e);
    }
  }

  Optional<Long> granted(Entitlements.Grant g) {
    return jdbc.sql(
            """
            SELECT e.id FROM entitlement e JOIN entitlement_change c ON c.entitlement_id = e.id
            WHERE e.subject_kind = ? AND e.subject_id = ? AND e.programme = ?
              AND c.kind = 'GRANT' AND c.cause_id = ?
            """)
        .params(g.subject().kind().name(), g.subject().id(), g.programme(), g.cause().id())
        .query(Long.class)
        .optional();
  }

  /** Whether exactly this was told before. */
  boolean told(long id, String kind, YearMonth month, Money amount, Cause cause) {
    record Told(LocalDate month, java.math.BigDecimal amount) {}
    var before =
        jdbc.sql(
                """
                SELECT month, amount FROM entitlement_change
                WHERE entitlement_id = ? AND kind = ? AND cause_id = ?
                """)
            .params(id, kind, cause.id())
            .query((rs, i) -> new Told(rs.getObject(1, LocalDate.class), rs.getBigDecimal(2)))
            .optional();
    if (before.isEmpty()) return false;
    var same = new Told(Entitlements.day(month), amount == null ? null : amount.amount());
    if (before.get().equals(same)) return true;
    throw new RuleViolation(null, "同一份决定（" + cause.id() + "）已经登记过，内容不同；请另作决定");
  }

  void end(Entitlement before, YearMonth last, Entitlement.State state, Cause cause) {
    if (last.isBefore(before.first().minusMonths(1)))
      throw new RuleViolation("last", "最后一个月不能早于开始发放的月份 " + before.first());
    boolean stopped = state == Entitlement.State.STOPPED;
    try {
      jdbc.sql(
              """
              UPDATE entitlement SET last_month = ?, state = ?, reason = ?,
                     suspended_from = CASE WHEN ? THEN NULL ELSE suspended_from END
              WHERE id = ?
              """)
          .params(Entitlements.day(last), state.name(), cause.reason(), stopped, before.id())
          .update();
    } catch (DataIntegrityViolationException e) {
      throw already(e);
    }
  }

  void amount(long id, String region, YearMonth from, Terms terms, Cause cause) {
    jdbc.sql(
            """
            INSERT INTO entitlement_amount (region, entitlement_id, from_month, amount, persons,
                                            basis, cause_id, decided_on, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """)
        .params(
            region,
            id,
            Entitlements.day(from),
            terms.monthly().amount(),
            terms.persons(),
            json.writeValueAsString(terms.basis()),
            cause.id(),
            cause.decidedOn(),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Writes the change and settles the months that are frozen already. */
  void change(long id, String region, String kind, YearMonth month, Money amount, Cause cause) {
    long change =
        jdbc.sql(
                """
                INSERT INTO entitlement_change (region, entitlement_id, kind, month, amount,
                                                cause_id, decided_on, reason, recorded_at, recorded_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """)
            .param(region)
            .param(id)
            .param(kind)
            .param(Entitlements.day(month))
            .param(amount == null ? null : amount.amount())
            .param(cause.id())
            .param(cause.decidedOn())
            .param(cause.reason())
            .param(clock.instant().atOffset(ZoneOffset.UTC))
            .param(Audit.actor().name())
            .query(Long.class)
            .single();
    settlement.settle(id, "change:" + change, cause.reason());
  }

  private static RuntimeException already(DataIntegrityViolationException e) {
    return String.valueOf(e.getMessage()).contains("entitlement_once")
        ? new RuleViolation(null, "该对象在这些月份已经享受同一项待遇，不能重复；请先停发原来的一项")
        : e;
  }
}
