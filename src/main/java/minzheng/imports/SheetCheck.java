package minzheng.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import minzheng.kernel.RuleViolation;
import org.apache.tika.Tika;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Looks at what a table is, not at what it claims to be. Refuses with one sentence at “file”. */
@Component
class SheetCheck {
  static final int MAX_MEGABYTES = 20;
  static final long MAX_BYTES = MAX_MEGABYTES * 1024L * 1024;
  private static final int LONGEST_NAME = 120;
  private static final String WAY_OUT = "请上传 .xlsx 工作簿或 .csv 文件";
  private static final Set<String> WORKBOOKS =
      Set.of("application/zip", "application/x-tika-ooxml");

  /** Text in GB18030 is not recognised as such; what it is shows when every sign is decoded. */
  private static final Set<String> TEXTS = Set.of("text/plain", "application/octet-stream");

  private final Tika tika = new Tika();
  private final int mostRows;

  SheetCheck(@Value("${minzheng.imports.most-rows}") int mostRows) {
    this.mostRows = mostRows;
  }

  /**
   * A table that may be read.
   *
   * @param name cleaned
   * @param headers the file's columns as they stand there
   * @param headerLine the line they stand in
   * @param rows lines below the headers, about
   */
  record Accepted(
      String name, SheetFormat format, List<String> headers, int headerLine, int rows) {}

  /**
   * @throws RuleViolation at “file”
   */
  Accepted check(ImportKind kind, String claimedName, Path file) {
    String name = clean(claimedName);
    try {
      long size = Files.size(file);
      if (size == 0) throw refused("文件是空的，没有内容，请检查后重新选择");
      if (size > MAX_BYTES) throw tooLarge();
      String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return switch (extension) {
        case "xlsx" -> workbook(kind, name, file);
        case "csv" -> text(kind, name, file);
        case "xlsm", "xltm", "xlam", "xlsb" -> throw WorkbookCheck.macros();
        case "xls", "et", "wps" -> throw refused("旧格式的表格不能导入，请用表格软件打开后另存为 .xlsx 再上传");
        default -> throw refused("这种文件不能导入，" + WAY_OUT);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RuleViolation tooLarge() {
    return refused("文件超过 " + MAX_MEGABYTES + " MB，请拆成几个文件分批导入");
  }

  private static RuleViolation refused(String why) {
    return new RuleViolation("file", why + "。");
  }

  private Accepted workbook(ImportKind kind, String name, Path file) throws IOException {
    String actual = actual(file);
    if (actual.startsWith("application/x-tika-msoffice")) throw oldOffice(file);
    if (!WORKBOOKS.contains(actual)) throw notWhatItSays(actual);
    int lines = WorkbookCheck.check(file);
    return headed(kind, name, file, SheetFormat.XLSX, lines);
  }

  /** The old container: a workbook with a password, or one of the former format. */
  private static RuleViolation oldOffice(Path file) throws IOException {
    var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    var mark =
        new String(
            "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    return content.contains(mark)
        ? WorkbookCheck.encrypted()
        : refused("内容是旧格式的 Office 文件，只是改了扩展名，请用表格软件打开后另存为 .xlsx 再上传");
  }

  private Accepted text(ImportKind kind, String name, Path file) throws IOException {
    String actual = actual(file);
    if (!TEXTS.contains(actual)) throw notWhatItSays(actual);
    for (var format : List.of(SheetFormat.CSV_UTF8, SheetFormat.CSV_GB18030))
      try (var rows = SheetRows.open(file, format)) {
        int lines = 0;
        for (SheetLine line; (line = rows.next()) != null; ) if (!line.blank()) lines++;
        return headed(kind, name, file, format, lines);
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof CharacterCodingException)) throw e;
      }
    throw refused("文件的编码读不出来，请用表格软件打开后另存为 CSV（UTF-8）再上传");
  }

  private String actual(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return tika.detect(in.readNBytes(1 << 16));
    }
  }

  private static RuleViolation notWhatItSays(String actual) {
    boolean program =
        actual.contains("executable")
            || actual.contains("dosexec")
            || actual.contains("msdownload")
            || actual.contains("x-sh")
            || actual.contains("x-elf")
            || actual.contains("x-bat")
            || actual.contains("java");
    return program
        ? refused("这个文件是程序，只是改了扩展名，不能上传，" + WAY_OUT)
        : refused("文件内容与扩展名不符，" + WAY_OUT + "，不要自行改扩展名");
  }

  private Accepted headed(ImportKind kind, String name, Path file, SheetFormat format, int lines)
      throws IOException {
    List<String> first = null;
    try (var rows = SheetRows.open(file, format)) {
      SheetLine line;
      for (int i = 0; i < SheetColumns.HEAD_LINES && (line = rows.next()) != null; i++) {
        if (line.blank()) continue;
        var headers = line.cells().stream().map(c -> c.text().strip()).toList();
        if (first == null) first = headers;
        if (!SheetColumns.isHead(kind, headers)) continue;
        SheetColumns.of(kind, headers);
        if (!anything(rows)) throw refused("表头下面没有数据，请填写后再上传");
        int rowsBelow = Math.max(1, lines - i - 1);
        if (rowsBelow > mostRows)
          throw refused("表格有 %,d 行，一次最多导入 %,d 行，请拆成几个文件".formatted(rowsBelow, mostRows));
        return new Accepted(name, format, headers, line.number(), rowsBelow);
      }
    }
    SheetColumns.of(kind, first == null ? new ArrayList<>() : first);
    throw new IllegalStateException("a head that is none");
  }

  private static boolean anything(SheetRows rows) {
    for (SheetLine line; (line = rows.next()) != null; ) if (!line.blank()) return true;
    return false;
  }

  /** The name without any path or control characters, of bounded length, with its extension. */
  private static String clean(String name) {
    String base = name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
    base = base.substring(base.lastIndexOf('\\') + 1).replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "");
    base = base.strip();
    if (base.isEmpty()) throw refused("请选择要导入的文件");
    if (base.codePointCount(0, base.length()) <= LONGEST_NAME) return base;
    return base.substring(base.offsetByCodePoints(base.length(), -LONGEST_NAME));
  }
}
