package minzheng.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import minzheng.audit.Audit;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/**
 * Excel files of what a list shows, written while the rows are read.
 *
 * <pre>{@code
 * try (var sheet = excel.sheet(response, "案件", user, List.of(
 *     Column.of("案件编号", Row::number), Column.of("金额（元）", Row::amount)))) {
 *   cases.export(filter, sheet);          // a @Transactional method that calls sheet.accept(row)
 * }
 * }</pre>
 *
 * The first line says who exported and when; the export is recorded in the audit trail with its
 * number of rows.
 */
@Component
public class Excel {
  private static final int FLUSH = 500;
  private static final String TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Clock clock;
  private final Display display;
  private final Audit audit;

  Excel(Clock clock, Display display, Audit audit) {
    this.clock = clock;
    this.display = display;
    this.audit = audit;
  }

  /** A column: text, {@link Money}, number, day, instant or null by row. */
  public record Column<T>(String header, Function<? super T, ?> value) {
    public static <T> Column<T> of(String header, Function<? super T, ?> value) {
      return new Column<>(header, value);
    }
  }

  /**
   * Starts a file that the browser saves as {@code title-date.xlsx}.
   *
   * @param title name of the list, also the object of the audit row
   */
  public <T> Sheet<T> sheet(
      HttpServletResponse response, String title, CurrentUser user, List<Column<T>> columns) {
    return sheet(response, null, title, user, columns);
  }

  /**
   * The same for a part of something.
   *
   * @param of number of what the list belongs to, in front of the title in the file's name; the id
   *     of the object of the audit row, whose type is the title
   */
  public <T> Sheet<T> sheet(
      HttpServletResponse response,
      String of,
      String title,
      CurrentUser user,
      List<Column<T>> columns) {
    String name = (of == null ? title : of + title) + "-" + LocalDate.now(clock) + ".xlsx";
    response.setContentType(TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    try {
      return new Sheet<>(
          new Workbook(response.getOutputStream(), "Minzheng", "1.0"), of, title, user, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The open file: a consumer of rows, finished by {@link #close}. */
  public final class Sheet<T> implements Consumer<T>, AutoCloseable {
    private final Workbook book;
    private final Worksheet sheet;
    private final String of;
    private final String title;
    private final CurrentUser user;
    private final List<Column<T>> columns;
    private int line = 2;

    private Sheet(
        Workbook book, String of, String title, CurrentUser user, List<Column<T>> columns) {
      this.book = book;
      this.of = of;
      this.title = title;
      this.user = user;
      this.columns = columns;
      this.sheet = book.newWorksheet(title.replaceAll("[\\\\/?*\\[\\]:]", " "));
      sheet.value(
          0,
          0,
          "导出人：%s（%s）　%s　仅供办理业务使用，含个人信息，不得外传"
              .formatted(user.name(), user.officeName(), display.time(clock.instant())));
      for (int i = 0; i < columns.size(); i++) {
        sheet.value(1, i, columns.get(i).header());
        sheet.style(1, i).bold().set();
        sheet.width(i, 18);
      }
      sheet.freezePane(0, 2);
    }

    @Override
    public void accept(T row) {
      for (int i = 0; i < columns.size(); i++) write(i, columns.get(i).value().apply(row));
      line++;
      if (line % FLUSH == 0)
        try {
          sheet.flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
    }

    /** How many rows were written. */
    public int rows() {
      return line - 2;
    }

    private void write(int column, Object value) {
      switch (value) {
        case null -> {}
        case Money money -> number(column, money.amount(), "#,##0.00");
        case BigDecimal decimal -> number(column, decimal, "#,##0.00");
        case Number number -> number(column, number, "0");
        case LocalDate day -> sheet.value(line, column, day.toString());
        case Instant instant -> sheet.value(line, column, display.time(instant));
        case Labelled labelled -> sheet.value(line, column, labelled.label());
        default -> sheet.value(line, column, harmless(value.toString()));
      }
    }

    private void number(int column, Number value, String format) {
      sheet.value(line, column, value);
      sheet.style(line, column).format(format).set();
    }

    @Override
    public void close() {
      try {
        book.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      audit.write("导出", title, of, user.region(), null, null, Map.of("rows", rows()));
    }
  }

  /** Text that a spreadsheet would take for a formula gets an apostrophe in front. */
  static String harmless(String text) {
    if (text.isEmpty() || "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) < 0) return text;
    return "'" + text;
  }
}
