package minzheng.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import minzheng.cases.Cases;
import minzheng.cases.Notices;
import minzheng.demo.DemoFamilies.Family;
import minzheng.documents.Attachments;
import minzheng.documents.Papers;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.kernel.Money;
import minzheng.kernel.MovableClock;
import minzheng.payments.BankFiles;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Results;
import minzheng.payments.Runs;
import minzheng.payments.Terms;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.desk.Checks;
import minzheng.subsidy.desk.Intakes;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A small 武侯区 for the pictures of the user guide: staff with names, a family in every state of a
 * case, two months paid; made as the demo city is made, once in a test run, where no other test
 * works.
 */
@Lazy
@Component
public class Town {
  public static final String AREA = "510107";
  private static final String DESK = "wuhou";
  private static final String LEAVING = DESK + "2.caseworker";
  private static final List<String> STREETS = List.of("玉林中路", "望江路", "科华北路", "长寿路", "龙祥路", "聚龙路");

  private final Accounts accounts;
  private final Cases cases;
  private final Intakes intakes;
  private final Notices notices;
  private final Regions regions;
  private final Entitlements entitlements;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Staff staff;
  private final DemoFamilies families;
  private final DemoRuns runs;
  private final LocalDate today;
  private final Map<String, List<Long>> byState = new HashMap<>();

  Town(
      Accounts accounts,
      MovableClock clock,
      Cases cases,
      Intakes intakes,
      Checks checks,
      Notices notices,
      Papers papers,
      Attachments attachments,
      Regions regions,
      WorkingDays days,
      Runs runs,
      Entitlements entitlements,
      BankFiles files,
      Results results,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.accounts = accounts;
    this.cases = cases;
    this.intakes = intakes;
    this.notices = notices;
    this.regions = regions;
    this.entitlements = entitlements;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.today = LocalDate.now((Clock) clock);
    staff = new Staff(accounts, clock);
    families =
        new DemoFamilies(
            staff, intakes, checks, cases, notices, papers, attachments, regions, days);
    this.runs = new DemoRuns(staff, runs, files, results, jdbc, transaction);
    people();
    build();
  }

  private void people() {
    open("caseworker", "林晓燕", AREA, "武侯区民政局", Role.CASEWORKER);
    open("caseworker2", "王凯", AREA, "武侯区民政局", Role.CASEWORKER);
    open("reviewer", "何志远", AREA, "武侯区民政局", Role.REVIEWER);
    open("approver", "赵文清", AREA, "武侯区民政局", Role.APPROVER);
    open("finance", "孙丽娟", AREA, "武侯区民政局", Role.FINANCE);
    open("finance2", "郭建平", AREA, "武侯区民政局", Role.FINANCE);
    open("leader", "罗敏", AREA, "武侯区民政局", Role.SUPERVISOR);
    open("supervisor", "冯建国", "5101", "成都市民政局", Role.SUPERVISOR);
    open("supervisor2", "秦素云", "5101", "成都市民政局", Role.SUPERVISOR);
    open("standards", "蒋文博", "5101", "成都市民政局", Role.STANDARDS_ADMIN);
    open("standards2", "邓雪梅", "5101", "成都市民政局", Role.STANDARDS_ADMIN);
    open("admin", "彭伟", AREA, "武侯区民政局", Role.SYSTEM_ADMIN);
    open("auditor", "曹颖", AREA, "武侯区民政局", Role.AUDITOR);
    accounts.create(
        new Accounts.Entry(LEAVING, "刘海涛", AREA, "武侯区民政局", null, Set.of(Role.CASEWORKER)),
        "demo",
        false);
  }

  /** A notice that hangs today, whatever day that is. */
  private void post(long file) {
    as(
        "caseworker",
        user -> {
          var place = List.of(cases.get(file).region());
          return notices.post(file, new Notices.Posting(place, today, null, null), user);
        });
    byState.put("NOTICE", List.of(file));
  }

  private void walk(Family family) {
    families.walk(family, today);
    long id = as("caseworker", user -> intakes.caseOf(family.key())).orElseThrow();
    byState.computeIfAbsent(family.target(), s -> new ArrayList<>()).add(id);
  }

  private void open(String name, String person, String region, String office, Role role) {
    accounts.create(
        new Accounts.Entry(DESK + "." + name, person, region, office, null, Set.of(role)),
        "demo",
        false);
  }

