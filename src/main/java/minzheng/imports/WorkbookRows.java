package minzheng.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import minzheng.kernel.RuleViolation;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of a workbook that {@link WorkbookCheck} has let through. */
final class WorkbookRows implements SheetRows {
  /** Days that a spreadsheet's date may mean: 1900 to 9999. */
  private static final BigDecimal LAST_DAY = new BigDecimal("2958465");

  private final ReadableWorkbook book;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;

  WorkbookRows(Path file) throws IOException {
    try {
      book = new ReadableWorkbook(file.toFile());
      stream = book.getFirstSheet().openStream();
      rows = stream.iterator();
    } catch (ExcelReaderException | IOException e) {
      throw unreadable();
    }
  }

  private static RuleViolation unreadable() {
    return new RuleViolation("file", "工作簿读不出来，可能已损坏，请用表格软件打开后另存为 .xlsx 再上传。");
  }

  @Override
  public SheetLine next() {
    try {
      if (!rows.hasNext()) return null;
      Row row = rows.next();
      List<Cell> cells = new ArrayList<>(Math.min(row.getCellCount(), COLUMNS));
      for (int i = 0; i < row.getCellCount(); i++) {
        Cell cell = cell(row.getCell(i));
        if (i < COLUMNS) cells.add(cell);
        else if (!cell.blank()) throw tooWide(); // formatted but empty ones do no harm
      }
      return new SheetLine(row.getRowNum(), cells);
    } catch (ExcelReaderException e) {
      throw unreadable();
    }
  }

  static RuleViolation tooWide() {
    return new RuleViolation("file", "表格超过 " + COLUMNS + " 列，请删去与模板无关的列。");
  }

  private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
    if (cell == null) return Cell.EMPTY;
    if (cell.getFormula() != null || cell.getType() == CellType.FORMULA)
      throw WorkbookCheck.formula(cell.getAddress().toString());
    if (cell.getType() != CellType.NUMBER) return Cell.of(cell.getText());
    BigDecimal number = cell.asNumber();
    if (number == null) return Cell.EMPTY;
    String text = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return new Cell(text, true, day(cell, number));
  }

  private static LocalDate day(org.dhatim.fastexcel.reader.Cell cell, BigDecimal number) {
    boolean dated = number.signum() > 0 && number.compareTo(LAST_DAY) <= 0;
    return dated ? cell.asDate().toLocalDate() : null;
  }

  @Override
  public void close() {
    stream.close();
    try {
      book.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
