package minzheng.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Recoveries that people pay back over the counter, when no payment is left to set them off. */
@Service
public class Refunds {
  private final JdbcClient jdbc;
  private final RunStore runs;
  private final Audit audit;
  private final Clock clock;

  Refunds(JdbcClient jdbc, RunStore runs, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param receipt number of the receipt; it counts once
   * @throws RuleViolation when it is more than what is still open
   */
  @Transactional
  public void record(long adjustmentId, Money amount, LocalDate receivedOn, String receipt) {
    if (!amount.isPositive()) throw new RuleViolation("amount", "退款金额应大于零");
    if (receipt == null || receipt.isBlank()) throw new RuleViolation("receipt", "请填写票据号");
    if (receivedOn.isAfter(LocalDate.now(clock)))
      throw new RuleViolation("receivedOn", "收款日期不能晚于今天");
    String programme =
        jdbc.sql("SELECT programme FROM adjustment WHERE id = ? AND kind = 'RECOVERY'")
            .param(adjustmentId)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new NotFound("追回款项"));
    RunDraft.lock(jdbc, programme); // a draft may be setting the same money off
    record Open(String region, java.math.BigDecimal open) {}
    var open =
        jdbc.sql("SELECT region, open FROM adjustment_open WHERE id = ?")
            .param(adjustmentId)
            .query(Open.class)
            .single();
    if (amount.compareTo(Money.of(open.open())) > 0)
      throw new RuleViolation("amount", "这笔追回只剩 " + Money.of(open.open()).format() + " 元未清，请检查金额");
    jdbc.sql(
            """
            INSERT INTO refund (region, adjustment_id, amount, received_on, receipt, recorded_at, recorded_by)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(open.region(), adjustmentId, amount.amount(), receivedOn, receipt.strip())
        .params(runs.now(), Audit.actor().name())
        .update();
    audit.write(
        "登记退款",
        "追回款项",
        adjustmentId,
        open.region(),
        receipt,
        null,
        Map.of("amount", amount.toString()));
  }
}
