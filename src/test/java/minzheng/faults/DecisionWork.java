package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** One approver approves every case that waits at the district, in bulk. */
final class DecisionWork implements Work {
  private final Bureau bureau;
  private final Staff staff;

  DecisionWork(Bureau bureau, Staff staff) {
    this.bureau = bureau;
    this.staff = staff;
  }

  @Override
  public String name() {
    return "bulk_decision";
  }

  @Override
  public void prepare() {
    String page =
        Staff.post(
            staff.approver(), "/cases", "/cases/bulk/decide", "state", "COUNTY", "all", "true");
    assertThat(page).startsWith("/cases/bulk/");
    bureau.finish(
        () ->
            Staff.post(
                staff.approver(), page, page + "/check", "action", "APPROVE", "opinion", "同意"));
  }

  @Override
  public void ask() {
    long id = bureau.number("SELECT id FROM bulk_decision");
    long ready = bureau.number("SELECT count(*) FROM bulk_decision_row WHERE refusal IS NULL");
    String page = "/cases/bulk/" + id;
    Staff.post(staff.approver(), page, page + "/confirm", "count", "" + ready);
  }

  @Override
  public boolean first() {
    return true;
  }

  @Override
  public Map<String, String> totals() {
    var totals = new TreeMap<String, String>();
    var sql = bureau.sql();
    totals.put(
        "decisions",
        Ledger.digest(
            sql, "SELECT decision_id, n, case_id, outcome, reason FROM bulk_decision_row"));
    totals.put(
        "cases",
        Ledger.digest(
            sql,
            "SELECT number, state, outcome, version, amount, members, assignee_id FROM case_file"));
    totals.put(
        "steps",
        Ledger.digest(
            sql,
            "SELECT case_id, seq, action, from_state, to_state, actor_id, opinion, effective_on"
                + " FROM case_step"));
    totals.put(
        "approved once",
        Ledger.figure(
            sql, "SELECT count(DISTINCT case_id) FROM case_step WHERE action = 'APPROVE'"));
    totals.put(
        "rights",
        Ledger.digest(
            sql,
            "SELECT region, programme, subject_kind, subject_id, payee_id, state, first_month,"
                + " last_month FROM entitlement"));
    totals.put(
        "amounts",
        Ledger.digest(
            sql,
            "SELECT subject_kind, subject_id, programme, from_month, amount, a.persons, a.cause_id"
                + " FROM entitlement_amount a JOIN entitlement e ON e.id = a.entitlement_id"));
    totals.put(
        "status",
        Ledger.digest(sql, "SELECT person_id, code, valid_from, valid_to, cause FROM designation"));
    totals.put(
        "papers",
        Ledger.digest(sql, "SELECT owner_type, owner_id, kind, title, number FROM paper_issue"));
    totals.put(
        "messages",
        Ledger.digest(
            sql,
            "SELECT channel, recipient, template, title, body FROM message WHERE channel <>"
                + " 'INBOX'"));
    return totals;
  }
}
