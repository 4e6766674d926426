package minzheng.payments;

import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.PersonName;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bank accounts of the people who are paid. A new account replaces the one before, dated. */
@Service
public class Payees {
  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  Payees(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * An account as typed by a person: spaces in the number are dropped.
   *
   * @param holder name at the bank; a minor's may be the guardian's
   */
  public record Entry(String bank, String account, String holder, String note) {
    /** All that is wrong, each at its field. */
    public List<RuleViolation> problems() {
      var problems = new ArrayList<RuleViolation>();
      String digits = digits();
      if (bank == null || bank.isBlank()) problems.add(new RuleViolation("bank", "请填写开户银行"));
      if (digits.isEmpty()) problems.add(new RuleViolation("account", "请填写银行账号"));
      else if (!digits.matches("[0-9]{8,30}"))
        problems.add(new RuleViolation("account", "银行账号应为 8 到 30 位数字，请检查"));
      if (holder == null || holder.isBlank()) problems.add(new RuleViolation("holder", "请填写户名"));
      else if (!PersonName.isValid(PersonName.normalize(holder)))
        problems.add(new RuleViolation("holder", "户名只能包含文字和间隔号“·”，请对照存折或银行卡填写"));
      return problems;
    }

    /**
     * @throws RuleViolation on the first field that is wrong
     */
    Entry checked() {
      var problems = problems();
      if (!problems.isEmpty()) throw problems.getFirst();
      return new Entry(
          bank.strip(), digits(), PersonName.normalize(holder), note == null ? null : note.strip());
    }

    /** The number without spaces and dashes. */
    String digits() {
      return Normalizer.normalize(account == null ? "" : account, Normalizer.Form.NFKC)
          .replaceAll("[\\s-]", "");
    }
  }

  /**
   * Enters an account or replaces the one before. Returned money of the person in this district may
   * then be paid again.
   *
   * @param region the office's or person's area, district or below
   * @return the account's id; the id of the present one when nothing differs
   */
  @Transactional
  public long set(long personId, String region, Entry entry) {
    Entry e = entry.checked();
    var before = current(personId, region);
    if (before.isPresent()
        && before.get().account().equals(e.account())
        && before.get().bank().equals(e.bank())
        && before.get().holder().equals(e.holder())) return before.get().id();
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    long id =
        jdbc.sql("SELECT put_payee_account(?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .param(region)
            .param(personId)
            .param(e.bank())
            .param(e.account())
            .param(e.holder())
            .param(LocalDate.now(clock))
            .param(e.note())
            .param(now)
            .param(Audit.actor().name())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            UPDATE bank_line SET handling = 'READY', handling_note = ?, handled_by = ?, handled_at = ?
            WHERE payee_id = ? AND state = 'RETURNED' AND handling = 'WAITING'
              AND left(region, 6) = left(?, 6)
            """)
        .params(
            "已更正为尾号 " + e.account().substring(e.account().length() - 4),
            Audit.actor().name(),
            now,
            personId,
            region)
        .update();
    audit.write(
        "变更账户",
        "收款账户",
        personId,
        region,
        e.note(),
        before.map(Payees::facts).orElse(null),
        Map.of("bank", e.bank(), "account", tail(e.account()), "holder", e.holder()));
    return id;
  }

  /** The account the district of this area pays a person on. */
  @Transactional(readOnly = true)
  public Optional<PayeeAccount> current(long personId, String region) {
    return jdbc.sql(
            """
            SELECT * FROM payee_account
            WHERE person_id = ? AND left(region, 6) = left(?, 6) AND superseded_at IS NULL
            """)
        .params(personId, region)
        .query(PayeeAccount::of)
        .optional();
  }

  /** All accounts there were, the newest first. */
  @Transactional(readOnly = true)
  public List<PayeeAccount> history(long personId) {
    return jdbc.sql("SELECT * FROM payee_account WHERE person_id = ? ORDER BY id DESC")
        .param(personId)
        .query(PayeeAccount::of)
        .list();
  }

  private static Map<String, ?> facts(PayeeAccount a) {
    return Map.of("bank", a.bank(), "account", tail(a.account()), "holder", a.holder());
  }

  private static String tail(String account) {
    return "****" + account.substring(account.length() - 4);
  }
}
