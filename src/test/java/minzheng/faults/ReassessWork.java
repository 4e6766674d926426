package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A raised standard of the old-age allowance: everybody paid is determined again for a caseworker,
 * and paid more after an approver's yes.
 */
final class ReassessWork implements Work {
  private static final String LISTS = "/subsidy/reassessments";
  private static final String FROM = "2026-11-01";

  private final Bureau bureau;
  private final Staff staff;
  private final Part part;

  /** The parts of a list that are background work. */
  enum Part {
    FIND,
    APPLY
  }

  ReassessWork(Bureau bureau, Staff staff, Part part) {
    this.bureau = bureau;
    this.staff = staff;
    this.part = part;
  }

  @Override
  public String name() {
    return "reassess_" + part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean first() {
    return true;
  }

  @Override
  public void prepare() {
    raise();
    if (part == Part.FIND) return;
    bureau.finish(this::find);
    Staff.post(staff.caseworker(), list(), list() + "/submit");
  }

  @Override
  public void ask() {
    if (part == Part.FIND) find();
    else
      Staff.post(
          staff.approver(),
          LISTS, // a list's own page is noted in the trail each time it is read
          list() + "/confirm",
          "rows",
          item("count(DISTINCT entitlement_id)"),
          "money",
          item("sum(next_pay) + sum(back_pay)"));
  }

  private void find() {
    String page =
        Staff.post(
            staff.caseworker(),
            LISTS + "/new",
            LISTS + "/new",
            "programme",
            "OLD_AGE",
            "region",
            Bureau.DISTRICT,
            "fromDay",
            FROM,
            "key",
            "faults");
    assertThat(page).isEqualTo(list());
  }

  private String list() {
    return LISTS + "/" + bureau.number("SELECT max(id) FROM reassessment");
  }

  private String item(String figure) {
    return Ledger.figure(
        bureau.sql(),
        "SELECT " + figure + " FROM reassessment_item WHERE state IN ('LISTED', 'APPLIED')");
  }

  /** The district has no values of its own before. */
  private void raise() {
    int made =
        bureau
            .sql()
            .sql(
                """
                INSERT INTO standard_value (code, kind, region, class, valid_from, value, unit, op, source, status)
                SELECT code, kind, ?, class, ?::date, (value::numeric + 20)::numeric(12,2)::text, unit, op,
                       'faults', 'PUBLISHED'
                FROM standard_value WHERE code = 'OLD_AGE' AND region = '51' AND status = 'PUBLISHED'
                  AND superseded_at IS NULL AND valid_to IS NULL
                """)
            .params(Bureau.DISTRICT, FROM)
            .update();
    assertThat(made).isPositive();
  }

  @Override
  public Map<String, String> totals() {
    var totals = new TreeMap<String, String>();
    var sql = bureau.sql();
    totals.put(
        "lists",
        Ledger.digest(
            sql,
            "SELECT number, region, programme, from_day, state, same, made_by, submitted_by,"
                + " confirmed_by, confirmed_rows, confirmed_money FROM reassessment"));
    totals.put(
        "rows of the list",
        Ledger.digest(
            sql,
            "SELECT region, entitlement_id, person_id, from_month, until_month, law_day, state,"
                + " cause, amount_before, amount, persons, back_months, back_pay, next_pay FROM"
                + " reassessment_item"));
    totals.put(
        "determinations",
        Ledger.digest(
            sql,
            "SELECT region, programme, subject, law_day, outcome, amount FROM determination"
                + " WHERE programme = 'OLD_AGE'"));
    totals.put(
        "amounts",
        Ledger.digest(
            sql,
            "SELECT subject_id, from_month, amount, a.persons FROM entitlement_amount a"
                + " JOIN entitlement e ON e.id = a.entitlement_id WHERE programme = 'OLD_AGE'"));
    totals.put(
        "adjustments",
        Ledger.digest(sql, "SELECT subject_id, for_month, kind, amount, reason FROM adjustment"));
    totals.put(
        "messages",
        Ledger.digest(
            sql,
            "SELECT channel, recipient, template, title, body FROM message WHERE channel <>"
                + " 'INBOX'"));
    return totals;
  }
}