  private void build() {
    var lots = new Citizens(Long.parseLong(AREA));
    var drawn = new ArrayList<Family>();
    for (int size : new int[] {3, 1, 2}) drawn.add(draw(lots, "DIBAO", size, 135, "APPROVED"));
    drawn.add(draw(lots, "OLD_AGE", 1, 120, "APPROVED"));
    for (String state : List.of("COUNTY", "COUNTY", "REFUSED"))
      drawn.add(draw(lots, "DIBAO", 2, 30, state));
    for (int i = 0; i < 2; i++) drawn.add(draw(lots, "DIBAO", 3, 14, "TO_POST"));
    for (String state : List.of("INITIAL", "SUPPLEMENT", "CHECKING", "SUBMITTED"))
      drawn.add(draw(lots, "DIBAO", 2, 12, state));
    drawn.forEach(this::walk);
    post(byState.get("TO_POST").removeLast());
    // the cases of somebody who leaves
    for (int i = 0; i < 3; i++) walk(draw(lots, "DIBAO_EDGE", 2, 8, "SUBMITTED", DESK + "2"));
    for (int back = 2; back >= 1; back--)
      runs.month(DESK, AREA, "DIBAO", YearMonth.from(today).minusMonths(back));
    overpaid();
  }

  private Family draw(Citizens lots, String programme, int size, int days, String state) {
    return draw(lots, programme, size, days, state, DESK);
  }

  private Family draw(
      Citizens lots, String programme, int size, int days, String state, String desk) {
    LocalDate day = today.minusDays(days);
    var family = families.draw(lots, "510104", programme, size, day, state);
    var form = family.form();
    var communities = regions.inside(AREA).stream().filter(r -> r.code().length() == 12).toList();
    form.setRegion(lots.pick(communities).code());
    form.setAddress(lots.pick(STREETS) + " " + lots.between(1, 120) + " 号");
    return new Family(family.key(), AREA, desk, form, day, state);
  }

  /** An amount that was lower since last month: the next run takes back what was too much. */
  private void overpaid() {
    long person = personOf(caseIn("APPROVED", 1));
    as(
        "approver",
        user -> {
          var paid = entitlements.paidTo(person).getFirst();
          entitlements.adjust(
              paid.id(),
              YearMonth.from(today).minusMonths(1),
              new Terms(Money.of("180.00"), 1, Map.of("standard", "700.00")),
              new Cause("guide", today, "收入增加"));
          return null;
        });
  }

  /** A case whose decision is entered after its month was closed. */
  public void decidedLate(YearMonth month) {
    id(
        """
        INSERT INTO case_file (region, number, type, title, state, law_day, opened_on, entered_on,
          last_effective, limit_class, outcome, decided_on, total_from, total_days, total_unit,
          total_due, total_to, created_at)
        SELECT ?, ?, 'DIBAO', '邓小英', 'APPROVED', d, d - 20, d, d, 'DIBAO/ORDINARY', 'APPROVED', d,
          d - 20, 30, 'WORKING', d + 10, d, now()
        FROM (SELECT CAST(? AS date) + 9 AS d) x RETURNING id
        """,
        AREA + "001",
        "DB" + AREA + "-B" + month,
        month.atDay(1));
  }

  /** The background work of a hand-over, when it has one. */
  public Optional<Long> jobOf(long handOver) {
    return Scope.callAs(
        AREA,
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("SELECT max(id) FROM job WHERE url = ?")
                        .param("/cases/hand-overs/" + handOver)
                        .query(Long.class)
                        .optional()));
  }

  /** The one who leaves. */
  public CurrentUser leaving() {
    return accounts.loadUserByUsername(LEAVING);
  }

  /** One of the town's people, by the end of the account's name. */
  public CurrentUser user(String name) {
    return accounts.loadUserByUsername(DESK + "." + name);
  }

  /** A case that was left in a state; several are counted from zero. */
  public long caseIn(String state, int which) {
    return byState.get(state).get(which);
  }

  public long caseIn(String state) {
    return caseIn(state, 0);
  }

  /** The applicant of a case. */
  public long personOf(long caseId) {
    return as("caseworker", user -> cases.get(caseId)).personId();
  }

  /** An id of the town's rows. */
  public long id(String sql, Object... params) {
    return Scope.callAs(
        AREA,
        () ->
            transaction.execute(status -> jdbc.sql(sql).params(params).query(Long.class).single()));
  }

  /** A text of the town's rows. */
  public String text(String sql, Object... params) {
    return Scope.callAs(
        AREA,
        () ->
            transaction.execute(
                status -> jdbc.sql(sql).params(params).query(String.class).single()));
  }

  /** Something a person of the town does today. */
  public <T> T as(String name, Function<CurrentUser, T> work) {
    return staff.on(today, DESK + "." + name, work);
  }
}
