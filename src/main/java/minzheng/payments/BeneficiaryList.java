package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.payments.PaymentFigures.Paid;
import minzheng.payments.PaymentFigures.SentRun;
import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who a month was paid for, across the runs of an area: the list behind the figures. */
@Component
class BeneficiaryList {
  private static final String SQL =
      """
      SELECT region, subject_kind, subject_id, entitlement_id, payee_name, persons, amount FROM owed
      WHERE run_id = ANY (:runs) AND region >= :area AND region < :area || '~'
        AND (NOT :exactly OR region = :area)
      """;

  private final JdbcClient jdbc;
  private final PaymentFigures figures;
  private final Audit audit;

  BeneficiaryList(JdbcClient jdbc, PaymentFigures figures, Audit audit) {
    this.jdbc = jdbc;
    this.figures = figures;
    this.audit = audit;
  }

  /**
   * Conditions.
   *
   * @param area prefix of the area code
   * @param exactly only rows of exactly this area, which name no part of it
   */
  record Filter(String programme, YearMonth month, String area, boolean exactly) {}

  public record Row(long entitlementId, String region, String payee, int persons, Money amount) {}

  @Transactional
  Slice<Row> page(Filter filter, Paging paging, CurrentUser user) {
    audit.write(
        "查看",
        "发放名单",
        filter.month(),
        user.region(),
        null,
        null,
        Map.of("programme", filter.programme(), "area", filter.area()));
    var found = Keyset.of(jdbc, SQL).params(params(filter));
    return found
        .order(
            "place",
            Column.text("region"),
            Column.text("subject_kind"),
            Column.number("subject_id"))
        .order("amount", Column.amount("amount"), Column.number("subject_id"))
        .fetch(paging, (rs, i) -> row(rs, user));
  }

  /** Rows, persons and money of all that match. */
  @Transactional(readOnly = true)
  Paid total(Filter filter) {
    return jdbc.sql(
            "SELECT count(*) AS rows, coalesce(sum(persons), 0) AS persons, sum(amount) AS amount"
                + " FROM ("
                + SQL
                + ") o")
        .params(params(filter))
        .query((rs, i) -> PaymentFigures.paid(rs))
        .single();
  }

  @Transactional(readOnly = true)
  void export(Filter filter, CurrentUser user, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(SQL + " ORDER BY region, subject_kind, subject_id")
            .params(params(filter))
            .withFetchSize(1000)
            .query((rs, i) -> row(rs, user))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private Map<String, Object> params(Filter filter) {
    var runs =
        figures.sent(filter.programme(), filter.area()).stream()
            .filter(run -> run.month().equals(filter.month()))
            .map(SentRun::id)
            .toList();
    return Map.of(
        "runs", PaymentFigures.ids(runs), "area", filter.area(), "exactly", filter.exactly());
  }

  private static Row row(ResultSet rs, CurrentUser user) throws SQLException {
    return new Row(
        rs.getLong("entitlement_id"),
        rs.getString("region"),
        Viewer.of(user).name(rs.getString("payee_name")),
        rs.getInt("persons"),
        Money.of(rs.getBigDecimal("amount")));
  }
}
