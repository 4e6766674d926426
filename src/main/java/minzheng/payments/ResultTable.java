package minzheng.payments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.RuleViolation;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/**
 * The rows of a file a bank sent, as text. What the file is, its bytes tell: Excel, or CSV in UTF-8
 * or GB18030; a file name tells nothing.
 */
final class ResultTable {
  private static final int MOST_ROWS = 1_000_000;

  private ResultTable() {}

  /**
   * @throws RuleViolation when it is neither
   */
  static List<List<String>> read(byte[] content) {
    if (content.length == 0) throw new RuleViolation("file", "文件是空的，请重新选择银行回执文件");
    if (content.length > 3 && content[0] == 'P' && content[1] == 'K') return excel(content);
    for (byte b : content)
      if (b == 0) throw new RuleViolation("file", "这不是 CSV 或 Excel（xlsx）文件，请向银行索取这两种格式");
    return csv(text(content));
  }

  private static String text(byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      text = new String(content, Charset.forName("GB18030"));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static List<List<String>> excel(byte[] content) {
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(content));
        var rows = book.getFirstSheet().openStream()) {
      var table = new ArrayList<List<String>>();
      rows.limit(MOST_ROWS)
          .forEach(
              row -> {
                while (table.size() < row.getRowNum() - 1) table.add(List.of());
                var cells = new ArrayList<String>();
                for (int i = 0; i < row.getCellCount(); i++)
                  cells.add(row.hasCell(i) ? row.getCellText(i).strip() : "");
                table.add(cells);
              });
      return table;
    } catch (IOException | RuntimeException e) {
      throw new RuleViolation("file", "Excel 文件打不开，请用 Excel 另存为 xlsx 后再导入");
    }
  }

  private static List<List<String>> csv(String text) {
    var table = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') cell.append(c);
        else if (i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(++i));
        else quoted = false;
      } else if (c == '"') quoted = true;
      else if (c == ',' || c == '\t') end(row, cell);
      else if (c == '\n') {
        end(row, cell);
        table.add(List.copyOf(row));
        row.clear();
      } else if (c != '\r') cell.append(c);
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      end(row, cell);
      table.add(List.copyOf(row));
    }
    return table;
  }

  private static void end(List<String> row, StringBuilder cell) {
    row.add(cell.toString().strip());
    cell.setLength(0);
  }
}
