package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.kernel.Masking;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * The bank account a person is paid on, as one district knows it.
 *
 * @param supersededAt when another one replaced it, or null
 */
public record PayeeAccount(
    long id,
    String region,
    long personId,
    String bank,
    String account,
    String holder,
    State state,
    String stateReason,
    LocalDate from,
    String note,
    Instant recordedAt,
    String recordedBy,
    Instant supersededAt) {

  /** What the bank's answers say about it. */
  public enum State implements Labelled {
    ENTERED("未验证", Tone.PLAIN),
    VERIFIED("已验证", Tone.OK),
    FAILED("退回过", Tone.BAD);

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

  /** 农业银行 尾号 1182. */
  public String shortForm() {
    return bank + " 尾号 " + tail();
  }

  public String tail() {
    return account.substring(account.length() - 4);
  }

  public String masked() {
    return Masking.account(account);
  }

  static PayeeAccount of(ResultSet rs, int row) throws SQLException {
    return new PayeeAccount(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getLong("person_id"),
        rs.getString("bank"),
        rs.getString("account"),
        rs.getString("holder"),
        State.valueOf(rs.getString("state")),
        rs.getString("state_reason"),
        rs.getObject("valid_from", LocalDate.class),
        rs.getString("note"),
        Run.instant(rs, "recorded_at"),
        rs.getString("recorded_by"),
        Run.instant(rs, "superseded_at"));
  }
}
