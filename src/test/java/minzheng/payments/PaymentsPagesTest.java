package minzheng.payments;

import static minzheng.payments.PaymentsFixtures.AREA;
import static minzheng.payments.PaymentsFixtures.cause;
import static minzheng.payments.PaymentsFixtures.here;
import static minzheng.payments.PaymentsFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.web.TodoSource.Box;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages of the finance desk, as the people who sit in front of them see them. */
@MinzhengTest
class PaymentsPagesTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Payees payees;
  @Autowired Runs runs;
  @Autowired BankFiles files;
  @Autowired PaymentsDesk desk;
  private PaymentsFixtures f;

  @BeforeEach
  void desks() {
    f = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
  }

  @Test
  void a_month_from_the_draft_to_the_reconciled_run_by_its_pages() {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    long hu = f.payee("彭秀英");
    f.grant(f.household(), hu, "2018-07", "470.00");

    String run =
        redirect(
            post(
                "/payments/new",
                f.makerUser,
                Map.of(
                    "programme",
                    f.programme,
                    "month",
                    "2018年7月",
                    "area",
                    AREA,
                    "kind",
                    "REGULAR")));
    assertThat(run).matches("/payments/runs/[0-9]+");
    Document draft = page(get(run, f.makerUser), 200);
    assertThat(draft.select("h1").text()).contains("锦江区", "2018 年 7 月", "-201807");
    assertThat(draft.text()).contains("由另一位发放人员核对", "1,070.00");
    assertThat(draft.select("a:contains(核对)[href$=/check]")).isEmpty();

    assertThat(redirect(post(run + "/check", f.makerUser, Map.of()))).isEqualTo(run);
    assertThat(page(get(run, f.checkerUser), 200).select("a[href$=/check]")).hasSize(1);
    assertThat(page(get(run + "/check", f.checkerUser), 200).text()).contains("冻结", "1,070.00");
    redirect(post(run + "/check", f.checkerUser, Map.of()));
    assertThat(page(get(run, f.approverUser), 200).select("a[href$=/approve]")).hasSize(1);
    redirect(post(run + "/approve", f.approverUser, Map.of()));

    Document asked = page(post(run + "/send", f.makerUser, Map.of("bank", " ")), 400);
    assertThat(asked.select("#bank-error").text()).contains("请填写代发银行");
    redirect(post(run + "/send", f.makerUser, Map.of("bank", "农业银行", "format", "CSV")));
    Document sent = page(get(run, f.makerUser), 200);
    assertThat(sent.text()).contains("已发送", "农业银行", "与批次一致", "回执未齐");
    String file = sent.select("a[href^=/payments/files/]").attr("href");
    var download = get(file, f.makerUser);
    assertThat(download).hasStatusOk();
    assertThat(text(download)).contains("600.00", "470.00", "合计,2笔,,,1070.00");
    assertThat(get(file, f.approverUser)).hasStatus(403);

    String answer = answer(text(download), "470.00");
    Document preview = page(upload(run + "/results", f.makerUser, answer), 200);
    assertThat(preview.text()).contains("导入前核对", "600.00", "470.00");
    String apply = preview.select("form[action$=/apply]").attr("action");
    redirect(post(apply, f.makerUser, Map.of()));
    redirect(post(apply, f.makerUser, Map.of()));
    assertThat(page(upload(run + "/results", f.makerUser, answer), 200).text()).contains("不会重复入账");
    Document returned = page(get(run, f.makerUser), 200);
    assertThat(returned.select("#returned tbody tr").text())
        .contains("彭秀英", "470.00", "账户已销户", "请对象提供新账户", "待核实");
    assertThat(returned.text()).contains("与文件一致", "部分退回", "还差 1 笔退回");

    String line = returned.select("#returned a[href^=/payments/returns/]").attr("href");
    assertThat(page(get(line, f.makerUser), 200).select("[id]").eachAttr("id"))
        .as("two forms on one page")
        .contains("note", "remark")
        .doesNotHaveDuplicates();
    redirect(post(line + "/hold", f.makerUser, Map.of("remark", "本人失联")));
    assertThat(page(get(line, f.makerUser), 200).text()).contains("本人失联");
    redirect(post(line + "/reopen", f.makerUser, Map.of("remark", "又联系上了")));
    Document wrong =
        page(
            post(
                line + "/account",
                f.makerUser,
                Map.of("bank", "", "account", "12 34", "holder", "<b>彭")),
            400);
    assertThat(wrong.select("#bank-error, #holder-error").eachText())
        .as("all that is wrong at once")
        .containsExactly("请填写开户银行", "户名只能包含文字和间隔号“·”，请对照存折或银行卡填写");
    assertThat(wrong.select("#account-error").text()).contains("8 到 30 位数字");
    assertThat(wrong.select("#account").val()).as("typed text is kept").isEqualTo("12 34");
    String closed = here(() -> payees.current(hu, AREA).orElseThrow().account());
    Document again =
        page(
            post(
                line + "/account",
                f.makerUser,
                Map.of("bank", "农业银行", "account", closed, "holder", "彭秀英")),
            400);
    assertThat(again.select("#account-error").text()).contains("账户已销户", "另一个账户");
    var old = here(() -> payees.current(hu, AREA).orElseThrow());
    var unchanged = Map.of("bank", old.bank(), "account", closed, "holder", old.holder());
    returnedFor("FROZEN", line);
    assertThat(page(post(line + "/account", f.makerUser, unchanged), 400).text())
        .contains("这就是银行退回的账号（账户冻结），没有更正");
    returnedFor("ACCOUNT_CLOSED", line);
    redirect(
        post(
            line + "/account",
            f.makerUser,
            Map.of("bank", "农业银行", "account", "6228 4800 0009 9999", "holder", "彭秀英")));
    Document list = page(get("/payments/returns?programme=" + f.programme, f.makerUser), 200);
    assertThat(list.select("tbody tr").text()).contains("已更正为尾号 9999", "待重发");

    String extra =
        redirect(
            post("/payments/extra", f.makerUser, Map.of("programme", f.programme, "area", AREA)));
    Document claims = page(get(extra + "/claims", f.makerUser), 200);
    assertThat(claims.select("tbody tr").text()).contains("重发", "彭秀英", "470.00");
    assertThat(page(get(extra, f.makerUser), 200).select(".mz-figures").text())
        .contains("应发笔数 1笔", "重发 1 笔")
        .doesNotContain("户");
    f.send(here(() -> runs.get(id(extra))));
    assertThat(page(get(run, f.makerUser), 200).select(".mz-title").text()).contains("已对账");
    assertThat(page(get("/payments?programme=" + f.programme, f.makerUser), 200).select("tbody tr"))
        .hasSize(2);
  }

  @Test
  void a_second_run_of_the_month_says_that_there_is_one() {
    Run run = f.draft("2018-07");
    var form = Map.of("programme", f.programme, "month", "201807", "area", AREA, "kind", "REGULAR");
    assertThat(redirect(post("/payments/new", f.checkerUser, form)))
        .isEqualTo("/payments/runs/" + run.id());
    assertThat(redirect(post("/payments/new", f.checkerUser, form)))
        .isEqualTo("/payments/runs/" + run.id());
  }

  @Test
  void the_month_of_all_programmes_is_asked_for_once_and_gives_each_its_own_run() {
    var other = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
    f.grant(f.household(), f.payee("周德安"), "2001-05", "600.00");
    other.grant(other.household(), other.payee("彭秀英"), "2001-05", "470.00");
    other.grant(other.household(), other.payee("甲一"), "2001-05", "30.00");
    var all = Map.of("programme", "ALL", "month", "2001-05", "area", AREA, "kind", "REGULAR");

    String list = redirect(post("/payments/new", f.makerUser, all));
    assertThat(list).isEqualTo("/payments?month=2001-05&area=" + AREA);
    assertThat(page(get(list, f.makerUser), 200).select("tbody tr").eachText())
        .hasSize(2)
        .anyMatch(row -> row.contains(f.programme) && row.contains("600.00"))
        .anyMatch(row -> row.contains(other.programme) && row.contains("500.00"));
    redirect(post("/payments/new", f.makerUser, all));
    assertThat(page(get(list, f.makerUser), 200).select("tbody tr")).as("none twice").hasSize(2);
    assertThat(here(() -> runs.owing(YearMonth.of(2001, 5), AREA, f.maker)))
        .as("the one with most recipients first")
        .containsExactly(other.programme, f.programme);

    var none = Map.of("programme", "ALL", "month", "1999-01", "area", AREA, "kind", "REGULAR");
    assertThat(page(post("/payments/new", f.makerUser, none), 400).select("#programme-error"))
        .hasSize(1);
    var extra = Map.of("programme", "ALL", "month", "2001-05", "area", AREA, "kind", "EXTRA");
    assertThat(page(post("/payments/new", f.makerUser, extra), 400).select("#programme-error"))
        .hasSize(1);
  }

  @Test
  void a_programme_that_is_refused_does_not_keep_the_others_from_their_month() {
    var other = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
    f.grant(f.household(), f.payee("周德安"), "2001-03", "600.00");
    other.grant(other.household(), other.payee("彭秀英"), "2001-03", "470.00");
    var city = people.user(Fixtures.CITY, Role.FINANCE).actor();
    Scope.runAs(
        Fixtures.CITY, () -> runs.draft(f.programme, YearMonth.of(2001, 3), Fixtures.CITY, city));
    var all = Map.of("programme", "ALL", "month", "2001-03", "area", AREA, "kind", "REGULAR");
    var answer = post("/payments/new", f.makerUser, all);
    String list = redirect(answer);
    assertThat(String.valueOf(answer.getMvcResult().getFlashMap().get("refused")))
        .contains(f.programme, "范围重叠");
    assertThat(String.valueOf(answer.getMvcResult().getFlashMap().get("done"))).contains("1 个项目");
    assertThat(page(get(list, f.makerUser), 200).select("tbody tr").eachText())
        .singleElement()
        .asString()
        .contains(other.programme, "470.00");
  }

  @Test
  void wrong_input_for_a_new_run_is_answered_where_it_stands() {
    var form = Map.of("programme", "", "month", "2018-13", "area", AREA, "kind", "REGULAR");
    Document first = page(post("/payments/new", f.makerUser, form), 400);
    assertThat(first.select("#programme-error").text()).contains("请选择项目");
    assertThat(first.select("#month").val()).isEqualTo("2018-13");
    var month =
        Map.of("programme", f.programme, "month", "2018-13", "area", AREA, "kind", "REGULAR");
    assertThat(page(post("/payments/new", f.makerUser, month), 400).select("#month-error").text())
        .contains("没有 2018 年 13 月");
    var foreign =
        Map.of("programme", f.programme, "month", "2018-07", "area", "510105", "kind", "REGULAR");
    assertThat(page(post("/payments/new", f.makerUser, foreign), 400).select("#area-error").text())
        .contains("本单位辖区");
  }

  @Test
  void the_changes_against_last_month_are_named_and_linked() {
    long raised = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    long stopped = f.grant(f.household(), f.payee("乙二"), "2018-07", "300.00");
    f.sent("2018-07");
    here(
        () -> {
          entitlements.adjust(raised, YearMonth.of(2018, 8), terms("650.00"), cause());
          entitlements.stop(stopped, YearMonth.of(2018, 7), cause());
        });
    f.grant(f.household(), f.payee("丙三"), "2018-08", "200.00");
    Run august = f.draft("2018-08");
    Document page = page(get("/payments/runs/" + august.id(), f.checkerUser), 200);
    var table = page.select("section:has(h2:contains(与上月差异)) tbody").text();
    assertThat(table).contains("7 月常规 2 900.00", "新增 +1 +200", "停发 −1 −300", "调增 1 +50");
    String link = page.select("a[href*=change=STOPPED]").attr("href");
    Document list = page(get(link, f.checkerUser), 200);
    assertThat(list.select("tbody tr")).hasSize(1);
    assertThat(list.select("tbody tr").text()).contains("乙二", "停发", "300.00", "测试");
  }

  @Test
  void warnings_are_counted_and_lead_to_their_rows() {
    f.grant(f.household(), f.person("无户"), "2018-07", "600.00");
    long died = f.payee("亡者");
    f.grant(f.household(), died, "2018-07", "300.00");
    f.died(died);
    f.grant(f.household(), f.payee("平常"), "2018-07", "100.00");
    Run run = f.draft("2018-07");
    String base = "/payments/runs/" + run.id();
    Document page = page(get(base, f.checkerUser), 200);
    assertThat(page.select("section:has(h2:contains(核对提示)) tbody").text())
        .contains("未登记账户 1 户", "领款人已死亡 1 户");
    Document rows = page(get(base + "/rows?warning=1", f.checkerUser), 200);
    assertThat(rows.select("tbody tr")).hasSize(1);
    assertThat(rows.select("tbody tr").text()).contains("无户", "600.00", "未登记账户");
    assertThat(page(get(base + "/rows?q=平", f.checkerUser), 200).select("tbody tr")).hasSize(1);
  }

  @Test
  void a_run_with_a_dead_payee_is_frozen_only_by_who_says_that_each_was_looked_at() {
    long died = f.payee("亡者");
    f.grant(f.household(), died, "2018-07", "300.00");
    f.grant(f.household(), f.payee("平常"), "2018-07", "100.00");
    f.died(died);
    Run run = f.draft("2018-07");
    String base = "/payments/runs/" + run.id();
    Document asked = page(get(base + "/check", f.checkerUser), 200);
    assertThat(asked.select("form label:has(#verified)").text()).isEqualTo("已逐户核实，按现有决定发放");
    String rows = asked.select("a:contains(逐户查看)").attr("href");
    assertThat(page(get(rows, f.checkerUser), 200).select("tbody tr").text())
        .contains("亡者")
        .doesNotContain("平常");

    Document refused = page(post(base + "/check", f.checkerUser, Map.of()), 400);
    assertThat(refused.select("#verified-error").text()).contains("有 1 户的领款人已死亡");
    assertThat(here(() -> runs.get(run.id())).state()).isEqualTo(RunState.DRAFT);
    assertThatThrownBy(() -> here(() -> runs.check(run.id(), f.checker)))
        .isInstanceOf(RuleViolation.class);

    redirect(post(base + "/check", f.checkerUser, Map.of("verified", "true")));
    String note = "领款人已死亡 1 户，已逐户核实，按现有决定发放";
    assertThat(page(get(base, f.approverUser), 200).text()).contains(note);
    assertThat(
            f.read(
                () ->
                    jdbc.sql("SELECT reason FROM audit_event WHERE action = '核对' AND object_id = ?")
                        .param(run.number())
                        .query(String.class)
                        .list()))
        .containsExactly(note);
  }

  @Test
  void an_extra_run_asks_for_dead_payees_too() {
    long died = f.payee("亡者");
    long id = f.grant(f.household(), died, "2018-07", "300.00");
    long alive = f.grant(f.household(), f.payee("平常"), "2018-07", "100.00");
    f.sent("2018-07");
    for (long right : List.of(id, alive))
      here(() -> entitlements.adjust(right, YearMonth.of(2018, 7), terms("400.00"), cause()));
    f.died(died);
    Run run = here(() -> runs.extra(f.programme, AREA, f.maker));
    String base = "/payments/runs/" + run.id();
    assertThat(page(get(base, f.checkerUser), 200).text()).contains("领款人已死亡 1 笔补发重发");
    Document asked = page(get(base + "/check", f.checkerUser), 200);
    assertThat(asked.select("form label:has(#verified)")).hasSize(1);
    String rows = asked.select("a:contains(逐户查看)").attr("href");
    assertThat(page(get(rows, f.checkerUser), 200).select("tbody").text())
        .contains("亡者", "领款人已死亡")
        .doesNotContain("平常");
    assertThat(page(get(base + "/claims", f.checkerUser), 200).select("tbody tr")).hasSize(2);

    Document refused = page(post(base + "/check", f.checkerUser, Map.of()), 400);
    assertThat(refused.select("#verified-error").text()).contains("有 1 笔补发重发的领款人已死亡");
    redirect(post(base + "/check", f.checkerUser, Map.of("verified", "true")));
    assertThat(page(get(base, f.approverUser), 200).text())
        .contains("领款人已死亡 1 笔补发重发，已逐户核实，按现有决定发放");
  }

  @Test
  void a_step_that_does_not_fit_is_not_asked_for() {
    f.grant(f.household(), f.payee("平常"), "2018-07", "100.00");
    Run run = f.draft("2018-07");
    String base = "/payments/runs/" + run.id();
    page(get(base + "/redraft", f.makerUser), 200);
    for (String step : List.of("/approve", "/refuse"))
      assertThat(get(base + step, f.approverUser))
          .hasRedirectedUrl(base)
          .flash()
          .hasEntrySatisfying("refused", why -> assertThat(why).asString().contains("现在是“草稿”"));
    assertThat(get(base + "/check", f.makerUser))
        .hasRedirectedUrl(base)
        .flash()
        .containsEntry("refused", "您已经办理过这个批次的前一步，不能再核对；请由另一位同事办理");
    f.send(run);
    for (String step : List.of("/check", "/send", "/redraft", "/discard"))
      assertThat(get(base + step, f.makerUser))
          .hasRedirectedUrl(base)
          .flash()
          .hasEntrySatisfying("refused", why -> assertThat(why).asString().contains("现在是“已发送”"));
  }

  @Test
  void the_export_holds_exactly_what_is_filtered() throws Exception {
    for (int i = 1; i <= 3; i++)
      f.grant(f.household(), f.payee((i == 3 ? "欧阳" : "赵") + i), "2018-07", i + "00.00");
    Run run = f.draft("2018-07");
    var export = get("/payments/runs/" + run.id() + "/rows.xlsx?q=赵", f.makerUser);
    assertThat(export).hasStatusOk();
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(export.getResponse().getContentAsByteArray()))) {
      var rows = book.getFirstSheet().read();
      assertThat(rows).hasSize(4);
      assertThat(rows.get(2).getCellText(0)).startsWith("赵");
    }
    assertThat(export.getResponse().getHeader("Content-Disposition"))
        .contains(run.number() + "%E5%BA%94%E5%8F%91%E6%98%8E%E7%BB%86-");
    assertThat(exported(run)).containsExactly("应发明细");
  }

  private void returnedFor(String reason, String line) {
    long id = Long.parseLong(line.substring(line.lastIndexOf('/') + 1));
    here(
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("UPDATE bank_line SET return_reason = ? WHERE id = ?")
                        .params(reason, id)
                        .update()));
  }

  /** The object types under which the trail has the exports of a run. */
  private List<String> exported(Run run) {
    return here(
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            "SELECT object_type FROM audit_event WHERE action = '导出' AND object_id"
                                + " = ?")
                        .param(run.number())
                        .query(String.class)
                        .list()));
  }

  @Test
  void the_runs_and_what_changed_against_last_month_are_exported_as_they_are_filtered()
      throws Exception {
    long raised = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    f.grant(f.household(), f.payee("乙二"), "2018-07", "300.00");
    f.sent("2018-07");
    here(
        () -> {
          entitlements.adjust(raised, YearMonth.of(2018, 8), terms("650.00"), cause());
          return null;
        });
    Run august = f.draft("2018-08");
    String runs = "/payments/runs.xlsx?programme=" + f.programme;
    assertThat(lines(get(runs, f.makerUser)))
        .hasSize(2)
        .anyMatch(line -> line.contains("2018-08") && line.contains("950"));
    assertThat(lines(get(runs + "&month=2018-07", f.makerUser)))
        .singleElement()
        .asString()
        .contains("900", "2018-07");
    assertThat(lines(get("/payments/runs/" + august.id() + "/changes.xlsx", f.makerUser)))
        .singleElement()
        .asString()
        .contains("甲一", "600", "650", "50");
    assertThat(get("/payments/runs/" + august.id() + "/changes.xlsx", f.makerUser)).hasStatusOk();
  }

  /** The rows of an export below its two lines of heading, as text. */
  private static List<String> lines(MvcTestResult export) throws Exception {
    assertThat(export).hasStatusOk();
    var content = new ByteArrayInputStream(export.getResponse().getContentAsByteArray());
    try (var book = new ReadableWorkbook(content)) {
      return book.getFirstSheet().read().stream()
          .skip(2)
          .map(row -> row.stream().map(c -> c == null ? "" : c.getText()).toList().toString())
          .toList();
    }
  }

  @Test
  void lists_are_read_page_by_page() {
    for (int i = 0; i < 5; i++) f.grant(f.household(), f.payee("丁" + i), "2018-07", "100.00");
    Run run = f.draft("2018-07");
    var first = page(get("/payments/runs/" + run.id() + "/rows?size=2", f.makerUser), 200);
    assertThat(first.select("tbody tr")).hasSize(2);
    assertThat(first.text()).contains("符合条件 5 户");
    var second = page(get(first.select("a[rel=next]").attr("href"), f.makerUser), 200);
    assertThat(second.select("tbody tr")).hasSize(2);
    assertThat(second.select("tbody tr").text()).isNotEqualTo(first.select("tbody tr").text());
  }

  @Test
  void another_district_gets_404_for_run_file_rows_export_and_returns() {
    f.grant(f.household(), f.person("无户"), "2018-07", "600.00");
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    Run run = f.sent("2018-07");
    var file = here(() -> files.of(run.id())).getFirst();
    long line =
        f.read(
            () ->
                jdbc.sql("SELECT id FROM bank_line WHERE run_id = ? AND state = 'RETURNED'")
                    .param(run.id())
                    .query(Long.class)
                    .single());
    CurrentUser foreign = people.user(Fixtures.QINGYANG, Role.FINANCE);
    String base = "/payments/runs/" + run.id();
    for (String address :
        java.util.List.of(
            base,
            base + "/rows",
            base + "/rows.xlsx",
            base + "/changes",
            base + "/lines",
            base + "/lines.xlsx",
            base + "/claims",
            base + "/results",
            base + "/approve",
            "/payments/files/" + file.id(),
            "/payments/returns/" + line,
            "/payments/entitlements/" + id,
            "/payments/entitlements/" + id + "/account"))
      assertThat(get(address, foreign)).as(address).hasStatus(404);
    assertThat(post(base + "/discard", foreign, Map.of("reason", "x"))).hasStatus(404);
    assertThat(post(base + "/files", foreign, Map.of("format", "XLSX"))).hasStatus(404);
    assertThat(post("/payments/returns/" + line + "/hold", foreign, Map.of("remark", "x")))
        .hasStatus(404);
  }

  @Test
  void who_may_do_what() {
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    String base = "/payments/runs/" + run.id();
    CurrentUser caseworker = people.user(AREA, Role.CASEWORKER);
    CurrentUser supervisor = people.user(AREA, Role.SUPERVISOR);
    assertThat(get(base, caseworker)).hasStatus(403);
    assertThat(get("/payments/returns", caseworker)).hasStatusOk();
    assertThat(post(base + "/check", f.approverUser, Map.of())).hasStatus(403);
    assertThat(post(base + "/check", supervisor, Map.of())).hasStatus(403);
    assertThat(get("/payments/new", supervisor)).hasStatus(403);
    Document masked = page(get(base + "/rows", supervisor), 200);
    assertThat(masked.select("tbody tr").text()).contains("周**").doesNotContain("周德安");
    assertThat(page(get(base + "/rows", f.approverUser), 200).select("tbody tr").text())
        .contains("周德安");
  }

  @Test
  void wrong_lines_of_an_answer_are_all_named_and_nothing_is_saved() {
    f.grant(f.household(), f.payee("乙二"), "2018-07", "600.00");
    f.grant(f.household(), f.payee("甲一"), "2018-07", "300.00");
    Run run = f.sent("2018-07");
    String number = run.number();
    String base = "/payments/runs/" + run.id() + "/results";
    String text =
        """
        流水号,金额,结果,原因
        %1$s-000001,600.01,成功,
        %1$s-000002,300.00,也许,
        %1$s-000002,300.00,成功,
        %1$s-000009,1.00,成功,
        %1$s-00000x,abc,成功,
        """
            .formatted(number);
    Document page = page(upload(base, f.makerUser, text), 400);
    assertThat(page.text())
        .contains("没有导入任何一行", "与发送的 600.00 不一致", "“也许”不认识", "在文件中重复", "不在本批次的银行文件中");
    assertThat(
            f.read(
                () ->
                    jdbc.sql("SELECT count(*) FROM result_file WHERE run_id = ?")
                        .param(run.id())
                        .query(Integer.class)
                        .single()))
        .isZero();
    for (var wrong :
        Map.of(
                "", "请选择",
                "a,b\n1,2\n", "没有找到“流水号”一列",
                "流水号,结果\nx,成功\n", "没有找到“金额”一列",
                "\u0000\u0001", "不是 CSV 或 Excel",
                "PK\u0003\u0004broken", "Excel 文件打不开")
            .entrySet())
      assertThat(page(upload(base, f.makerUser, wrong.getKey()), 400).select("#file-error").text())
          .contains(wrong.getValue());
  }

  @Test
  void adjustments_are_listed_and_a_refund_is_recorded() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    f.sent("2018-07");
    here(() -> entitlements.adjust(id, YearMonth.of(2018, 7), terms("500.00"), cause()));
    Document list =
        page(get("/payments/adjustments?open=open&programme=" + f.programme, f.makerUser), 200);
    assertThat(list.select("tbody tr").text()).contains("甲一", "追回", "2018-07", "−100.00", "100.00");
    String one = list.select("tbody a[href^=/payments/adjustments/]").attr("href");
    page(get(one, f.makerUser), 200);
    var tooMuch = Map.of("amount", "100.01", "receivedOn", "2018-08-01", "receipt", "A1");
    assertThat(
            page(post(one + "/refund", f.makerUser, tooMuch), 400).select("#amount-error").text())
        .contains("只剩 100.00 元");
    var negative = Map.of("amount", "-1", "receivedOn", "2018-02-30", "receipt", "A1");
    Document wrong = page(post(one + "/refund", f.makerUser, negative), 400);
    assertThat(wrong.select("#amount-error").text()).contains("负数");
    assertThat(wrong.select("#receivedOn-error").text()).contains("没有 30 日");
    redirect(
        post(
            one + "/refund",
            f.makerUser,
            Map.of("amount", "100", "receivedOn", "2018-08-01", "receipt", "A1")));
    assertThat(page(get(one, f.makerUser), 200).text()).contains("退款", "A1", "0.00");
  }

  @Test
  void the_entitlement_page_tells_decisions_and_payments() {
    long id = f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    f.sent("2018-07");
    CurrentUser street = people.user(PaymentsFixtures.STREET, Role.CASEWORKER);
    Document page = page(get("/payments/entitlements/" + id, street), 200);
    assertThat(page.text()).contains("甲一", "600.00", "2018-07", "开始发放", "已送银行", "农业银行 尾号");
    redirect(
        post(
            "/payments/entitlements/" + id + "/account",
            street,
            Map.of("bank", "邮储银行", "account", "6210980000001234", "holder", "甲一")));
    assertThat(page(get("/payments/entitlements/" + id, street), 200).text())
        .contains("邮储银行 尾号 1234");
  }

  @Test
  void waiting_runs_are_among_the_tasks_of_those_who_may_do_them() {
    f.grant(f.household(), f.payee("甲一"), "2018-07", "600.00");
    Run run = f.draft("2018-07");
    assertThat(mine(f.makerUser, run)).isEmpty();
    assertThat(mine(f.checkerUser, run)).contains("核对");
    assertThat(mine(f.approverUser, run)).isEmpty();
    here(() -> runs.check(run.id(), f.checker));
    assertThat(mine(f.checkerUser, run)).isEmpty();
    assertThat(mine(f.approverUser, run)).contains("审批");
    here(() -> runs.approve(run.id(), f.approver));
    assertThat(mine(f.makerUser, run)).contains("送银行");
    assertThat(page(get("/", f.makerUser), 200).text()).contains(run.number());
  }

  private String mine(CurrentUser user, Run run) {
    return here(() -> desk.list(user, Box.MINE, 1000)).stream()
        .filter(t -> run.number().equals(t.number()))
        .map(t -> t.task())
        .reduce("", String::concat);
  }

  /** The bank's file with a result column; lines of this amount come back. */
  private static String answer(String sent, String returned) {
    var text = new StringBuilder("流水号,户名,账号,金额,结果,原因\n");
    for (String line : sent.split("\r\n")) {
      var cells = line.split(",");
      if (!cells[0].startsWith("FF")) continue;
      text.append(String.join(",", cells[0], cells[1], cells[2], cells[4]));
      text.append(cells[4].equals(returned) ? ",失败,账户已销户\n" : ",成功,\n");
    }
    return text.toString();
  }

  private static long id(String address) {
    return Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
  }

  private MvcTestResult get(String address, CurrentUser as) {
    return mvc.get().uri(java.net.URI.create(encoded(address))).with(user(as)).exchange();
  }

  private static String encoded(String address) {
    return org.springframework.web.util.UriUtils.encodeQuery(
            address.replace("%", "%25"), StandardCharsets.UTF_8)
        .replace("%2525", "%25");
  }

  private MvcTestResult post(String address, CurrentUser as, Map<String, String> form) {
    var request = mvc.post().uri(address).with(user(as)).with(csrf());
    form.forEach(request::param);
    return request.exchange();
  }

  private MvcTestResult upload(String address, CurrentUser as, String content) {
    return mvc.post()
        .uri(address)
        .multipart()
        .file(
            new MockMultipartFile(
                "file", "回执.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)))
        .with(user(as))
        .with(csrf())
        .exchange();
  }

  private static Document page(MvcTestResult result, int status) {
    assertThat(result).hasStatus(status);
    return Jsoup.parse(text(result));
  }

  private static String redirect(MvcTestResult result) {
    assertThat(result).hasStatus(302);
    return result.getResponse().getRedirectedUrl();
  }

  private static String text(MvcTestResult result) {
    try {
      return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
