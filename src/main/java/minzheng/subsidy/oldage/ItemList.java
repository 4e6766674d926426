package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
import minzheng.subsidy.MassLists;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The persons of a round as lists and files show them; reading is logged. */
@Component
class ItemList {
  private static final String SELECT =
      """
      SELECT i.*, coalesce(p.name, '（已不在辖区）') AS name, p.sex, p.birth_date, p.doc_number,
        coalesce(i.amount, 0) AS amount_key,
        (SELECT right(a.account, 4) FROM payee_account a
         WHERE a.person_id = i.person_id AND a.superseded_at IS NULL LIMIT 1) AS tail
      FROM old_age_item i LEFT JOIN person p ON p.id = i.person_id
      WHERE i.round_id = :round
      """;

  private static final String FILTERED =
      SELECT
          + """
           AND (:state = '' OR i.state = :state) AND (:kind = '' OR i.kind = :kind) AND (:band = '' OR i.band = :band)
           AND (:area = '' OR (i.region >= :area AND i.region < :area || '~')) AND (:q = '' OR starts_with(p.name, :q))
          """;

  private final JdbcClient jdbc;
  private final Audit audit;

  ItemList(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** Conditions; empty text for none. */
  record Filter(String state, String kind, String band, String area, String q) {
    Filter {
      state = clean(state);
      kind = clean(kind);
      band = clean(band);
      area = clean(area);
      q = clean(q);
    }

    private static String clean(String typed) {
      return typed == null ? "" : typed.strip();
    }
  }

  /**
   * A person of a round.
   *
   * @param tail of the bank account, null without one
   * @param before what is paid so far, of a change
   */
  public record Row(
      long id,
      long personId,
      String name,
      String number,
      String region,
      ItemKind kind,
      String band,
      LocalDate reachedOn,
      int age,
      ItemState state,
      ListCause cause,
      String note,
      Long determination,
      Money amount,
      Money before,
      YearMonth first,
      Long entitlement,
      String tail,
      String changedBy,
      Instant changedAt) {

    /** Why the person is not on the list, or why put back, in one line. */
    public String why() {
      if (cause == null) return note;
      return note == null ? cause.label() : cause.label() + "：" + note;
    }
  }

  @Transactional
  Slice<Row> page(Round round, Filter filter, Paging paging, CurrentUser user) {
    audit.write("查看", "高龄津贴名单", round.number(), round.region());
    var found =
        Keyset.of(jdbc, FILTERED)
            .params(params(round, filter))
            .order("place", Column.text("region"), Column.number("id"))
            .order("name", Column.text("name"), Column.number("id"))
            .order("age", Column.number("age"), Column.number("id"))
            .order("amount", Column.amount("amount_key"), Column.number("id"));
    return found.fetch(paging, (rs, i) -> row(rs, user)).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(Round round, Filter filter, CurrentUser user, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(FILTERED + " ORDER BY i.region, i.id")
            .params(params(round, filter))
            .withFetchSize(1000)
            .query((rs, i) -> row(rs, user))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  /**
   * @throws NotFound when the round has no such person
   */
  @Transactional
  Row get(Round round, long id, CurrentUser user) {
    Row row =
        jdbc.sql(SELECT + " AND i.id = :id")
            .param("round", round.id())
            .param("id", id)
            .query((rs, i) -> row(rs, user))
            .optional()
            .orElseThrow(() -> new NotFound("名单人员"));
    audit.write("查看", "高龄津贴名单人员", id, row.region());
    return row;
  }

  private static Map<String, Object> params(Round round, Filter f) {
    var params = new HashMap<String, Object>();
    params.put("round", round.id());
    params.put("state", f.state());
    params.put("kind", f.kind());
    params.put("band", f.band());
    params.put("area", f.area());
    params.put("q", PersonName.normalize(f.q()));
    return params;
  }

  private static Row row(ResultSet rs, CurrentUser user) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    var before = rs.getBigDecimal("amount_before");
    var first = rs.getObject("first_month", LocalDate.class);
    String cause = rs.getString("cause");
    String number = rs.getString("doc_number");
    return new Row(
        rs.getLong("id"),
        rs.getLong("person_id"),
        user.nameShown(rs.getString("name")),
        number == null ? "—" : Masking.idNumber(number),
        rs.getString("region"),
        ItemKind.valueOf(rs.getString("kind")),
        rs.getString("band"),
        rs.getObject("reached_on", LocalDate.class),
        rs.getInt("age"),
        ItemState.valueOf(rs.getString("state")),
        cause == null ? null : ListCause.valueOf(cause),
        rs.getString("note"),
        rs.getObject("determination_id", Long.class),
        amount == null ? null : Money.of(amount),
        before == null ? null : Money.of(before),
        first == null ? null : YearMonth.from(first),
        rs.getObject("entitlement_id", Long.class),
        rs.getString("tail"),
        rs.getString("changed_by_name"),
        MassLists.instant(rs, "changed_at"));
  }
}
