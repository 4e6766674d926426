package minzheng.imports;

import java.io.IOException;
import java.nio.file.Path;

/** The lines of a table, one after the other; the file is never in memory as a whole. */
interface SheetRows extends AutoCloseable {
  /** The most columns a table may have. */
  int COLUMNS = 100;

  /** The next line that exists; null behind the last. */
  SheetLine next();

  @Override
  void close();

  /**
   * @throws minzheng.kernel.RuleViolation at “file” when it cannot be read as what it is
   */
  static SheetRows open(Path file, SheetFormat format) throws IOException {
    return format == SheetFormat.XLSX ? new WorkbookRows(file) : new CsvRows(file, format.charset);
  }
}
