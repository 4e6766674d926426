package minzheng.imports;

import java.io.IOException;
import java.io.OutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The workbook to fill in: headers, an example, and what each column takes. */
final class Template {
  /** So many rows are formatted as text, so that long numbers keep their last digits. */
  private static final int TEXT_ROWS = 2_000;

  private Template() {}

  static void write(ImportKind kind, OutputStream out) throws IOException {
    try (var book = new Workbook(out, "Minzheng", "1.0")) {
      var columns = kind.columns();
      var list = book.newWorksheet(kind.label() + "名单");
      head(list, kind);
      list.range(1, 0, TEXT_ROWS, columns.size() - 1).style().format("@").set();
      list.freezePane(0, 1);
      var example = book.newWorksheet("填写示例");
      head(example, kind);
      for (int i = 0; i < columns.size(); i++) example.value(1, i, columns.get(i).example());
      notes(book.newWorksheet("填写说明"), kind);
    }
  }

  private static void head(Worksheet sheet, ImportKind kind) {
    var columns = kind.columns();
    for (int i = 0; i < columns.size(); i++) {
      sheet.value(0, i, columns.get(i).header() + (columns.get(i).required() ? "*" : ""));
      sheet.style(0, i).bold().set();
      sheet.width(i, 20);
    }
  }

  private static void notes(Worksheet sheet, ImportKind kind) {
    sheet.value(0, 0, "列");
    sheet.value(0, 1, "怎样填写（带 * 的列不能缺）");
    sheet.style(0, 0).bold().set();
    sheet.style(0, 1).bold().set();
    sheet.width(0, 16);
    sheet.width(1, 80);
    int line = 1;
    for (var column : kind.columns()) {
      sheet.value(line, 0, column.header());
      sheet.value(line++, 1, column.hint());
    }
    line++;
    for (String note : kind.about().notes()) sheet.value(line++, 1, note);
  }
}
