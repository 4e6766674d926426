package minzheng.subsidy.reassess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import minzheng.payments.Subject;
import minzheng.subsidy.reassess.Span.Amount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is paid by a programme in an area since a month, with every amount decided. */
@Component
class Recipients {
  private static final String PAID =
      """
      FROM entitlement e
      WHERE e.programme = :programme AND e.region >= :area AND e.region < :area || '~'
        AND (e.last_month IS NULL OR e.last_month >= greatest(e.first_month, :month))
      """;

  private final JdbcClient jdbc;

  Recipients(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A right.
   *
   * @param stopped whether it has ended or an end is decided
   * @param suspendedFrom the first month withheld, or null
   */
  record Paid(
      long id,
      String region,
      Subject subject,
      long payee,
      boolean stopped,
      YearMonth last,
      YearMonth suspendedFrom,
      List<Amount> decided) {
    long seen() {
      return decided.getLast().row();
    }
  }

  @Transactional(readOnly = true)
  public long count(Reassessment list) {
    return bound("SELECT count(*) " + PAID, list).query(Long.class).single();
  }

  /** The next by place and id. */
  List<Paid> next(Reassessment list, String region, long id, int limit) {
    var found = new LinkedHashMap<Long, Paid>();
    bound(
            "WITH next AS (SELECT e.* "
                + PAID
                + """
                 AND (e.region, e.id) > (:region, :id) ORDER BY e.region, e.id LIMIT :limit)
                SELECT n.id, n.region, n.subject_kind, n.subject_id, n.payee_id, n.state, n.last_month,
                       n.suspended_from, a.id AS row, a.from_month, a.amount, a.persons, a.decided_on,
                       a.basis ->> 'determination' AS sheet
                FROM next n JOIN entitlement_amount a ON a.entitlement_id = n.id
                ORDER BY n.region, n.id, a.id
                """,
            list)
        .param("region", region)
        .param("id", id)
        .param("limit", limit)
        .query(
            rs -> {
              long right = rs.getLong("id");
              if (!found.containsKey(right)) found.put(right, paid(rs));
              found.get(right).decided().add(amount(rs));
            });
    return List.copyOf(found.values());
  }

  private JdbcClient.StatementSpec bound(String sql, Reassessment list) {
    return jdbc.sql(sql)
        .param("programme", list.programme())
        .param("area", list.region())
        .param("month", Span.first(list.fromDay()).atDay(1));
  }

  private static Paid paid(ResultSet rs) throws SQLException {
    return new Paid(
        rs.getLong("id"),
        rs.getString("region"),
        new Subject(Subject.Kind.valueOf(rs.getString("subject_kind")), rs.getLong("subject_id")),
        rs.getLong("payee_id"),
        rs.getString("state").equals("STOPPED"),
        month(rs, "last_month"),
        month(rs, "suspended_from"),
        new ArrayList<>());
  }

  private static Amount amount(ResultSet rs) throws SQLException {
    return new Amount(
        rs.getLong("row"),
        month(rs, "from_month"),
        rs.getBigDecimal("amount"),
        rs.getInt("persons"),
        rs.getString("sheet"),
        rs.getObject("decided_on", LocalDate.class));
  }

  static YearMonth month(ResultSet rs, String column) throws SQLException {
    LocalDate day = rs.getObject(column, LocalDate.class);
    return day == null ? null : YearMonth.from(day);
  }
}
