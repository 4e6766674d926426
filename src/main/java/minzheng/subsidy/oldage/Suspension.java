package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import minzheng.subsidy.MassLists;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * A proposal to withhold, pay again or stop, and what came of it.
 *
 * @param dueOn until when the last proof of life held
 * @param ends why it is to be stopped; null otherwise, like eventOn
 * @param month the first month withheld, or the last one due; null before the decision
 */
record Suspension(
    long id,
    String region,
    long entitlement,
    Kind kind,
    LocalDate dueOn,
    End ends,
    LocalDate eventOn,
    String reason,
    State state,
    long proposedBy,
    String proposer,
    Instant proposedAt,
    String decider,
    Instant decidedAt,
    YearMonth month,
    String opinion) {

  enum Kind implements Labelled {
    SUSPEND("暂停"),
    RESUME("恢复"),
    STOP("停发");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** What ends the right. */
  enum End implements Labelled {
    DIED("死亡"),
    MOVED_OUT("迁出本地"),
    WAIVED("本人放弃");

    private final String label;

    End(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  enum State implements Labelled {
    PROPOSED("待决定", Tone.WARN),
    DONE("已决定", Tone.OK),
    REFUSED("不同意", Tone.PLAIN);

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

  /** The month in words, for the page. */
  public String monthText() {
    if (month == null) return null;
    return kind == Kind.STOP ? "发至 " + month : month + " 起";
  }

  /** What it is about, for the page. */
  public String about() {
    return ends == null ? reason : ends.label() + "（" + eventOn + "）：" + reason;
  }

  static Suspension of(ResultSet rs, int row) throws SQLException {
    var month = rs.getObject("month", LocalDate.class);
    String ends = rs.getString("ends");
    return new Suspension(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getLong("entitlement_id"),
        Kind.valueOf(rs.getString("kind")),
        rs.getObject("due_on", LocalDate.class),
        ends == null ? null : End.valueOf(ends),
        rs.getObject("event_on", LocalDate.class),
        rs.getString("reason"),
        State.valueOf(rs.getString("state")),
        rs.getLong("proposed_by"),
        rs.getString("proposer"),
        MassLists.instant(rs, "proposed_at"),
        rs.getString("decider"),
        MassLists.instant(rs, "decided_at"),
        month == null ? null : YearMonth.from(month),
        rs.getString("opinion"));
  }
}
