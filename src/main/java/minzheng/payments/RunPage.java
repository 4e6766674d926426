package minzheng.payments;

import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.web.Display;
import minzheng.web.Figure;
import minzheng.web.Step;
import minzheng.web.Tab;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the page of one run shows: flow, key figures, control totals, what differs, warnings. */
@Component
class RunPage {
  private final RunFigures figures;
  private final BankFiles files;
  private final Display display;

  RunPage(RunFigures figures, BankFiles files, Display display) {
    this.figures = figures;
    this.files = files;
    this.display = display;
  }

  /**
   * A line of the control totals.
   *
   * @param verdict what agrees or does not, or null
   */
  public record Control(
      String name, int rows, Money total, String url, boolean agrees, String verdict) {}

  /**
   * A line of the warnings.
   *
   * @param count households, or back-pays and re-issues
   */
  public record Warned(Warning warning, String count, String url) {}

  public record View(
      List<Step> steps,
      List<Figure> figures,
      List<Control> controls,
      Control proof,
      Run before,
      List<RunFigures.Change> changes,
      List<Warned> warnings,
      List<BankFile> files,
      RunFigures.Leftover leftover) {}

  @Transactional(readOnly = true)
  View of(Run run) {
    var lines = figures.lines(run.id());
    var made = files.of(run.id());
    var before = figures.before(run);
    var changes =
        before.isPresent() && run.prepared()
            ? figures.changes(run.id(), before.get().id())
            : List.<RunFigures.Change>of();
    return new View(
        steps(run, lines),
        figures(run, lines, before.orElse(null)),
        controls(run, lines, made),
        proof(run, lines, made),
        before.orElse(null),
        changes,
        warnings(run),
        made,
        figures.leftover(run.programme(), run.area()));
  }

  private List<Step> steps(Run run, RunFigures.Lines lines) {
    int open = lines.of(LineState.RETURNED).rows();
    String last =
        switch (run.state()) {
          case PARTLY_RETURNED -> "还差 " + open + " 笔退回";
          case SENT -> "等待银行回执";
          case RECONCILED -> display.recent(run.reconciledAt());
          default -> null;
        };
    int at =
        switch (run.state()) {
          case DRAFT, DISCARDED -> 0;
          case CHECKED, REFUSED -> 1;
          case APPROVED -> 2;
          case SENT, PARTLY_RETURNED -> 3;
          case RECONCILED -> 5;
        };
    String sent = note(run.sent());
    return List.of(
        step("草稿", note(run.made()), 0, at),
        step("已核对", note(run.checked()), 1, at),
        step("已审批", note(run.approved()), 2, at),
        step("已发送", sent == null ? null : sent + " " + run.bank(), 3, at),
        step("已对账", last, 4, at));
  }

  private static Step step(String name, String note, int index, int at) {
    return new Step(name, note, index < at, index == at);
  }

  private String note(Run.Step step) {
    return step == null ? null : display.recent(step.at()) + " " + step.name();
  }

  private List<Figure> figures(Run run, RunFigures.Lines lines, Run before) {
    String base = "/payments/runs/" + run.id();
    var paid = lines.of(LineState.PAID);
    var returned = lines.of(LineState.RETURNED);
    var parts = new ArrayList<String>();
    if (run.backpay().rows() > 0) parts.add("含补发 " + display.money(run.backpay().total()) + " 元");
    if (run.reissue().rows() > 0) parts.add("含重发 " + display.money(run.reissue().total()) + " 元");
    if (run.offset().rows() > 0) parts.add("已抵扣 " + display.money(run.offset().total()) + " 元");
    return List.of(
        run.kind() == Run.Kind.EXTRA ? claims(run, base) : households(run, before, base),
        new Figure(
            "应发金额",
            display.money(run.lines().total()),
            "元",
            parts.isEmpty() ? null : String.join("；", parts),
            base + (run.state() == RunState.DRAFT ? "/rows" : "/lines")),
        new Figure(
            "已到账",
            display.money(paid.total()),
            "元",
            display.number(paid.rows()) + " 笔",
            base + "/lines?state=PAID"),
        new Figure(
            "退回待处理",
            display.money(returned.total()),
            "元",
            returned.rows() == 0 ? "没有退回" : returned.rows() + " 笔，全部处理后对账",
            "/payments/returns?run=" + run.id(),
            returned.rows() == 0 ? null : "bad",
            null));
  }

  private Figure households(Run run, Run before, String base) {
    String persons = display.number(run.persons()) + " 人";
    if (before != null)
      persons +=
          "；较 %d 月 %s 户"
              .formatted(
                  before.month().getMonthValue(),
                  display.change(run.owed().rows() - before.owed().rows()));
    return new Figure("应发户数", display.number(run.owed().rows()), "户", persons, base + "/rows");
  }

