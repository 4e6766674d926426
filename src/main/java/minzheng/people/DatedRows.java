package minzheng.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one change a row on two axes allows: it gives way. */
@Component
class DatedRows {
  private final JdbcClient jdbc;
  private final Clock clock;

  DatedRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Marks a row as given way. Under row-level security an update of a foreign row touches nothing
   * without an error, so the count is compared.
   */
  void supersede(String table, long id) {
    int rows =
        jdbc.sql(
                "UPDATE "
                    + table
                    + " SET superseded_at = ?, superseded_by = ?"
                    + " WHERE id = ? AND superseded_at IS NULL")
            .params(now(), Audit.actor().name(), id)
            .update();
    if (rows != 1) throw new RuleViolation(null, "这条记录刚被别人更正过，或者由其他区县登记。请刷新后再试。");
  }

  StaleEdit stale(String by, Instant at) {
    return new StaleEdit(by, at, clock);
  }

  Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  /** The area a fact about the person is kept in: where the person lives, or the office asking. */
  static String regionFor(Person person) {
    String own = Scope.region();
    return own == null || person.region().startsWith(own) ? person.region() : own;
  }

  static void checkRange(LocalDate from, LocalDate to) {
    if (from == null) throw new RuleViolation("validFrom", "请填写开始日期。");
    if (to != null && to.isBefore(from)) throw new RuleViolation("validTo", "结束日期不能早于开始日期，请检查。");
  }

  static String required(String field, String text, String message) {
    if (text == null || text.isBlank()) throw new RuleViolation(field, message);
    return text.strip();
  }
}
