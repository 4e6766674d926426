package minzheng.dashboard;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import minzheng.Fixtures;
import minzheng.kernel.Money;
import minzheng.payments.BankFormat;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Run;
import minzheng.payments.Runs;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Districts that no other test pays in: families, sent runs and cases to count. */
class City {
  static final String XINJIN = "510118";
  static final String JINTANG = "510121";

  /** A district in which nothing has happened yet. */
  static final String QUIET = "510182";

  static final YearMonth MARCH = YearMonth.of(2019, 3);
  private static final AtomicLong NEXT = new AtomicLong(8_200_000_000L);

  private final Fixtures fixtures;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Entitlements entitlements;
  private final Runs runs;
  private final LocalDate today;

  City(
      Fixtures fixtures,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Entitlements entitlements,
      Runs runs,
      Clock clock) {
    this.fixtures = fixtures;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.entitlements = entitlements;
    this.runs = runs;
    this.today = LocalDate.now(clock);
  }

  /** A low-bao family that is paid from a month on. */
  void family(String region, String name, int persons, String monthly, YearMonth from) {
    long payee =
        in(
            region,
            """
            INSERT INTO person (region, doc_type, name, initials, sex, birth_date, created_at,
                                created_by, changed_at, changed_by)
            VALUES (?, 'NONE', ?, '{}', 'F', DATE '1970-01-01', now(), 't', now(), 't') RETURNING id
            """,
            region,
            name);
    Scope.callAs(
        region,
        () ->
            entitlements.grant(
                new Entitlements.Grant(
                    region,
                    "DIBAO",
                    Subject.household(NEXT.incrementAndGet()),
                    payee,
                    from,
                    null,
                    new Terms(Money.of(monthly), persons, Map.of("standard", "700.00")),
                    new Cause(
                        "dashboard:" + NEXT.incrementAndGet(), LocalDate.of(2019, 1, 8), "测试"))));
  }

  /** A district's run of a month that has gone to the bank. */
  void sent(String district, YearMonth month) {
    Run run = draft(district, month);
    var checker = fixtures.user(district, Role.FINANCE).actor();
    var approver = fixtures.user(district, Role.APPROVER).actor();
    Scope.runAs(
        district,
        () -> {
          runs.check(run.id(), checker);
          runs.approve(run.id(), approver);
          runs.send(run.id(), "农业银行", BankFormat.CSV, approver);
        });
  }

  Run draft(String district, YearMonth month) {
    var maker = fixtures.user(district, Role.FINANCE).actor();
    return Scope.callAs(district, () -> runs.draft("DIBAO", month, district, maker));
  }

  /** An open case that waits for an office and is due in some days. */
  long open(String region, String state, String office, Long worker, int dueIn) {
    return in(
        region,
        """
        INSERT INTO case_file (region, number, type, title, state, law_day, opened_on, entered_on,
          last_effective, step_days, step_unit, step_due, limit_class, turn_role, turn_office,
          assignee_id, assignee_name, created_at)
        SELECT ?, 'T' || ?, 'DIBAO', '欧阳丽', ?, d, d, d, d, 5, 'WORKING', CAST(? AS date), 'DIBAO/ORDINARY',
          'CASEWORKER', ?, CAST(? AS bigint), CASE WHEN CAST(? AS bigint) IS NULL THEN NULL ELSE '经办甲' END, now()
        FROM (SELECT DATE '2019-03-11' AS d) x RETURNING id
        """,
        region,
        NEXT.incrementAndGet(),
        state,
        today.plusDays(dueIn),
        office,
        worker,
        worker);
  }

  /** A case with a result. */
  long decided(String region, String outcome) {
    return in(
        region,
        """
        INSERT INTO case_file (region, number, type, title, state, law_day, opened_on, entered_on,
          last_effective, limit_class, outcome, decided_on, created_at)
        SELECT ?, 'T' || ?, 'DIBAO', '司马光', ?, d, d, d, d, 'DIBAO/ORDINARY', ?, d, now()
        FROM (SELECT DATE '2019-03-12' AS d) x RETURNING id
        """,
        region,
        NEXT.incrementAndGet(),
        outcome,
        outcome);
  }

  /** A case decided in a month, some days before the end of its limit (negative: after it). */
  long decidedIn(String region, YearMonth month, String outcome, int early) {
    return in(
        region,
        """
        INSERT INTO case_file (region, number, type, title, state, law_day, opened_on, entered_on,
          last_effective, limit_class, outcome, decided_on, total_from, total_days, total_unit,
          total_due, total_to, created_at)
        SELECT ?, 'T' || ?, 'DIBAO', '司马光', ?, d, d - 20, d, d, 'DIBAO/ORDINARY', ?, d, d - 20, 30, 'WORKING',
          d + CAST(? AS int), d, now()
        FROM (SELECT CAST(? AS date) + 9 AS d) x RETURNING id
        """,
        region,
        NEXT.incrementAndGet(),
        outcome,
        outcome,
        early,
        month.atDay(1));
  }

  /** A line of a case's timeline. */
  void step(String region, long id, int seq, String from, String to, LocalDate day) {
    in(
        region,
        """
        INSERT INTO case_step (region, case_id, seq, action, label, from_state, to_state, actor, office, effective_on, recorded_at)
        VALUES (?, ?, ?, 'X', '测试', ?, ?, '测', '测', ?, now()) RETURNING id
        """,
        region,
        id,
        seq,
        from,
        to,
        day);
  }

  private long in(String region, String sql, Object... params) {
    return Scope.callAs(
        region,
        () ->
            transaction.execute(status -> jdbc.sql(sql).params(params).query(Long.class).single()));
  }
}
