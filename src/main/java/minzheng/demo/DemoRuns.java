package minzheng.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.payments.BankFiles;
import minzheng.payments.BankFormat;
import minzheng.payments.Results;
import minzheng.payments.Run;
import minzheng.payments.RunState;
import minzheng.payments.Runs;
import minzheng.security.Scope;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Three months of payments of each district: sent, answered by the bank, a few lines returned. */
@Component
@Profile("demo")
class DemoRuns {
  static final int MONTHS = 3;

  /** Every so many lines one comes back. */
  private static final int RETURNED_OF = 40;

  private final Staff staff;
  private final Runs runs;
  private final BankFiles files;
  private final Results results;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DemoRuns(
      Staff staff,
      Runs runs,
      BankFiles files,
      Results results,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.staff = staff;
    this.runs = runs;
    this.files = files;
    this.results = results;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Whether the last of the runs has been answered, which is the last thing the city does. */
  boolean complete(LocalDate today) {
    return Scope.callAs(
        "5101",
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                                """
                                SELECT count(*) FROM run
                                WHERE state IN ('PARTLY_RETURNED', 'RECONCILED')
                                """)
                            .query(Integer.class)
                            .single()
                        >= MONTHS * 2 * 2));
  }

  void month(YearMonth month) {
    for (String desk : List.of("jinjiang", "qingyang"))
      for (String programme : List.of("DIBAO", "OLD_AGE"))
        month(desk, desk.equals("jinjiang") ? "510104" : "510105", programme, month);
  }

  void month(String desk, String area, String programme, YearMonth month) {
    LocalDate day = month.atDay(8);
    String maker = desk + ".finance";
    Run run = staff.on(day, maker, user -> runs.draft(programme, month, area, user.actor()));
    if (run.state() == RunState.DRAFT)
      step(day, desk + ".finance2", user -> runs.check(run.id(), user.actor()));
    if (state(day, maker, run) == RunState.CHECKED)
      step(day, desk + ".approver", user -> runs.approve(run.id(), user.actor()));
    if (state(day, maker, run) == RunState.APPROVED)
      step(
          day.plusDays(1),
          maker,
          user -> runs.send(run.id(), "中国农业银行", BankFormat.CSV, user.actor()));
    if (state(day, maker, run) == RunState.SENT) answer(day.plusDays(3), maker, run);
  }

  private void step(
      LocalDate day, String who, java.util.function.Consumer<minzheng.security.CurrentUser> work) {
    staff.on(
        day,
        who,
        user -> {
          work.accept(user);
          return null;
        });
  }

  private RunState state(LocalDate day, String who, Run run) {
    return staff.on(day, who, user -> runs.get(run.id()).state());
  }

  private void answer(LocalDate day, String who, Run run) {
    step(
        day,
        who,
        user -> {
          var file = files.of(run.id()).getFirst();
          String sent = new String(files.download(file.id()).content(), StandardCharsets.UTF_8);
          byte[] answer = answer(sent).getBytes(StandardCharsets.UTF_8);
          var read = results.preview(run.id(), run.number() + "-回执.csv", answer, user.actor());
          results.apply(read.file().id(), user.actor());
        });
  }

  /** The bank's answer to its file: every line paid but a few. */
  private static String answer(String sent) {
    var text = new StringBuilder("流水号,金额,结果,原因\n");
    int line = 0;
    for (String row : sent.lines().skip(1).toList()) {
      String[] cells = row.split(",");
      if (cells[0].startsWith("合计")) break;
      boolean returned = ++line % RETURNED_OF == 0;
      text.append(cells[0]).append(',').append(cells[4]).append(',');
      text.append(returned ? "退回,账户已销户" : "成功,").append('\n');
    }
    return text.toString();
  }
}
