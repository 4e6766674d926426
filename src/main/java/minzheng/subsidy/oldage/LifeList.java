package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Ages;
import minzheng.kernel.Masking;
import minzheng.kernel.NotFound;
import minzheng.kernel.PersonName;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.standards.Standards;
import minzheng.subsidy.DueState;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is paid for age, and until when the last proof of life holds. Whoever was never verified is
 * due so many months after the first month paid. Reading is logged.
 */
@Component
class LifeList {
  private static final String RECIPIENTS =
      """
      SELECT e.id, e.region, e.state AS pay_state, e.payee_id, p.id AS person_id, p.name, p.birth_date, p.doc_number, p.death_date,
             v.verified_on, v.manner, v.verifier,
             (coalesce(v.verified_on, e.first_month) + make_interval(months => :months))::date AS due_on,
             (SELECT s.kind FROM life_suspension s WHERE s.entitlement_id = e.id AND s.state = 'PROPOSED') AS proposed
      FROM entitlement e
      JOIN person p ON p.id = e.subject_id
      LEFT JOIN LATERAL (
        SELECT verified_on, manner, verifier FROM life_verification v
        WHERE v.person_id = e.subject_id ORDER BY verified_on DESC, id DESC LIMIT 1) v ON true
      WHERE e.programme = :programme AND e.subject_kind = 'PERSON'
        AND e.region >= :area AND e.region < :area || '~'
      """;

  /** Whoever is paid now or will be paid again. */
  private static final String RUNNING =
      RECIPIENTS + " AND e.state <> 'STOPPED' AND (e.last_month IS NULL OR e.last_month >= :month)";

  private final JdbcClient jdbc;
  private final Standards standards;
  private final Audit audit;
  private final Clock clock;

  LifeList(JdbcClient jdbc, Standards standards, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.standards = standards;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Conditions; empty text for none.
   *
   * @param area never empty
   * @param pay a state of the payment, or PROPOSED for what waits for a decision
   */
  record Filter(String state, String pay, String area, String q) {
    Filter {
      state = clean(state);
      pay = clean(pay);
      area = clean(area);
      q = clean(q);
    }

    Filter in(String somewhere) {
      return new Filter(state, pay, somewhere, q);
    }

    private static String clean(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /**
   * A recipient.
   *
   * @param id of the entitlement
   * @param verifiedOn null: never
   * @param dueOn the last day on which the proof holds
   * @param proposed SUSPEND, RESUME or STOP when a decision is waited for
   * @param died whether a death is registered
   */
  public record Row(
      long id,
      String region,
      Entitlement.State pay,
      long personId,
      String name,
      String number,
      int age,
      LocalDate verifiedOn,
      Manner manner,
      String verifier,
      LocalDate dueOn,
      DueState state,
      String proposed,
      boolean died) {}

  /** How many months a proof of life holds in an area, by the standard of today. */
  @Transactional(readOnly = true)
  int months(String area) {
    return standards
        .on("REVERIFY", Finder.PROGRAMME, area, LocalDate.now(clock))
        .orElseThrow(() -> new RuleViolation(null, "没有高龄津贴“定期核查间隔”的标准，请先发布。"))
        .count();
  }

  @Transactional
  Slice<Row> page(Filter filter, Paging paging, CurrentUser user) {
    audit.write("查看", "生存认证名单", null, filter.area());
    var found =
        Keyset.of(jdbc, sql(filter))
            .params(params(filter))
            .order("due", Column.day("due_on"), Column.number("id"))
            .order("place", Column.text("region"), Column.number("id"))
            .order("name", Column.text("name"), Column.number("id"));
    return found.fetch(paging, (rs, i) -> row(rs, user)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(Filter filter, CurrentUser user, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(sql(filter) + " ORDER BY due_on, id")
            .params(params(filter))
            .withFetchSize(1000)
            .query((rs, i) -> row(rs, user))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  /** How many proofs of life in the area hold no longer. */
  @Transactional(readOnly = true)
  long overdue(String area) {
    return jdbc.sql(
            "SELECT count(*) FROM (" + RUNNING + ") r WHERE " + DueState.OVERDUE.condition())
        .params(params(new Filter("", "", area, "")))
        .query(Long.class)
        .single();
  }

  /** Recipients by their entitlements; those outside the scope are missing. */
  @Transactional(readOnly = true)
  List<Row> of(Collection<Long> entitlements, String area, CurrentUser user) {
    if (entitlements.isEmpty()) return List.of();
    return jdbc.sql(
            "SELECT * FROM (" + RECIPIENTS + " AND e.id = ANY (:ids)) r ORDER BY region, id")
        .params(params(new Filter("", "", area, "")))
        .param("ids", entitlements.toArray(Long[]::new))
        .query((rs, i) -> row(rs, user))
        .list();
  }

  /**
   * @throws NotFound when the entitlement is none of a recipient in the scope
   */
  @Transactional(readOnly = true)
  Row get(long entitlement, CurrentUser user) {
    String area =
        jdbc.sql("SELECT region FROM entitlement WHERE id = ?")
            .param(entitlement)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new NotFound("待遇"));
    return of(List.of(entitlement), area, user).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("待遇"));
  }

  private String sql(Filter filter) {
    var text = new StringBuilder("SELECT * FROM (").append(RUNNING).append(") r WHERE true");
    for (DueState state : DueState.values())
      if (state.name().equals(filter.state())) text.append(" AND ").append(state.condition());
    text.append(
        " AND (:pay = '' OR pay_state = :pay OR (:pay = 'PROPOSED' AND proposed IS NOT NULL) OR"
            + " (:pay = 'DIED' AND death_date IS NOT NULL))");
    text.append(" AND (:q = '' OR starts_with(name, :q))");
    return text.toString();
  }

  private Map<String, Object> params(Filter f) {
    LocalDate today = LocalDate.now(clock);
    var params = new HashMap<String, Object>();
    params.put("programme", Finder.PROGRAMME);
    params.put("months", months(f.area()));
    params.put("area", f.area());
    params.put("month", today.withDayOfMonth(1));
    params.put("today", today);
    params.put("next_month", DueState.nextMonth(today));
    params.put("pay", f.pay());
    params.put("q", PersonName.normalize(f.q()));
    return params;
  }

  private Row row(ResultSet rs, CurrentUser user) throws SQLException {
    LocalDate today = LocalDate.now(clock);
    LocalDate due = rs.getObject("due_on", LocalDate.class);
    String manner = rs.getString("manner");
    String number = rs.getString("doc_number");
    DueState state = DueState.of(due, today);
    return new Row(
        rs.getLong("id"),
        rs.getString("region"),
        Entitlement.State.valueOf(rs.getString("pay_state")),
        rs.getLong("person_id"),
        user.nameShown(rs.getString("name")),
        number == null ? "—" : Masking.idNumber(number),
        Ages.years(rs.getObject("birth_date", LocalDate.class), today),
        rs.getObject("verified_on", LocalDate.class),
        manner == null ? null : Manner.valueOf(manner),
        rs.getString("verifier"),
        due,
        state,
        rs.getString("proposed"),
        rs.getDate("death_date") != null);
  }
}