  /** A run of what was left over owes no month to a household. */
  private Figure claims(Run run, String base) {
    var kinds = new ArrayList<String>();
    if (run.backpay().rows() > 0) kinds.add("补发 " + display.number(run.backpay().rows()) + " 笔");
    if (run.reissue().rows() > 0) kinds.add("重发 " + display.number(run.reissue().rows()) + " 笔");
    return new Figure(
        "应发笔数",
        display.number(run.lines().rows()),
        "笔",
        kinds.isEmpty() ? null : String.join("；", kinds),
        base + "/claims");
  }

  private static List<Control> controls(Run run, RunFigures.Lines lines, List<BankFile> made) {
    String base = "/payments/runs/" + run.id();
    var table = new ArrayList<Control>();
    table.add(plain("批次应发", run.lines(), null));
    table.add(plain("其中 常规", run.owed(), base + "/rows"));
    if (run.backpay().rows() > 0) table.add(plain("其中 补发", run.backpay(), base + "/claims"));
    if (run.reissue().rows() > 0) table.add(plain("其中 重发", run.reissue(), base + "/claims"));
    if (run.offset().rows() > 0)
      table.add(
          plain(
              "抵扣追回",
              new Run.Sum(run.offset().rows(), run.offset().total().negate()),
              base + "/claims"));
    if (made.isEmpty()) return table;
    var without = RunFigures.plus(lines.of(), negative(lines.sentAnd()));
    if (without.rows() > 0)
      table.add(plain("没有账户，未送银行", without, "/payments/returns?run=" + run.id()));
    var file = new Run.Sum(made.getFirst().rows(), made.getFirst().total());
    boolean agrees = RunFigures.plus(file, without).equals(run.lines());
    table.add(
        new Control(
            "银行代发文件",
            file.rows(),
            file.total(),
            base + "/lines",
            agrees,
            agrees ? "与批次一致" : "与批次不一致"));
    table.add(plain("银行回执 成功", lines.sentAnd(LineState.PAID), base + "/lines?state=PAID"));
    table.add(plain("银行回执 退回", returned(lines), "/payments/returns?run=" + run.id()));
    var waiting = lines.sentAnd(LineState.SENT);
    if (waiting.rows() > 0) table.add(plain("尚无回执", waiting, base + "/lines?state=SENT"));
    return table;
  }

  private static Control proof(Run run, RunFigures.Lines lines, List<BankFile> made) {
    if (made.isEmpty()) return null;
    var sum = RunFigures.plus(lines.sentAnd(LineState.PAID), returned(lines));
    var file = new Run.Sum(made.getFirst().rows(), made.getFirst().total());
    boolean agrees = sum.equals(file);
    boolean waiting = lines.sentAnd(LineState.SENT).rows() > 0;
    return new Control(
        "成功 + 退回",
        sum.rows(),
        sum.total(),
        null,
        agrees,
        agrees ? "与文件一致" : waiting ? "回执未齐" : "与文件不一致");
  }

  private static Run.Sum returned(RunFigures.Lines lines) {
    return lines.sentAnd(LineState.RETURNED, LineState.REISSUED, LineState.OFFSET);
  }

  private static Run.Sum negative(Run.Sum sum) {
    return new Run.Sum(-sum.rows(), sum.total().negate());
  }

  private static Control plain(String name, Run.Sum sum, String url) {
    return new Control(name, sum.rows(), sum.total(), url, false, null);
  }

  private List<Warned> warnings(Run run) {
    String base = "/payments/runs/" + run.id();
    var all = new ArrayList<Warned>();
    figures
        .warnings(run.id())
        .forEach(
            (warning, rows) ->
                all.add(
                    new Warned(
                        warning,
                        display.number(rows) + " 户",
                        base + "/rows?warning=" + warning.bit())));
    int claims = figures.deadClaims(run.id());
    if (claims > 0)
      all.add(
          new Warned(Warning.DIED, display.number(claims) + " 笔补发重发", base + "/claims?dead=true"));
    return all;
  }

  static List<Tab> tabs(Run run, String current) {
    String base = "/payments/runs/" + run.id();
    var tabs = new ArrayList<Tab>();
    tabs.add(new Tab("概况", base, current.equals("")));
    if (run.kind() == Run.Kind.REGULAR) {
      tabs.add(new Tab("应发明细", base + "/rows", current.equals("rows")));
      tabs.add(new Tab("与上月差异", base + "/changes", current.equals("changes")));
    }
    tabs.add(
        new Tab(
            "补发与抵扣",
            base + "/claims",
            run.backpay().rows() + run.reissue().rows() + run.offset().rows(),
            false,
            current.equals("claims")));
    if (run.checked() != null) tabs.add(new Tab("银行明细", base + "/lines", current.equals("lines")));
    if (run.state().isOut())
      tabs.add(new Tab("银行回执", base + "/results", current.equals("results")));
    return tabs;
  }
}
