package minzheng.standards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What pages and drafting read: vocabulary, batches, and rows with the people behind them. */
@Component
@Transactional(readOnly = true)
class StandardRegister {
  private static final String SELECT =
      "SELECT "
          + Standards.COLUMNS
          + ", v.status, v.batch, v.note, v.drafted_by, v.drafted_name, v.drafted_at,"
          + " v.submitted_at, v.published_name, v.published_at, v.continues, v.version"
          + " FROM standard_value v";
  private static final String LIVE =
      "(v.status = 'DRAFT' OR v.status = 'PUBLISHED' AND v.superseded_at IS NULL)";
  private static final String ORDER = " ORDER BY v.code, v.class, v.region, v.valid_from, v.id";

  private final JdbcClient jdbc;

  StandardRegister(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<StandardCode> codes() {
    return jdbc.sql("SELECT * FROM standard_code ORDER BY position, code")
        .query(StandardRegister::code)
        .list();
  }

  Optional<StandardCode> code(String code) {
    return jdbc.sql("SELECT * FROM standard_code WHERE code = ?")
        .param(code)
        .query(StandardRegister::code)
        .optional();
  }

  StandardTerms terms() {
    return StandardTerms.read(jdbc);
  }

  /** Current values and open drafts of every code. */
  List<StandardRow> live() {
    return jdbc.sql(SELECT + " WHERE " + LIVE + ORDER).query(StandardRegister::row).list();
  }

  /** Current values and open drafts of one code. */
  List<StandardRow> live(String code) {
    return jdbc.sql(SELECT + " WHERE v.code = ? AND " + LIVE + ORDER)
        .param(code)
        .query(StandardRegister::row)
        .list();
  }

  /** Everything published for the code, area and class of a row, the latest knowledge first. */
  List<StandardRow> history(StandardValue of) {
    return jdbc.sql(
            SELECT
                + " WHERE v.code = ? AND v.region = ? AND v.class = ? AND v.status = 'PUBLISHED'"
                + " ORDER BY v.known_from DESC NULLS LAST, v.valid_from DESC")
        .params(of.code(), of.region(), of.personClass())
        .query(StandardRegister::row)
        .list();
  }

  StandardRow row(long id) {
    return jdbc.sql(SELECT + " WHERE v.id = ?")
        .param(id)
        .query(StandardRegister::row)
        .optional()
        .orElseThrow(() -> new NotFound("标准"));
  }

  /** Open drafts of everybody, the oldest first; for the to-do list. */
  List<StandardRow> drafts() {
    return jdbc.sql(SELECT + " WHERE v.status = 'DRAFT' ORDER BY v.batch, v.region")
        .query(StandardRegister::row)
        .list();
  }

  /** A batch as it stands: former contents of an edited draft are left out. */
  StandardBatch batch(long batch) {
    List<StandardRow> rows =
        jdbc.sql(
                SELECT
                    + " WHERE v.batch = ? AND v.continues IS NULL"
                    + " ORDER BY v.status = 'WITHDRAWN' DESC, v.version, v.region")
            .param(batch)
            .query(StandardRegister::row)
            .list();
    if (rows.isEmpty()) throw new NotFound("标准草稿");
    StandardRow last = rows.getLast();
    List<StandardValue> values =
        rows.stream()
            .filter(row -> row.status() == last.status() && row.version() == last.version())
            .map(StandardRow::value)
            .toList();
    return new StandardBatch(
        batch,
        last.status(),
        values,
        last.note(),
        last.draftedBy(),
        last.draftedName(),
        last.draftedAt(),
        last.submittedAt(),
        last.publishedName(),
        last.publishedAt(),
        last.version());
  }

  private static StandardCode code(ResultSet row, int number) throws SQLException {
    String op = row.getString("op");
    return new StandardCode(
        row.getString("code"),
        row.getString("name"),
        StandardKind.valueOf(row.getString("kind")),
        texts(row, "units"),
        op == null ? null : Operator.valueOf(op),
        texts(row, "classes"),
        texts(row, "words"),
        row.getString("hint"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static StandardRow row(ResultSet row, int number) throws SQLException {
    return new StandardRow(
        Standards.value(row, number),
        StandardBatch.Status.valueOf(row.getString("status")),
        row.getObject("batch", Long.class),
        row.getString("note"),
        row.getObject("drafted_by", Long.class),
        row.getString("drafted_name"),
        Standards.instant(row, "drafted_at"),
        Standards.instant(row, "submitted_at"),
        row.getString("published_name"),
        Standards.instant(row, "published_at"),
        row.getObject("continues", Long.class),
        row.getInt("version"));
  }
}
