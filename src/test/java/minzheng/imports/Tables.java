package minzheng.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import minzheng.kernel.IdNumber;
import org.dhatim.fastexcel.Workbook;

/** Tables as offices hand them in, with people whom no other test of the run has. */
public final class Tables {
  public static final List<String> PERSONS =
      List.of("证件类型", "证件号码", "姓名", "性别", "出生日期", "户籍地", "居住地", "联系电话", "详细住址");

  private static final AtomicInteger NEXT = new AtomicInteger();

  private Tables() {}

  /** Identity numbers of a division that no other test uses, each only once. */
  public static String idNumber() {
    int n = NEXT.getAndIncrement();
    var birth = LocalDate.of(1930, 1, 1).plusDays(n % 25_000);
    String digits =
        "9970%02d%s%03d"
            .formatted(n / 25_000 / 900, birth.toString().replace("-", ""), 100 + n / 25_000 % 900);
    return digits + IdNumber.check(digits);
  }

  /** Somebody who may be registered in a street or community. */
  public static List<String> person(String region) {
    String number = idNumber();
    String phone = "1370%07d".formatted(NEXT.get());
    return List.of(
        "", number, "林" + given(), "", "", region, region, phone, "双桂路 " + NEXT.get() + " 号");
  }

  private static String given() {
    int n = NEXT.get();
    return "" + (char) ('一' + n % 5000) + (char) ('丁' + n / 5000 % 5000);
  }

  /** The row with another cell. */
  public static List<String> with(List<String> row, String header, String text) {
    var changed = new ArrayList<>(row);
    changed.set(PERSONS.indexOf(header), text);
    return changed;
  }

  public static Path workbook(List<String> headers, List<List<String>> rows) {
    return workbook(headers, rows.size(), rows::get);
  }

  /** A workbook of texts whose rows are made while it is written. */
  public static Path workbook(List<String> headers, int rows, IntFunction<List<String>> row) {
    try {
      Path file = file(".xlsx");
      try (var out = Files.newOutputStream(file);
          var book = new Workbook(out, "Tests", "1.0")) {
        var sheet = book.newWorksheet("名单");
        for (int i = 0; i < headers.size(); i++) sheet.value(0, i, headers.get(i));
        for (int n = 0; n < rows; n++) {
          var cells = row.apply(n);
          for (int i = 0; i < cells.size(); i++)
            if (!cells.get(i).isEmpty()) sheet.value(n + 1, i, cells.get(i));
          if (n % 1000 == 999) sheet.flush();
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path csv(Charset charset, List<String> headers, List<List<String>> rows) {
    String text =
        IntStream.range(-1, rows.size())
            .mapToObj(n -> n < 0 ? headers : rows.get(n))
            .map(cells -> cells.stream().map(Tables::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    return bytes(".csv", text.getBytes(charset));
  }

  private static String quoted(String cell) {
    return cell.matches(".*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  public static Path bytes(String extension, byte[] content) {
    try {
      return Files.write(file(extension), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path file(String extension) {
    try {
      Path file = Files.createTempFile("table", extension);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
