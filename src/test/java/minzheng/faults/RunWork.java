package minzheng.faults;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import minzheng.HttpBrowser;

/** A month's run on its way: its draft, its check, its sending to the bank. */
final class RunWork implements Work {
  private static final String OF_RUN = " FROM run WHERE programme = 'OLD_AGE'";

  /** The parts of a run that are background work. */
  enum Part {
    DRAFT,
    CHECK,
    SEND
  }

  private final Bureau bureau;
  private final Staff staff;
  private final Part part;

  RunWork(Bureau bureau, Staff staff, Part part) {
    this.bureau = bureau;
    this.staff = staff;
    this.part = part;
  }

  @Override
  public String name() {
    return "run_" + part.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void prepare() {
    if (part == Part.SEND) step(staff.approver(), "approve");
  }

  @Override
  public void ask() {
    switch (part) {
      case DRAFT ->
          Staff.post(
              staff.finance(),
              "/payments/new",
              "/payments/new",
              "programme",
              "OLD_AGE",
              "month",
              YearMonth.now(ZoneId.of("Asia/Shanghai")).toString(),
              "area",
              Bureau.DISTRICT,
              "kind",
              "REGULAR");
      case CHECK -> step(staff.checker(), "check");
      case SEND -> step(staff.finance(), "send", "bank", "成都银行", "format", "CSV");
    }
  }

  private void step(HttpBrowser who, String verb, String... fields) {
    String page = "/payments/runs/" + bureau.number("SELECT id" + OF_RUN) + "/" + verb;
    Staff.post(who, "/help", page, fields); // the step's own page is gone once the step is done
  }

  @Override
  public boolean first() {
    return part == Part.DRAFT;
  }

  @Override
  public Map<String, String> totals() {
    return money(bureau);
  }

  /** Everything about the run and its money. */
  static Map<String, String> money(Bureau bureau) {
    var totals = new TreeMap<String, String>();
    var sql = bureau.sql();
    totals.put(
        "run",
        Ledger.digest(
            sql,
            "SELECT number, state, prepared, made_by_name, checked_by_name, approved_by_name,"
                + " sent_by_name, bank, owed_rows, owed_total, persons, line_rows, line_total,"
                + " backpay_rows, reissue_rows, offset_rows, hash, reconciled_at IS NULL FROM"
                + " run"));
    totals.put(
        "run's steps",
        Ledger.digest(sql, "SELECT run_id, by_name, action, note, figures FROM run_event"));
    totals.put("owed", Ledger.digest(sql, "SELECT * FROM owed"));
    totals.put(
        "owed once",
        Ledger.figure(
            sql, "SELECT count(DISTINCT (for_month, subject_kind, subject_id)) FROM owed"));
    totals.put("owed sum", Ledger.figure(sql, "SELECT sum(amount) FROM owed"));
    totals.put(
        "claims",
        Ledger.digest(sql, "SELECT run_id, kind, source_kind, source_id, amount FROM claim"));
    totals.put(
        "bank lines",
        Ledger.digest(
            sql,
            "SELECT reference, seq, entitlement_id, payee_id, payee_name, for_month, attempt,"
                + " amount, account_id, bank, account, holder, state, return_reason, return_text,"
                + " handling, sent_at IS NULL, answered_at IS NULL FROM bank_line"));
    totals.put("references", Ledger.figure(sql, "SELECT count(DISTINCT reference) FROM bank_line"));
    totals.put(
        "sums of bank lines",
        Ledger.digest(
            sql,
            "SELECT state, return_reason, count(*), sum(amount) FROM bank_line GROUP BY 1, 2"));
    totals.put(
        "bank files",
        Ledger.digest(
            sql, "SELECT format, name, rows, control_total, sha256, content FROM bank_file"));
    totals.put(
        "answers",
        Ledger.digest(
            sql,
            "SELECT file_id, line, reference, paid, reason, reason_text FROM result_line r JOIN"
                + " bank_line l ON l.id = r.bank_line_id"));
    totals.put(
        "answer files",
        Ledger.digest(
            sql,
            "SELECT name, sha256, state, paid_rows, paid_total, returned_rows, returned_total,"
                + " applied_by_name FROM result_file"));
    totals.put(
        "accounts",
        Ledger.digest(sql, "SELECT id, account, state, state_reason FROM payee_account"));
    return totals;
  }
}
