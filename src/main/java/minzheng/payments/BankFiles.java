package minzheng.payments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.dhatim.fastexcel.Workbook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files a bank gets, kept with their bytes: what was sent can be proved, and a second download
 * is the same file.
 */
@Service
public class BankFiles {
  static final List<String> HEADINGS = List.of("流水号", "户名", "账号", "开户行", "金额", "用途");
  private static final String COLUMNS =
      "id, run_id, region, format, name, rows, control_total, sha256, created_at, created_by_name";

  private final JdbcClient jdbc;
  private final RunStore runs;
  private final ProgrammeNames programmes;
  private final Audit audit;

  BankFiles(JdbcClient jdbc, RunStore runs, ProgrammeNames programmes, Audit audit) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.programmes = programmes;
    this.audit = audit;
  }

  private record Line(String reference, String holder, String account, String bank, Money amount) {}

  /** The files of a run, the first one first. */
  @Transactional(readOnly = true)
  public List<BankFile> of(long run) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM bank_file WHERE run_id = ? ORDER BY id")
        .param(run)
        .query(BankFiles::file)
        .list();
  }

  /** The same lines for a bank that reads another format; the file that exists if there is one. */
  @Transactional
  public BankFile another(long runId, BankFormat format, Actor by) {
    Run run = runs.get(runId);
    if (!run.state().isOut()) throw new RuleViolation(null, "批次还没有送银行，不能另存格式");
    return of(runId).stream()
        .filter(f -> f.format() == format)
        .findFirst()
        .orElseGet(() -> create(run, format, by));
  }

  /** The file's bytes. Each download is written to the trail. */
  @Transactional
  public Download download(long id) {
    var file =
        jdbc.sql("SELECT " + COLUMNS + " FROM bank_file WHERE id = ?")
            .param(id)
            .query(BankFiles::file)
            .optional()
            .orElseThrow(() -> new NotFound("银行文件"));
    byte[] content =
        jdbc.sql("SELECT content FROM bank_file WHERE id = ?")
            .param(id)
            .query((rs, i) -> rs.getBytes(1))
            .single();
    audit.write("下载", "银行文件", file.name(), file.area());
    return new Download(file, content);
  }

  /** A file with its bytes. */
  public record Download(BankFile file, byte[] content) {}

  BankFile create(Run run, BankFormat format, Actor by) {
    var lines =
        jdbc.sql(
                """
                SELECT reference, holder, account, bank, amount FROM bank_line
                WHERE run_id = ? AND sent_at IS NOT NULL ORDER BY seq
                """)
            .param(run.id())
            .query(
                (rs, i) ->
                    new Line(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        Money.of(rs.getBigDecimal(5))))
            .list();
    Money total = lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    String use = programmes.title(run.programme()) + run.month();
    byte[] content =
        switch (format) {
          case CSV -> csv(lines, total, use, StandardCharsets.UTF_8);
          case CSV_GB18030 -> csv(lines, total, use, Charset.forName("GB18030"));
          case XLSX -> xlsx(lines, total, use);
        };
    String suffix = format == BankFormat.CSV_GB18030 ? "-GB18030." : ".";
    jdbc.sql(
            """
            INSERT INTO bank_file (region, run_id, format, name, rows, control_total, sha256, content,
                                   created_at, created_by, created_by_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(run.area(), run.id(), format.name(), run.number() + suffix + format.extension())
        .params(lines.size(), total.amount(), sha256(content), content)
        .params(runs.now(), by.accountId(), by.name())
        .update();
    return of(run.id()).getLast();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] csv(List<Line> lines, Money total, String use, Charset charset) {
    var text = new StringBuilder(lines.size() * 80);
    if (charset == StandardCharsets.UTF_8) text.append('\uFEFF'); // Excel on Windows asks for it
    row(text, HEADINGS);
    for (Line l : lines)
      row(
          text,
          List.of(l.reference(), l.holder(), l.account(), l.bank(), l.amount().toString(), use));
    row(text, List.of("合计", lines.size() + "笔", "", "", total.toString(), ""));
    return text.toString().getBytes(charset);
  }

  private static void row(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) text.append(',');
      String cell = cells.get(i);
      if (cell.matches("(?s).*[\",\r\n].*"))
        text.append('"').append(cell.replace("\"", "\"\"")).append('"');
      else text.append(cell);
    }
    text.append("\r\n");
  }

  private static byte[] xlsx(List<Line> lines, Money total, String use) {
    var out = new ByteArrayOutputStream();
    try (var book = new Workbook(out, "Minzheng", "1.0")) {
      var sheet = book.newWorksheet("代发");
      for (int c = 0; c < HEADINGS.size(); c++) sheet.value(0, c, HEADINGS.get(c));
      int r = 1;
      for (Line l : lines) {
        sheet.value(r, 0, l.reference());
        sheet.value(r, 1, l.holder());
        sheet.value(r, 2, l.account()); // as text: 19 digits are no number
        sheet.value(r, 3, l.bank());
        sheet.value(r, 4, l.amount().amount());
        sheet.style(r, 4).format("0.00").set();
        sheet.value(r++, 5, use);
      }
      sheet.value(r, 0, "合计");
      sheet.value(r, 1, lines.size() + "笔");
      sheet.value(r, 4, total.amount());
      sheet.style(r, 4).format("0.00").set();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static BankFile file(ResultSet rs, int row) throws SQLException {
    return new BankFile(
        rs.getLong("id"),
        rs.getLong("run_id"),
        rs.getString("region"),
        BankFormat.valueOf(rs.getString("format")),
        rs.getString("name"),
        rs.getInt("rows"),
        Money.of(rs.getBigDecimal("control_total")),
        rs.getString("sha256"),
        Run.instant(rs, "created_at"),
        rs.getString("created_by_name"));
  }
}
