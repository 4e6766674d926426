package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bank's answers. A file is looked at first and then taken over as a whole, once: by its hash
 * the second time changes nothing, and with one wrong line nothing at all is taken over.
 */
@Service
public class Results {
  private static final String COLUMNS =
      "id, run_id, region, name, sha256, state, paid_rows, paid_total, returned_rows,"
          + " returned_total, uploaded_at, uploaded_by_name, applied_at, applied_by_name";

  private final JdbcClient jdbc;
  private final RunStore runs;
  private final ReturnMessages told;
  private final Audit audit;

  Results(JdbcClient jdbc, RunStore runs, ReturnMessages told, Audit audit) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.told = told;
    this.audit = audit;
  }

  /** A file of answers, looked at or taken over. */
  public record ResultFile(
      long id,
      long runId,
      String area,
      String name,
      String sha256,
      boolean applied,
      Run.Sum paid,
      Run.Sum returned,
      Instant uploadedAt,
      String uploadedBy,
      Instant appliedAt,
      String appliedBy) {}

  /**
   * What a file would do.
   *
   * @param file kept for the decision, or null when lines are wrong
   * @param unchanged lines whose answer was known before
   */
  public record Preview(
      ResultFile file,
      List<ResultLines.Problem> problems,
      Run.Sum paid,
      Run.Sum returned,
      int unchanged) {}

  /**
   * Reads a file against the run. Nothing of it counts yet.
   *
   * @throws RuleViolation when the file is none or belongs to another run
   */
  @Transactional
  public Preview preview(long runId, String name, byte[] content, Actor by) {
    Run run = runs.get(runId);
    if (!run.state().isOut()) throw new RuleViolation(null, "批次还没有送银行，不能导入回执");
    String sha256 = BankFiles.sha256(content);
    var known = find("sha256 = ?", sha256);
    if (known.isPresent() && known.get().runId() != runId)
      throw new RuleViolation("file", "这个文件已作为另一个批次的回执导入过，请核对批次");
    if (known.isPresent() && known.get().applied())
      return new Preview(
          known.get(), List.of(), known.get().paid(), known.get().returned(), rows(known.get()));
    var outcome = ResultLines.read(ResultTable.read(content), sent(runId));
    if (!outcome.problems().isEmpty())
      return new Preview(
          null, outcome.problems(), outcome.paid(), outcome.returned(), outcome.unchanged());
    ResultFile file = known.orElseGet(() -> insert(run, name, sha256, content, outcome, by));
    return new Preview(file, List.of(), outcome.paid(), outcome.returned(), outcome.unchanged());
  }

  /** Takes a file over. The second time nothing changes. */
  @Transactional
  public ResultFile apply(long fileId, Actor by) {
    jdbc.sql("SELECT id FROM result_file WHERE id = ? FOR UPDATE")
        .param(fileId)
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new NotFound("回执文件"));
    ResultFile file = get(fileId);
    if (file.applied()) return file;
    jdbc.sql("SELECT id FROM run WHERE id = ? FOR UPDATE").param(file.runId()).query().singleRow();
    byte[] content =
        jdbc.sql("SELECT content FROM result_file WHERE id = ?")
            .param(fileId)
            .query((rs, i) -> rs.getBytes(1))
            .single();
    var outcome = ResultLines.read(ResultTable.read(content), sent(file.runId()));
    if (!outcome.problems().isEmpty()) {
      var first = outcome.problems().getFirst();
      throw new RuleViolation(null, "第 %d 行：%s".formatted(first.line(), first.sentence()));
    }
    write(fileId, outcome.answers());
    jdbc.sql(
            "UPDATE result_file SET state = 'APPLIED', applied_at = ?, applied_by_name = ? WHERE id"
                + " = ?")
        .params(runs.now(), by.name(), fileId)
        .update();
    told.tell(fileId);
    runs.refresh(file.runId());
    Run run = runs.get(file.runId());
    runs.event(
        run,
        "导入回执",
        "%s：成功 %d 笔，退回 %d 笔"
            .formatted(file.name(), outcome.paid().rows(), outcome.returned().rows()),
        by);
    audit.write(
        "导入回执",
        "发放批次",
        run.number(),
        run.area(),
        file.name(),
        null,
        Map.of("sha256", file.sha256(), "rows", outcome.answers().size()));
    return get(fileId);
  }

  /** The files of a run, the newest first. */
  @Transactional(readOnly = true)
  public List<ResultFile> of(long runId) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM result_file WHERE run_id = ? ORDER BY id DESC")
        .param(runId)
        .query(Results::file)
        .list();
  }

  @Transactional(readOnly = true)
  public ResultFile get(long id) {
    return find("id = ?", id).orElseThrow(() -> new NotFound("回执文件"));
  }

  private Optional<ResultFile> find(String where, Object value) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM result_file WHERE " + where)
        .param(value)
        .query(Results::file)
        .optional();
  }

  private Map<String, ResultLines.Sent> sent(long runId) {
    var lines = new HashMap<String, ResultLines.Sent>();
    jdbc.sql(
            """
            SELECT id, reference, amount, account, state FROM bank_line
            WHERE run_id = ? AND sent_at IS NOT NULL
            """)
        .param(runId)
        .query(
            rs -> {
              lines.put(
                  rs.getString(2),
                  new ResultLines.Sent(
                      rs.getLong(1),
                      rs.getString(2),
                      Money.of(rs.getBigDecimal(3)),
                      rs.getString(4),
                      rs.getString(5)));
            });
    return lines;
  }

  private ResultFile insert(
      Run run, String name, String sha256, byte[] content, ResultLines.Outcome outcome, Actor by) {
    try {
      long id =
          jdbc.sql(
                  """
                  INSERT INTO result_file (region, run_id, name, sha256, content, state, paid_rows,
                    paid_total, returned_rows, returned_total, uploaded_at, uploaded_by_name)
                  VALUES (?, ?, ?, ?, ?, 'PREVIEW', ?, ?, ?, ?, ?, ?) RETURNING id
                  """)
              .params(run.area(), run.id(), name, sha256, content)
              .params(outcome.paid().rows(), outcome.paid().total().amount())
              .params(outcome.returned().rows(), outcome.returned().total().amount())
              .params(runs.now(), by.name())
              .query(Long.class)
              .single();
      return get(id);
    } catch (DuplicateKeyException e) {
      throw new RuleViolation("file", "这个文件已作为另一个批次的回执导入过，请核对批次");
    }
  }

  private void write(long fileId, List<ResultLines.Answer> answers) {
    int n = answers.size();
    var line = new Integer[n];
    var id = new Long[n];
    var paid = new Boolean[n];
    var reason = new String[n];
    var text = new String[n];
    for (int i = 0; i < n; i++) {
      var a = answers.get(i);
      line[i] = a.line();
      id[i] = a.sent().id();
      paid[i] = a.paid();
      reason[i] = a.reason() == null ? null : a.reason().name();
      text[i] = a.reasonText();
    }
    jdbc.sql(
            """
            INSERT INTO result_line (file_id, line, region, bank_line_id, paid, reason, reason_text)
            SELECT :file, r.line, l.region, l.id, r.paid, r.reason, r.text
            FROM unnest(:lines::int[], :ids::bigint[], :paid::boolean[], :reasons::text[], :texts::text[])
                 AS r(line, id, paid, reason, text)
            JOIN bank_line l ON l.id = r.id
            """)
        .param("file", fileId)
        .param("lines", line)
        .param("ids", id)
        .param("paid", paid)
        .param("reasons", reason)
        .param("texts", text)
        .update();
    jdbc.sql(
            """
            UPDATE bank_line l SET
              state = CASE WHEN r.paid THEN 'PAID' ELSE 'RETURNED' END, answered_at = :now,
              return_reason = r.reason, return_text = r.reason_text,
              handling = CASE WHEN NOT r.paid THEN 'WAITING' END
            FROM result_line r
            WHERE r.file_id = :file AND r.bank_line_id = l.id
              AND (l.state = 'SENT' OR l.state = 'PAID' AND NOT r.paid)
            """)
        .param("now", runs.now())
        .param("file", fileId)
        .update();
    jdbc.sql(
            """
            UPDATE payee_account a SET state = CASE WHEN r.paid THEN 'VERIFIED' ELSE 'FAILED' END,
                   state_reason = r.reason_text
            FROM result_line r JOIN bank_line l ON l.id = r.bank_line_id
            WHERE r.file_id = ? AND a.id = l.account_id AND (r.paid OR r.reason <> 'OTHER')
            """)
        .param(fileId)
        .update();
  }

  private static int rows(ResultFile file) {
    return file.paid().rows() + file.returned().rows();
  }

  private static ResultFile file(ResultSet rs, int row) throws SQLException {
    return new ResultFile(
        rs.getLong("id"),
        rs.getLong("run_id"),
        rs.getString("region"),
        rs.getString("name"),
        rs.getString("sha256"),
        rs.getString("state").equals("APPLIED"),
        new Run.Sum(rs.getInt("paid_rows"), Money.of(rs.getBigDecimal("paid_total"))),
        new Run.Sum(rs.getInt("returned_rows"), Money.of(rs.getBigDecimal("returned_total"))),
        Run.instant(rs, "uploaded_at"),
        rs.getString("uploaded_by_name"),
        Run.instant(rs, "applied_at"),
        rs.getString("applied_by_name"));
  }
}
