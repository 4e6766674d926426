package minzheng.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.RuleViolation;

/** Lines of text divided by commas (RFC 4180), read sign by sign. */
final class CsvRows implements SheetRows {
  private static final int LONGEST_CELL = 10_000;
  private static final int END = -1;

  private final Reader reader;
  private final StringBuilder text = new StringBuilder();
  private int line;
  private int ahead;

  CsvRows(Path file, Charset charset) throws IOException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder), 1 << 16);
    read();
    if (ahead == '\ufeff') read();
  }

  @Override
  public SheetLine next() {
    if (ahead == END) return null;
    line++;
    var cells = new ArrayList<Cell>();
    do cells.add(cell(cells));
    while (comma());
    return new SheetLine(line, List.copyOf(cells));
  }

  /** Goes behind a comma; at the end of the line behind that, and says no. */
  private boolean comma() {
    if (ahead == ',') {
      read();
      return true;
    }
    if (ahead == '\r') read();
    if (ahead == '\n') read();
    return false;
  }

  private Cell cell(List<Cell> before) {
    if (before.size() >= COLUMNS) throw WorkbookRows.tooWide();
    text.setLength(0);
    if (ahead == '"') quoted();
    while (ahead != END && ahead != ',' && ahead != '\r' && ahead != '\n') add();
    if (!text.isEmpty() && text.charAt(0) == '=') // a spreadsheet takes it for one, quoted or not
    throw WorkbookCheck.formula(SheetLine.letters(before.size()) + line);
    return Cell.of(text.toString());
  }

  private void quoted() {
    read();
    while (true) {
      if (ahead == END)
        throw new RuleViolation("file", "第 %d 行有引号没有成对，请检查文件后重新另存为 CSV。".formatted(line));
      if (ahead == '"') {
        read();
        if (ahead != '"') return;
      }
      add();
    }
  }

  private void add() {
    if (text.length() >= LONGEST_CELL)
      throw new RuleViolation("file", "第 %d 行有一格超过一万字，不是人员名册一类的表格，请核对文件。".formatted(line));
    text.append((char) ahead);
    read();
  }

  private void read() {
    try {
      ahead = reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (ahead >= 0 && ahead < ' ' && ahead != '\t' && ahead != '\r' && ahead != '\n')
      throw new RuleViolation("file", "文件里有不是文字的内容，请用表格软件打开后另存为 CSV（UTF-8）再上传。");
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
