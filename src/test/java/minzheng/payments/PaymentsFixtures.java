package minzheng.payments;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Three finance people of 锦江区, families to pay, and a programme of its own for each test. */
public class PaymentsFixtures {
  static final String AREA = Fixtures.JINJIANG;
  static final String STREET = "510104017";
  private static final AtomicLong NEXT = new AtomicLong(7_000_000_000L);

  public final String programme;
  public final CurrentUser makerUser;
  final CurrentUser checkerUser;
  public final CurrentUser approverUser;
  final Actor maker;
  final Actor checker;
  final Actor approver;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Entitlements entitlements;
  private final Payees payees;
  private final Runs runs;

  PaymentsFixtures(
      Fixtures fixtures,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Entitlements entitlements,
      Payees payees,
      Runs runs) {
    this("T" + NEXT.incrementAndGet(), fixtures, jdbc, transaction, entitlements, payees, runs);
  }

  /** For a real programme that no other test pays. */
  public PaymentsFixtures(
      String programme,
      Fixtures fixtures,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Entitlements entitlements,
      Payees payees,
      Runs runs) {
    this.programme = programme;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.entitlements = entitlements;
    this.payees = payees;
    this.runs = runs;
    makerUser = fixtures.named("蒋敏", "锦江区民政局", AREA, Role.FINANCE);
    checkerUser = fixtures.named("罗成", "锦江区民政局", AREA, Role.FINANCE);
    approverUser = fixtures.named("孙立群", "锦江区民政局", AREA, Role.APPROVER);
    maker = makerUser.actor();
    checker = checkerUser.actor();
    approver = approverUser.actor();
  }

  /** Runs work as an office of 锦江区. */
  static <T> T here(Supplier<T> work) {
    return Scope.callAs(AREA, work);
  }

  static void here(Runnable work) {
    Scope.runAs(AREA, work);
  }

  <T> T read(Supplier<T> work) {
    return here(() -> transaction.execute(status -> work.get()));
  }

  /** A person of a street with a name and no account. */
  long person(String name) {
    return read(
        () ->
            jdbc.sql(
                    """
                    INSERT INTO person (region, doc_type, name, initials, sex, birth_date,
                                        created_at, created_by, changed_at, changed_by)
                    VALUES (?, 'NONE', ?, '{}', 'F', DATE '1970-01-01', now(), 't', now(), 't')
                    RETURNING id
                    """)
                .params(STREET, name)
                .query(Long.class)
                .single());
  }

  /** A person with an account. */
  public long payee(String name) {
    long person = person(name);
    account(person, "62284800000" + (10_000_000 + person));
    return person;
  }

  void died(long person) {
    read(
        () ->
            jdbc.sql(
                    "UPDATE person SET death_date = DATE '2018-06-30', death_source = 't' WHERE id"
                        + " = ?")
                .param(person)
                .update());
  }

  void account(long person, String account) {
    here(() -> payees.set(person, STREET, new Payees.Entry("农业银行", account, "户名", null)));
  }

  public Subject household() {
    return Subject.household(NEXT.incrementAndGet());
  }

  long grant(Subject subject, long payee, String first, String monthly) {
    return grant(subject, payee, first, monthly, STREET);
  }

  public long grant(Subject subject, long payee, String first, String monthly, String region) {
    return Scope.callAs(
        region,
        () ->
            entitlements.grant(
                new Entitlements.Grant(
                    region,
                    programme,
                    subject,
                    payee,
                    YearMonth.parse(first),
                    null,
                    terms(monthly),
                    cause())));
  }

  static Terms terms(String monthly) {
    return new Terms(Money.of(monthly), 3, Map.of("standard", "700.00"));
  }

  static Cause cause() {
    return new Cause("test:" + NEXT.incrementAndGet(), LocalDate.of(2018, 6, 15), "测试");
  }

  public Run draft(String month) {
    return here(() -> runs.draft(programme, YearMonth.parse(month), AREA, maker));
  }

  /** A run made, checked, approved and sent. */
  public Run sent(String month) {
    return send(draft(month));
  }

  Run send(Run run) {
    return here(
        () -> {
          runs.check(run.id(), checker);
          runs.approve(run.id(), approver);
          runs.send(run.id(), "农业银行", BankFormat.CSV, maker);
          return runs.get(run.id());
        });
  }
}
