package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import minzheng.kernel.Money;
import minzheng.web.Labelled;

/**
 * One payment of a programme for a month in an area.
 *
 * @param area district or whole city
 * @param number what people and the bank call it, such as FF510104-DB-202611
 * @param prepared whether the draft's rows are there
 * @param lines what is to go to the bank: owed + back-pay + re-issued − set off
 */
public record Run(
    long id,
    String area,
    String number,
    String programme,
    YearMonth month,
    Kind kind,
    RunState state,
    boolean prepared,
    Step made,
    Step checked,
    Step approved,
    Step sent,
    String bank,
    Instant reconciledAt,
    int persons,
    Sum owed,
    Sum backpay,
    Sum reissue,
    Sum offset,
    Sum lines,
    String hash) {

  /** 常规: the month's money; 补发重发: what was left over, at any time. */
  public enum Kind implements Labelled {
    REGULAR("常规"),
    EXTRA("补发重发");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** Who did a step and when. */
  public record Step(long by, String name, Instant at) {}

  /** A number of rows and their money. */
  public record Sum(int rows, Money total) {}

  /** Who may not do the next step, because they did an earlier one. */
  boolean touchedBy(long account) {
    return did(made, account) || did(checked, account) || did(approved, account);
  }

  private static boolean did(Step step, long account) {
    return step != null && step.by() == account;
  }

  static Run of(ResultSet rs, int row) throws SQLException {
    return new Run(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("number"),
        rs.getString("programme"),
        Entitlement.month(rs, "month"),
        Kind.valueOf(rs.getString("kind")),
        RunState.valueOf(rs.getString("state")),
        rs.getBoolean("prepared"),
        step(rs, "made"),
        step(rs, "checked"),
        step(rs, "approved"),
        step(rs, "sent"),
        rs.getString("bank"),
        instant(rs, "reconciled_at"),
        rs.getInt("persons"),
        sum(rs, "owed"),
        sum(rs, "backpay"),
        sum(rs, "reissue"),
        sum(rs, "offset"),
        sum(rs, "line"),
        rs.getString("hash"));
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    var at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static Step step(ResultSet rs, String verb) throws SQLException {
    var at = instant(rs, verb + "_at");
    return at == null
        ? null
        : new Step(rs.getLong(verb + "_by"), rs.getString(verb + "_by_name"), at);
  }

  private static Sum sum(ResultSet rs, String what) throws SQLException {
    return new Sum(rs.getInt(what + "_rows"), Money.of(rs.getBigDecimal(what + "_total")));
  }
}
