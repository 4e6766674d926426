package minzheng.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * A table that was handed in.
 *
 * @param region area of who handed it in
 * @param kind code of the {@link ImportKind}
 * @param rows lines below the headers; until the check is over, about
 * @param fresh rows that may be let in, or were when somebody decided
 * @param same rows that stand in the register as they are
 * @param written rows that have been let in
 * @param jobId the latest work for it
 * @param reason why it was sent back, or null
 */
public record SheetImport(
    long id,
    String region,
    String kind,
    String name,
    Long fileId,
    String sha256,
    String format,
    List<String> headers,
    int headerLine,
    State state,
    int rows,
    int fresh,
    int same,
    int wrong,
    int written,
    Long jobId,
    long madeBy,
    String madeByName,
    Instant madeAt,
    Instant submittedAt,
    Long decidedBy,
    String decidedByName,
    Instant decidedAt,
    String reason,
    Instant endedAt) {

  /** How far it has come. */
  public enum State implements Labelled {
    CHECKING("正在核对", Tone.NOW),
    CHECKED("待提交", Tone.WARN),
    SUBMITTED("待复核", Tone.WARN),
    WRITING("正在写入", Tone.NOW),
    DONE("已导入", Tone.OK),
    REJECTED("复核退回", Tone.BAD),
    WITHDRAWN("已放弃", Tone.PLAIN);

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

  /** Where its page is. */
  public String url() {
    return "/imports/" + id;
  }

  static SheetImport of(ResultSet rs, int row) throws SQLException {
    return new SheetImport(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("kind"),
        rs.getString("name"),
        rs.getObject("file_id", Long.class),
        rs.getString("sha256"),
        rs.getString("format"),
        List.of((String[]) rs.getArray("headers").getArray()),
        rs.getInt("header_line"),
        State.valueOf(rs.getString("state")),
        rs.getInt("rows"),
        rs.getInt("fresh"),
        rs.getInt("same"),
        rs.getInt("wrong"),
        rs.getInt("written"),
        rs.getObject("job_id", Long.class),
        rs.getLong("made_by"),
        rs.getString("made_by_name"),
        instant(rs, "made_at"),
        instant(rs, "submitted_at"),
        rs.getObject("decided_by", Long.class),
        rs.getString("decided_by_name"),
        instant(rs, "decided_at"),
        rs.getString("reason"),
        instant(rs, "ended_at"));
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    var at = rs.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
