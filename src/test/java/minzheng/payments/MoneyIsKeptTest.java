package minzheng.payments;

import static minzheng.payments.PaymentsFixtures.AREA;
import static minzheng.payments.PaymentsFixtures.STREET;
import static minzheng.payments.PaymentsFixtures.cause;
import static minzheng.payments.PaymentsFixtures.here;
import static minzheng.payments.PaymentsFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.RuleViolation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever is decided, in whatever order with runs, returns and re-issues: each frozen month adds
 * up to what is due, no fen is paid twice, none is lost. The seed is the test's name.
 */
@MinzhengTest
class MoneyIsKeptTest {
  private static final YearMonth START = YearMonth.of(2018, 7);

  @Autowired Fixtures people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Payees payees;
  @Autowired Runs runs;
  @Autowired Results results;
  @Autowired Returns returns;

  private PaymentsFixtures f;
  private Random random;
  private List<Right> rights;
  private List<Long> rightPayees;
  private int month;
  private int accounts;

  /** What was decided, kept apart from the product, in the plainest way. */
  private static final class Right {
    private long id;
    private YearMonth first;
    private YearMonth last;
    private YearMonth suspended;
    private final List<Decision> decisions = new ArrayList<>();

    private record Decision(YearMonth from, int amount) {}

    int due(YearMonth month) {
      if (month.isBefore(first) || last != null && month.isAfter(last)) return 0;
      if (suspended != null && !month.isBefore(suspended)) return 0;
      int amount = 0;
      for (var d : decisions) if (!month.isBefore(d.from())) amount = d.amount();
      return amount;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void each_month_adds_up(long seed) {
    f = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
    random = new Random(seed);
    rights = new ArrayList<>();
    rightPayees = new ArrayList<>();
    month = 0;
    for (int i = 0; i < 4; i++) grant();
    for (int step = 0; step < 40; step++) {
      switch (random.nextInt(12)) {
        case 0 -> grant();
        case 1, 2 -> adjust();
        case 3 -> suspend();
        case 4 -> resume();
        case 5 -> stop();
        case 6, 7, 8 -> regular();
        case 9 -> answer();
        case 10 -> correct();
        default -> extra();
      }
      everyFrozenMonthAddsUp();
    }
    // to the end: all runs out, all answered, all corrected, all paid again
    for (int i = 0; i < 3; i++) {
      finishOpenRuns();
      answer();
      rightPayees.forEach(this::newAccount);
      extra();
    }
    resumeAll();
    for (int i = 0; i < 3; i++) {
      extra();
      regular();
      finishOpenRuns();
      answerAllPaid();
    }
    everyFrozenMonthAddsUp();
    everythingArrived();
  }

  private void grant() {
    var right = new Right();
    right.first = START.plusMonths(random.nextInt(4));
    int amount = amount();
    long payee = f.payee("甲" + rights.size());
    right.id = f.grant(f.household(), payee, right.first.toString(), amount + ".00", STREET);
    right.decisions.add(new Right.Decision(right.first, amount));
    rights.add(right);
    rightPayees.add(payee);
  }

  private void adjust() {
    var right = any();
    var from = right.first.plusMonths(random.nextInt(6));
    int amount = random.nextInt(5) == 0 ? 0 : amount();
    here(() -> entitlements.adjust(right.id, from, terms(amount + ".00"), cause()));
    right.decisions.add(new Right.Decision(from, amount));
  }

  private void suspend() {
    var right = any();
    var from = right.first.plusMonths(random.nextInt(6));
    if (told(() -> entitlements.suspend(right.id, from, cause()))) right.suspended = from;
  }

  private void resume() {
    var right = any();
    if (told(() -> entitlements.resume(right.id, cause()))) right.suspended = null;
  }

  private void resumeAll() {
    for (var right : rights)
      if (right.suspended != null && told(() -> entitlements.resume(right.id, cause())))
        right.suspended = null;
  }

  private void stop() {
    var right = any();
    var last = right.first.plusMonths(random.nextInt(8) - 1);
    if (told(() -> entitlements.stop(right.id, last, cause()))) {
      right.last = last;
      right.suspended = null;
    }
  }

  private boolean told(Runnable change) {
    try {
      here(change);
      return true;
    } catch (RuleViolation e) {
      return false; // refused, such as a second suspension: nothing changed
    }
  }

  /** The next month's run, as far as it gets today; sometimes it is refused or made twice. */
  private void regular() {
    Run run = f.draft(START.plusMonths(month).toString());
    switch (run.state()) {
      case DRAFT -> {
        if (random.nextInt(3) == 0) here(() -> runs.redraft(run.id(), f.maker));
        advance(run.id(), random.nextInt(4));
      }
      case CHECKED, APPROVED -> advance(run.id(), 3);
      default -> month++;
    }
    f.draft(START.plusMonths(month).toString());
  }

  private void advance(long id, int steps) {
    for (int i = 0; i < steps; i++) {
      switch (here(() -> runs.get(id)).state()) {
        case DRAFT -> {
          if (!told(() -> runs.check(id, f.checker))) {
            here(() -> runs.redraft(id, f.maker));
            here(() -> runs.check(id, f.checker));
          }
        }
        case CHECKED -> {
          if (random.nextInt(4) == 0) here(() -> runs.refuse(id, "有误", f.approver));
          else here(() -> runs.approve(id, f.approver));
        }
        case APPROVED -> here(() -> runs.send(id, "农业银行", BankFormat.CSV, f.maker));
        default -> {}
      }
    }
  }

  private void finishOpenRuns() {
    for (long id : runs("state IN ('DRAFT', 'CHECKED', 'APPROVED')"))
      while (!here(() -> runs.get(id)).state().isOut()
          && !here(() -> runs.get(id)).state().isVoid()) advance(id, 1);
  }

  private void extra() {
    try {
      Run run = here(() -> runs.extra(f.programme, AREA, f.maker));
      advance(run.id(), 3);
    } catch (RuleViolation e) {
      assertThat(e).hasMessageContaining("没有可补发");
    }
  }

  private void answer() {
    answer(3);
  }

  private void answerAllPaid() {
    answer(0);
  }

  /** The bank answers what it has, one in {@code bad} lines comes back; each file twice. */
  private void answer(int bad) {
    for (long id : runs("state IN ('SENT', 'PARTLY_RETURNED')")) {
      record Line(String reference, String amount) {}
      var open =
          f.read(
              () ->
                  jdbc.sql(
                          "SELECT reference, amount::text FROM bank_line WHERE run_id = ? AND state"
                              + " = 'SENT' ORDER BY seq")
                      .param(id)
                      .query(Line.class)
                      .list());
      if (open.isEmpty()) continue;
      var text = new StringBuilder("流水号,金额,结果,原因\n");
      for (var l : open)
        text.append(l.reference())
            .append(',')
            .append(l.amount())
            .append(bad > 0 && random.nextInt(bad) == 0 ? ",失败,账户冻结\n" : ",成功,\n");
      for (int twice = 0; twice < 2; twice++)
        here(
            () -> {
              var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
              results.apply(results.preview(id, "r.csv", bytes, f.maker).file().id(), f.maker);
            });
    }
  }

  private void correct() {
    newAccount(rightPayees.get(random.nextInt(rightPayees.size())));
  }

  private void newAccount(long payee) {
    f.account(payee, "62270000" + (10_000_000 + ++accounts));
  }

  private void everyFrozenMonthAddsUp() {
    record Cell(long entitlement, YearMonth month, BigDecimal settled) {}
    var cells =
        f.read(
            () ->
                jdbc.sql(
                        """
                        SELECT e.id, r.month,
                          coalesce((SELECT sum(o.amount) FROM owed o WHERE o.run_id = r.id AND o.entitlement_id = e.id), 0)
                          + coalesce((SELECT sum(a.amount) FROM adjustment a
                                      WHERE a.entitlement_id = e.id AND a.for_month = r.month), 0) AS settled
                        FROM entitlement e JOIN run r ON r.programme = e.programme
                        WHERE e.programme = ? AND r.kind = 'REGULAR'
                          AND r.state NOT IN ('DRAFT', 'DISCARDED', 'REFUSED')
                        """)
                    .param(f.programme)
                    .query(
                        (rs, i) ->
                            new Cell(
                                rs.getLong(1), Entitlement.month(rs, "month"), rs.getBigDecimal(3)))
                    .list());
    for (var cell : cells) {
      var right = rights.stream().filter(r -> r.id == cell.entitlement()).findFirst().orElseThrow();
      assertThat(cell.settled())
          .as("%s %s", right.id, cell.month())
          .isEqualByComparingTo(BigDecimal.valueOf(right.due(cell.month())));
    }
    // what frozen runs owe is what their live lines carry
    record Sums(BigDecimal owed, BigDecimal lines) {}
    var sums =
        f.read(
            () ->
                jdbc.sql(
                        """
                        WITH frozen AS (SELECT * FROM run WHERE programme = ? AND state NOT IN ('DRAFT', 'DISCARDED', 'REFUSED'))
                        SELECT coalesce((SELECT sum(owed_total + backpay_total - offset_total) FROM frozen), 0) AS owed,
                          coalesce((SELECT sum(l.amount) FROM bank_line l JOIN frozen r ON r.id = l.run_id
                                    WHERE l.state <> 'CANCELLED' AND NOT EXISTS (
                                      SELECT FROM claim c JOIN frozen x ON x.id = c.run_id
                                      WHERE c.kind = 'REISSUE' AND c.source_id = l.id)), 0) AS lines
                        """)
                    .param(f.programme)
                    .query(Sums.class)
                    .single());
    assertThat(sums.lines()).isEqualByComparingTo(sums.owed());
  }

  /** What people have, less what they still owe back, is what was due to them. */
  private void everythingArrived() {
    record Right2(long id, BigDecimal paid, BigDecimal toRecover, BigDecimal toPay) {}
    var all =
        f.read(
            () ->
                jdbc.sql(
                        """
                        SELECT e.id,
                          coalesce((SELECT sum(amount) FROM bank_line l WHERE l.entitlement_id = e.id AND l.state = 'PAID'), 0) AS paid,
                          coalesce((SELECT sum(open) FROM adjustment_open a WHERE a.entitlement_id = e.id AND a.kind = 'RECOVERY'), 0) AS to_recover,
                          coalesce((SELECT sum(open) FROM adjustment_open a WHERE a.entitlement_id = e.id AND a.kind = 'BACKPAY'), 0) AS to_pay
                        FROM entitlement e WHERE e.programme = ?
                        """)
                    .param(f.programme)
                    .query(Right2.class)
                    .list());
    var frozen = new ArrayList<YearMonth>();
    f.read(
            () ->
                jdbc.sql(
                        "SELECT month FROM run WHERE programme = ? AND kind = 'REGULAR' AND state"
                            + " NOT IN ('DRAFT', 'DISCARDED', 'REFUSED')")
                    .param(f.programme)
                    .query((rs, i) -> Entitlement.month(rs, "month"))
                    .list())
        .forEach(frozen::add);
    for (var each : all) {
      var right = rights.stream().filter(r -> r.id == each.id()).findFirst().orElseThrow();
      int due = frozen.stream().mapToInt(right::due).sum();
      assertThat(each.toPay()).isEqualByComparingTo(BigDecimal.ZERO);
      assertThat(each.paid().subtract(each.toRecover()))
          .as("entitlement %s", each.id())
          .isEqualByComparingTo(BigDecimal.valueOf(due));
    }
  }

  private List<Long> runs(String where) {
    return f.read(
        () ->
            jdbc.sql("SELECT id FROM run WHERE programme = ? AND " + where + " ORDER BY id")
                .param(f.programme)
                .query(Long.class)
                .list());
  }

  private Right any() {
    return rights.get(random.nextInt(rights.size()));
  }

  private int amount() {
    return 100 * (1 + random.nextInt(9));
  }
}
