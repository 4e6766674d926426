package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import minzheng.kernel.Money;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * A right to be paid monthly.
 *
 * @param last the last month, or null while it is open
 * @param suspendedFrom the first month that is withheld, or null
 * @param reason why it is suspended or stopped
 * @param monthly the amount decided last; it may begin in a later month
 */
public record Entitlement(
    long id,
    String region,
    String programme,
    Subject subject,
    long payeeId,
    State state,
    YearMonth first,
    YearMonth last,
    YearMonth suspendedFrom,
    String reason,
    Money monthly,
    int persons) {

  /** 执行中, 已暂停, 已停发. */
  public enum State implements Labelled {
    ACTIVE("执行中", Tone.OK),
    SUSPENDED("已暂停", Tone.PLAIN),
    STOPPED("已停发", Tone.PLAIN);

    private final String label;
    private final Tone tone;

    State(String label, Tone tone) {
      this.label = label;
      this.tone = tone;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public Tone tone() {
      return tone;
    }
  }

  static final String SELECT =
      """
      SELECT e.id, e.region, e.programme, e.subject_kind, e.subject_id, e.payee_id, e.state,
             e.first_month, e.last_month, e.suspended_from, e.reason, a.amount, a.persons
      FROM entitlement e
      CROSS JOIN LATERAL (SELECT amount, persons FROM entitlement_amount a
                          WHERE a.entitlement_id = e.id ORDER BY a.id DESC LIMIT 1) a
      """;

  static Entitlement of(ResultSet rs, int row) throws SQLException {
    return new Entitlement(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("programme"),
        new Subject(Subject.Kind.valueOf(rs.getString("subject_kind")), rs.getLong("subject_id")),
        rs.getLong("payee_id"),
        State.valueOf(rs.getString("state")),
        month(rs, "first_month"),
        month(rs, "last_month"),
        month(rs, "suspended_from"),
        rs.getString("reason"),
        Money.of(rs.getBigDecimal("amount")),
        rs.getInt("persons"));
  }

  static YearMonth month(ResultSet rs, String column) throws SQLException {
    LocalDate day = rs.getObject(column, LocalDate.class);
    return day == null ? null : YearMonth.from(day);
  }
}
