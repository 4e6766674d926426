package minzheng.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import minzheng.kernel.Masking;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Labelled;
import minzheng.web.Paging;
import minzheng.web.Slice;
import minzheng.web.Tone;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The lines of a table with what was found about each. */
@Component
class ImportRows {
  private static final String SQL =
      """
      SELECT r.line, r.standing, r.cells, r.cell, r.reason, r.subject FROM sheet_import_row r
      WHERE r.import_id = :id AND (:standing = '' OR r.standing = :standing)
      """;

  private final JdbcClient jdbc;
  private final ImportKinds kinds;

  ImportRows(JdbcClient jdbc, ImportKinds kinds) {
    this.jdbc = jdbc;
    this.kinds = kinds;
  }

  /** How a line stands. */
  enum Standing implements Labelled {
    WRONG("有误", Tone.BAD),
    NEW("可导入", Tone.NOW),
    SAME("未变", Tone.PLAIN),
    WRITTEN("已写入", Tone.OK);

    private final String label;
    private final Tone tone;

    Standing(String label, Tone tone) {
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

  /**
   * A line.
   *
   * @param cells as they stand in the file, numbers of documents masked
   * @param cell C17, several divided by 、, or null
   * @param subject what was written or stood there before, or null
   */
  record Row(
      int line, Standing standing, List<String> cells, String cell, String reason, Long subject) {
    /** What stands in the cells that are wrong. */
    public String content() {
      if (cell == null) return "";
      var texts = new ArrayList<String>();
      for (String one : cell.split("、")) texts.add(text(SheetLine.column(one)));
      return String.join("、", texts);
    }

    /** What stands in a column of the file. */
    public String text(int column) {
      String text = column < 0 || column >= cells.size() ? "" : cells.get(column);
      return text.isBlank() ? "（空）" : text;
    }
  }

  @Transactional(readOnly = true)
  Slice<Row> page(SheetImport table, String standing, Paging paging) {
    var query =
        Keyset.of(jdbc, SQL)
            .param("id", table.id())
            .param("standing", standing)
            .order("line", Column.number("line"));
    return query.fetch(paging, rows(table)).withTotal(query.count());
  }

  @Transactional(readOnly = true)
  void export(SheetImport table, String standing, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(SQL + " ORDER BY r.line")
            .param("id", table.id())
            .param("standing", standing)
            .withFetchSize(1_000)
            .query(rows(table))
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private RowMapper<Row> rows(SheetImport table) {
    var columns = SheetColumns.of(kinds.get(table.kind()), table.headers());
    return (rs, i) -> row(rs, columns);
  }

  /** Also the eight digits of a number that are no day of birth, which its refusal names. */
  private static String masked(String reason) {
    return reason == null
        ? null
        : Masking.numbersIn(reason).replaceAll("(?<![*\\p{Nd}])\\p{Nd}{8}(?!\\p{Nd})", "********");
  }

  private static Row row(ResultSet rs, SheetColumns columns) throws SQLException {
    return new Row(
        rs.getInt("line"),
        Standing.valueOf(rs.getString("standing")),
        columns.masked(List.of((String[]) rs.getArray("cells").getArray())),
        rs.getString("cell"),
        masked(rs.getString("reason")),
        rs.getObject("subject", Long.class));
  }
}
