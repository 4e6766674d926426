package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** The bank's answers to the run that was sent: one in forty returned. */
final class ResultWork implements Work {
  private final Bureau bureau;
  private final Staff staff;

  ResultWork(Bureau bureau, Staff staff) {
    this.bureau = bureau;
    this.staff = staff;
  }

  @Override
  public String name() {
    return "bank_result";
  }

  @Override
  public void prepare() {
    var text = new StringBuilder("流水号,金额,结果,原因\r\n");
    bureau
        .sql()
        .sql(
            """
            SELECT reference || ',' || amount || CASE WHEN seq % 40 = 0 THEN ',失败,账号不存在' ELSE ',成功,' END
            FROM bank_line WHERE state = 'SENT' ORDER BY seq
            """)
        .query(String.class)
        .list()
        .forEach(line -> text.append(line).append("\r\n"));
    String page = "/payments/runs/" + bureau.number("SELECT id FROM run") + "/results";
    var shown = Staff.upload(staff.finance(), page, "回执.csv", text.toString());
    assertThat(shown.body()).contains("导入前核对");
  }

  @Override
  public void ask() {
    String run = "/payments/runs/" + bureau.number("SELECT run_id FROM result_file");
    long file = bureau.number("SELECT id FROM result_file");
    Staff.post(staff.finance(), run + "/results", "/payments/results/" + file + "/apply");
  }

  @Override
  public boolean first() {
    return false;
  }

  @Override
  public Map<String, String> totals() {
    var totals = RunWork.money(bureau);
    totals.put(
        "messages",
        Ledger.digest(
            bureau.sql(),
            "SELECT channel, recipient, template, title, body FROM message WHERE channel <>"
                + " 'INBOX'"));
    return totals;
  }
}
