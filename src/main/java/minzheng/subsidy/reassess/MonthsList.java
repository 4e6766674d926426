package minzheng.subsidy.reassess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Masking;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.PersonName;
import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is on a list, as pages and files show it; reading is logged. */
@Component
class MonthsList {
  private static final String SELECT =
      """
      SELECT i.*, coalesce(p.name, '（已不在辖区）') AS name, p.doc_number,
        coalesce(i.amount, 0) - i.amount_before AS more
      FROM reassessment_item i LEFT JOIN person p ON p.id = i.person_id
      WHERE i.reassessment_id = :list
      """;

  private static final String FILTERED =
      SELECT
          + """
           AND (:state = '' OR i.state = :state) AND (:cause = '' OR i.cause = :cause)
           AND (:area = '' OR (i.region >= :area AND i.region < :area || '~')) AND (:q = '' OR starts_with(p.name, :q))
          """;

  private final JdbcClient jdbc;
  private final Audit audit;

  MonthsList(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** Conditions; empty text for none. */
  record Filter(String state, String cause, String area, String q) {
    Filter {
      state = clean(state);
      cause = clean(cause);
      area = clean(area);
      q = clean(q);
    }

    private static String clean(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /**
   * Some months of a right.
   *
   * @param until null: until further notice
   * @param amount by the new standard; null where nothing could be determined, or no right is left
   */
  public record Row(
      long id,
      long entitlement,
      long personId,
      String name,
      String number,
      String region,
      YearMonth from,
      YearMonth until,
      LocalDate lawDay,
      ItemState state,
      Hindrance hindrance,
      int persons,
      Money before,
      Money amount,
      int backMonths,
      Money backPay,
      Long determination) {
    /** 2026-07 起, or 2026-07 至 2026-09. */
    public String months() {
      return until == null
          ? from + " 起"
          : from.equals(until) ? from.toString() : from + " 至 " + until;
    }
  }

  @Transactional
  Slice<Row> page(Reassessment list, Filter filter, Paging paging, CurrentUser user) {
    audit.write("查看", Reassessments.TYPE, list.number(), list.region());
    var found = found(list, filter);
    return found.fetch(paging, (rs, i) -> row(rs, user)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(
      Reassessment list, Filter filter, Paging paging, CurrentUser user, Consumer<Row> sheet) {
    found(list, filter).each(paging, (rs, i) -> row(rs, user), sheet);
  }

  private Keyset found(Reassessment list, Filter filter) {
    return Keyset.of(jdbc, FILTERED)
        .params(params(list, filter))
        .order("place", Column.text("region"), Column.number("id"))
        .order("name", Column.text("name"), Column.number("id"))
        .order("amount", Column.amount("amount_before"), Column.number("id"))
        .order("more", Column.amount("more"), Column.number("id"));
  }

  /**
   * @throws NotFound when the list has no such row
   */
  @Transactional
  Row get(Reassessment list, long id, CurrentUser user) {
    Row row =
        jdbc.sql(SELECT + " AND i.id = :id")
            .param("list", list.id())
            .param("id", id)
            .query((rs, i) -> row(rs, user))
            .optional()
            .orElseThrow(() -> new NotFound("名单明细"));
    audit.write("查看", "标准重算明细", id, row.region());
    return row;
  }

  private static Map<String, Object> params(Reassessment list, Filter f) {
    var params = new HashMap<String, Object>();
    params.put("list", list.id());
    params.put("state", f.state());
    params.put("cause", f.cause());
    params.put("area", f.area());
    params.put("q", PersonName.normalize(f.q()));
    return params;
  }

  private static Row row(ResultSet rs, CurrentUser user) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    String number = rs.getString("doc_number");
    return new Row(
        rs.getLong("id"),
        rs.getLong("entitlement_id"),
        rs.getLong("person_id"),
        user.nameShown(rs.getString("name")),
        number == null ? "—" : Masking.idNumber(number),
        rs.getString("region"),
        Recipients.month(rs, "from_month"),
        Recipients.month(rs, "until_month"),
        rs.getObject("law_day", LocalDate.class),
        ItemState.valueOf(rs.getString("state")),
        ReassessmentList.hindrance(rs.getString("cause")),
        rs.getInt("persons"),
        Money.of(rs.getBigDecimal("amount_before")),
        amount == null ? null : Money.of(amount),
        rs.getInt("back_months"),
        Money.of(rs.getBigDecimal("back_pay")),
        rs.getObject("determination_id", Long.class));
  }
}
