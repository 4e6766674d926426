package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The old-age allowance without application: the search of a district by a caseworker, and its
 * money after an approver's yes.
 */
final class OldAgeWork implements Work {
  /** Old people whom nobody pays yet. */
  private static final int ELDERS = 3_000;

  private static final String LISTS = "/subsidy/old-age";

  private final Bureau bureau;
  private final Staff staff;
  private final Part part;
  private final String lawDay = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();

  /** The parts of a list that are background work. */
  enum Part {
    FIND,
    GRANT
  }

  OldAgeWork(Bureau bureau, Staff staff, Part part) {
    this.bureau = bureau;
    this.staff = staff;
    this.part = part;
  }

  @Override
  public String name() {
    return "old_age_" + part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean first() {
    return true;
  }

  @Override
  public void prepare() {
    elders();
    if (part == Part.FIND) return;
    bureau.finish(this::find);
    Staff.post(staff.caseworker(), round(), round() + "/submit");
  }

  @Override
  public void ask() {
    if (part == Part.FIND) find();
    else
      Staff.post(
          staff.approver(),
          LISTS, // a list's own page is noted in the trail each time it is read
          round() + "/confirm",
          "rows",
          item("count(*)"),
          "money",
          item("sum(amount - coalesce(amount_before, 0))"));
  }

  private void find() {
    String page =
        Staff.post(
            staff.caseworker(),
            LISTS + "/new",
            LISTS + "/new",
            "region",
            Bureau.DISTRICT,
            "lawDay",
            lawDay,
            "key",
            "faults");
    assertThat(page).isEqualTo(round());
  }

  private String round() {
    return LISTS + "/rounds/" + bureau.number("SELECT max(id) FROM old_age_round");
  }

  private String item(String figure) {
    return Ledger.figure(
        bureau.sql(),
        "SELECT " + figure + " FROM old_age_item WHERE state IN ('LISTED', 'GRANTED')");
  }

  /** As old as those who are paid, and registered where they live; other persons. */
  private void elders() {
    int made =
        bureau
            .sql()
            .sql(
                """
                INSERT INTO person (region, doc_type, doc_number, name, initials, sex, birth_date, hukou,
                                    created_at, created_by, changed_at, changed_by)
                SELECT p.region, 'PASSPORT', 'F' || p.id, p.name, p.initials, p.sex, p.birth_date, p.region,
                       now(), '经办人', now(), '经办人'
                FROM person p WHERE EXISTS (SELECT FROM entitlement e WHERE e.programme = 'OLD_AGE'
                                            AND e.subject_kind = 'PERSON' AND e.subject_id = p.id)
                ORDER BY p.id LIMIT ?
                """)
            .param(ELDERS)
            .update();
    assertThat(made).isEqualTo(ELDERS);
  }

  @Override
  public Map<String, String> totals() {
    var totals = new TreeMap<String, String>();
    var sql = bureau.sql();
    totals.put(
        "lists",
        Ledger.digest(
            sql,
            "SELECT number, region, law_day, state, not_eligible, without_status, made_by,"
                + " submitted_by, confirmed_by, confirmed_rows, confirmed_money FROM"
                + " old_age_round"));
    totals.put(
        "persons of the list",
        Ledger.digest(
            sql,
            "SELECT region, person_id, kind, band, reached_on, age, state, cause, note, amount,"
                + " first_month FROM old_age_item"));
    totals.put(
        "listed or granted",
        Ledger.figure(
            sql, "SELECT count(*) FROM old_age_item WHERE state IN ('LISTED', 'GRANTED')"));
    totals.put(
        "determinations",
        Ledger.digest(
            sql,
            "SELECT region, programme, subject, law_day, outcome, amount FROM determination"
                + " WHERE programme = 'OLD_AGE'"));
    totals.put(
        "rights",
        Ledger.digest(
            sql,
            "SELECT region, subject_kind, subject_id, payee_id, state, first_month, last_month"
                + " FROM entitlement WHERE programme = 'OLD_AGE'"));
    totals.put(
        "amounts",
        Ledger.digest(
            sql,
            "SELECT subject_id, from_month, amount, a.persons FROM entitlement_amount a"
                + " JOIN entitlement e ON e.id = a.entitlement_id WHERE programme = 'OLD_AGE'"));
    totals.put(
        "status",
        Ledger.digest(
            sql,
            "SELECT person_id, code, valid_from, valid_to, cause FROM designation WHERE code ="
                + " 'OLD_AGE'"));
    totals.put(
        "messages",
        Ledger.digest(
            sql,
            "SELECT channel, recipient, template, title, body FROM message WHERE channel <>"
                + " 'INBOX'"));
    return totals;
  }
}
