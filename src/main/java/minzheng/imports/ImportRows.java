package minzheng.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Labelled;
import minzheng.web.Paging;
import minzheng.web.Slice;
import minzheng.web.Tone;
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

  ImportRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
   * @param cells as they stand in the file
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
  Slice<Row> page(long id, String standing, Paging paging) {
    var query =
        Keyset.of(jdbc, SQL)
            .param("id", id)
            .param("standing", standing)
            .order("line", Column.number("line"));
    return query.fetch(paging, ImportRows::row).withTotal(query.count());
  }

  @Transactional(readOnly = true)
  void export(long id, String standing, Consumer<Row> sheet) {
    try (var rows =
        jdbc
            .sql(SQL + " ORDER BY r.line")
            .param("id", id)
            .param("standing", standing)
            .withFetchSize(1_000)
            .query(ImportRows::row)
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private static Row row(ResultSet rs, int i) throws SQLException {
    return new Row(
        rs.getInt("line"),
        Standing.valueOf(rs.getString("standing")),
        List.of((String[]) rs.getArray("cells").getArray()),
        rs.getString("cell"),
        rs.getString("reason"),
        rs.getObject("subject", Long.class));
  }
}
