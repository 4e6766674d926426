package minzheng.subsidy.reassess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.Money;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassLists;

/**
 * A list of an area: who of a programme is due otherwise since a standard changed.
 *
 * @param fromDay the first day of the new standard
 * @param frozen how many of its months were frozen when it was found; null until found, as are the
 *     figures after it
 * @param same how many are due as before
 * @param rights how many get more, with what in the next month to be paid, and for frozen months
 * @param open for how many something else has to be done
 * @param returned why the confirmer sent it back, or null
 * @param confirmedRows what was confirmed; null before
 */
public record Reassessment(
    long id,
    String region,
    String number,
    String programme,
    LocalDate fromDay,
    ListState state,
    Integer frozen,
    Integer same,
    Integer rights,
    Money monthly,
    Money backPay,
    Integer open,
    Long findJob,
    Long grantJob,
    long madeBy,
    String madeByName,
    Instant madeAt,
    Long submittedBy,
    String submittedByName,
    Instant submittedAt,
    String returned,
    Long confirmedBy,
    String confirmedByName,
    LocalDate confirmedOn,
    Instant confirmedAt,
    Integer confirmedRows,
    Money confirmedMoney)
    implements MassLists.Row {

  public String url() {
    return "/subsidy/reassessments/" + id;
  }

  @Override
  public boolean isOf(long account) {
    return madeBy == account || (submittedBy != null && submittedBy == account);
  }

  static Reassessment of(ResultSet rs, int row) throws SQLException {
    return new Reassessment(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("number"),
        rs.getString("programme"),
        rs.getObject("from_day", LocalDate.class),
        ListState.valueOf(rs.getString("state")),
        rs.getObject("frozen", Integer.class),
        rs.getObject("same", Integer.class),
        rs.getObject("rights", Integer.class),
        money(rs, "monthly"),
        money(rs, "back_pay"),
        rs.getObject("open", Integer.class),
        rs.getObject("find_job", Long.class),
        rs.getObject("grant_job", Long.class),
        rs.getLong("made_by"),
        rs.getString("made_by_name"),
        MassLists.instant(rs, "made_at"),
        rs.getObject("submitted_by", Long.class),
        rs.getString("submitted_by_name"),
        MassLists.instant(rs, "submitted_at"),
        rs.getString("returned"),
        rs.getObject("confirmed_by", Long.class),
        rs.getString("confirmed_by_name"),
        rs.getObject("confirmed_on", LocalDate.class),
        MassLists.instant(rs, "confirmed_at"),
        rs.getObject("confirmed_rows", Integer.class),
        money(rs, "confirmed_money"));
  }

  private static Money money(ResultSet rs, String column) throws SQLException {
    var money = rs.getBigDecimal(column);
    return money == null ? null : Money.of(money);
  }
}
