package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.Money;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassLists;

/**
 * 免申即享名单 of an area.
 *
 * @param lawDay chooses ages, standards and programme version
 * @param notEligible looked at and not entitled; null until found
 * @param withoutStatus old enough for an age that is paid to recognised families only
 * @param returned why the confirmer sent it back, or null
 * @param confirmedRows what was confirmed; null before
 */
public record Round(
    long id,
    String region,
    String number,
    LocalDate lawDay,
    ListState state,
    Integer notEligible,
    Integer withoutStatus,
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
    return "/subsidy/old-age/rounds/" + id;
  }

  @Override
  public boolean isOf(long account) {
    return madeBy == account || (submittedBy != null && submittedBy == account);
  }

  static Round of(ResultSet rs, int row) throws SQLException {
    var money = rs.getBigDecimal("confirmed_money");
    return new Round(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("number"),
        rs.getObject("law_day", LocalDate.class),
        ListState.valueOf(rs.getString("state")),
        rs.getObject("not_eligible", Integer.class),
        rs.getObject("without_status", Integer.class),
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
        money == null ? null : Money.of(money));
  }
}
