package minzheng.subsidy.review;

import static minzheng.subsidy.DueState.OVERDUE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Masking;
import minzheng.kernel.NotFound;
import minzheng.kernel.PersonName;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.DueState;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is paid by low-bao, and until when what was found out last holds: the recognition, a change
 * for the sake of a review, or a review that was noted, whichever is the latest; for rights that
 * were handed over without a case, the first month paid. Reading is logged.
 */
@Component
class ReviewList {
  static final List<ProgrammeKind> PROGRAMMES =
      List.of(ProgrammeKind.DIBAO, ProgrammeKind.DIBAO_SINGLE);

  private final JdbcClient jdbc;
  private final Standards standards;
  private final Audit audit;
  private final Clock clock;

  ReviewList(JdbcClient jdbc, Standards standards, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.standards = standards;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Conditions; empty text for none.
   *
   * @param state of a {@link DueState}, or CHANGED for who was found changed and has no case yet
   * @param area never empty
   */
  record Filter(String state, String programme, String area, String q) {
    Filter {
      state = clean(state);
      programme = clean(programme);
      area = clean(area);
      q = clean(q);
    }

    Filter in(String somewhere) {
      return new Filter(state, programme, somewhere, q);
    }

    private static String clean(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /**
   * What is paid to a family, or to a person who counts alone.
   *
   * @param id of the entitlement
   * @param reviewedOn null: never since the recognition
   * @param lastOn the day of the latest finding
   * @param dueOn the last day on which it holds
   * @param decided whether a case recognised it
   * @param foundOn the day of the latest finding of a change
   * @param found what had changed
   * @param waits whether that still waits for a case
   * @param died whether the payee's death is registered
   */
  public record Row(
      long id,
      String region,
      ProgrammeKind programme,
      Entitlement.State pay,
      long payeeId,
      String name,
      String number,
      LocalDate reviewedOn,
      Frequency frequency,
      Manner manner,
      String reviewer,
      LocalDate lastOn,
      LocalDate dueOn,
      DueState state,
      boolean decided,
      LocalDate foundOn,
      String found,
      boolean waits,
      boolean died) {
    /** Whether the last look is the review; else it is an older one beside a newer decision. */
    public boolean reviewed() {
      return lastOn.equals(reviewedOn);
    }

    /** What the last look was. */
    public String look() {
      if (reviewed()) return manner.label();
      return decided ? "认定或复核变更" : "自起发月份起算";
    }

    public boolean stopped() {
      return pay == Entitlement.State.STOPPED;
    }
  }

  /**
   * How many months a finding holds in an area, by the standard of today.
   *
   * @throws RuleViolation without a standard: nobody can be called due or not due
   */
  @Transactional(readOnly = true)
  public int months(Frequency frequency, String area) {
    return standard(frequency, area)
        .orElseThrow(() -> new RuleViolation(null, "没有低保“定期核查间隔”的标准，请先发布。"))
        .count();
  }

  /** Whether it can be said in an area who is due. */
  @Transactional(readOnly = true)
  public boolean hasStandards(String area) {
    return Arrays.stream(Frequency.values()).allMatch(f -> standard(f, area).isPresent());
  }

  /** That of the district, so that list and page of a family say the same. */
  private Optional<StandardValue> standard(Frequency frequency, String area) {
    String district =
        area.substring(0, Math.min(area.length(), RegionCode.Level.DISTRICT.digits()));
    return standards.on("REVERIFY", frequency.standardClass(), district, LocalDate.now(clock));
  }

  @Transactional
  public Slice<Row> page(Filter filter, Paging paging, CurrentUser user) {
    audit.write("查看", "定期核查名单", null, filter.area());
    var found =
        Keyset.of(jdbc, sql(filter))
            .params(params(filter))
            .order("due", Column.day("due_on"), Column.number("id"))
            .order("place", Column.text("region"), Column.number("id"))
            .order("name", Column.text("name"), Column.number("id"));
    return found.fetch(paging, (rs, i) -> row(rs, user)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  public void export(Filter filter, CurrentUser user, Consumer<Row> sheet) {
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

  /**
   * How many families of an area were not looked at in time.
   *
   * @throws RuleViolation without a standard
   */
  @Transactional(readOnly = true)
  public long overdue(String area) {
    return jdbc.sql(
            FamiliesSql.FAMILIES
                + "SELECT count(*) FROM due"
                + FamiliesSql.RUNNING
                + " AND "
                + OVERDUE.condition())
        .params(params(new Filter("", "", area, "")))
        .query(Long.class)
        .single();
  }

  /** How many were found changed and still have no change case; needs no standard. */
  @Transactional(readOnly = true)
  public long changed(String area) {
    return jdbc.sql(
            FamiliesSql.FOUND
                + "SELECT count(*) FROM found o JOIN (SELECT *, state AS pay_state FROM entitlement"
                + " WHERE programme = ANY (:programmes)) e ON e.id = o.entitlement_id"
                + FamiliesSql.RUNNING
                + " AND "
                + FamiliesSql.WAITS)
        .params(running(area))
        .query(Long.class)
        .single();
  }

  /** By entitlements; those outside the scope or of another programme are missing. */
  @Transactional(readOnly = true)
  public List<Row> of(Collection<Long> entitlements, String area, CurrentUser user) {
    if (entitlements.isEmpty()) return List.of();
    return jdbc.sql(
            FamiliesSql.FAMILIES
                + FamiliesSql.NAMED
                + " WHERE d.id = ANY (:ids) ORDER BY d.region, d.id")
        .params(params(new Filter("", "", area, "")))
        .param("ids", entitlements.toArray(Long[]::new))
        .query((rs, i) -> row(rs, user))
        .list();
  }

  /**
   * @throws NotFound when the entitlement is none of low-bao in the scope
   */
  @Transactional(readOnly = true)
  public Row get(long entitlement, CurrentUser user) {
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

  private static String sql(Filter filter) {
    var text =
        new StringBuilder(FamiliesSql.FAMILIES)
            .append("SELECT * FROM (")
            .append(FamiliesSql.NAMED)
            .append(") r")
            .append(FamiliesSql.RUNNING);
    for (DueState state : DueState.values())
      if (state.name().equals(filter.state())) text.append(" AND ").append(state.condition());
    if (filter.state().equals("CHANGED")) text.append(" AND waits");
    text.append(" AND (:programme = '' OR programme = :programme)");
    text.append(" AND (:q = '' OR starts_with(name, :q))");
    return text.toString();
  }

  private Map<String, Object> params(Filter f) {
    LocalDate today = LocalDate.now(clock);
    var params = running(f.area());
    params.put("stable", months(Frequency.STABLE, f.area()));
    params.put("unstable", months(Frequency.UNSTABLE, f.area()));
    params.put("today", today);
    params.put("next_month", DueState.nextMonth(today));
    params.put("programme", f.programme());
    params.put("q", PersonName.normalize(f.q()));
    return params;
  }

  private Map<String, Object> running(String area) {
    var params = new HashMap<String, Object>();
    params.put("area", area);
    params.put("month", LocalDate.now(clock).withDayOfMonth(1));
    params.put("programmes", PROGRAMMES.stream().map(Enum::name).toArray(String[]::new));
    return params;
  }

  private Row row(ResultSet rs, CurrentUser user) throws SQLException {
    LocalDate due = rs.getObject("due_on", LocalDate.class);
    String frequency = rs.getString("frequency");
    String manner = rs.getString("manner");
    String number = rs.getString("doc_number");
    return new Row(
        rs.getLong("id"),
        rs.getString("region"),
        ProgrammeKind.valueOf(rs.getString("programme")),
        Entitlement.State.valueOf(rs.getString("pay_state")),
        rs.getLong("payee_id"),
        user.nameShown(rs.getString("name")),
        number == null ? "—" : Masking.idNumber(number),
        rs.getObject("reviewed_on", LocalDate.class),
        frequency == null ? null : Frequency.valueOf(frequency),
        manner == null ? null : Manner.valueOf(manner),
        rs.getString("reviewer"),
        rs.getObject("last_on", LocalDate.class),
        due,
        DueState.of(due, LocalDate.now(clock)),
        rs.getDate("decided_on") != null,
        rs.getObject("found_on", LocalDate.class),
        rs.getString("found"),
        rs.getBoolean("waits"),
        rs.getDate("death_date") != null);
  }
}
