package minzheng.payments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.documents.Paper;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Capitals;
import minzheng.kernel.RuleViolation;
import minzheng.payments.RunFigures.Share;
import minzheng.security.Role;
import minzheng.web.Display;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * 发放汇总表: what a run pays in each office, the control total and who made, checked, approved and sent
 * it (内部控制规范：经办、核对、审批分离). Sums only: no payee and no account stands on it.
 */
@Component
@Order(70)
class RunSummary implements Paper {
  static final String KIND = "PAYMENT_RUN_SUMMARY";
  static final String OWNER = "RUN";

  private static final About ABOUT =
      new About(KIND, "资金发放汇总表", OWNER, "payments/run-summary :: summary")
          .kept()
          .readBy(Role.FINANCE, Role.APPROVER, Role.SUPERVISOR);

  private final Runs runs;
  private final RunPage page;
  private final RunFigures figures;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Display display;

  RunSummary(
      Runs runs,
      RunPage page,
      RunFigures figures,
      ProgrammeNames programmes,
      Regions regions,
      Display display) {
    this.runs = runs;
    this.page = page;
    this.figures = figures;
    this.programmes = programmes;
    this.regions = regions;
    this.display = display;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Origin origin(long runId) {
    return new Origin("批次 " + runs.get(runId).number(), "/payments/runs/" + runId);
  }

  @Override
  public Facts facts(long runId) {
    Run run = runs.get(runId);
    if (run.state() == RunState.DRAFT) throw new RuleViolation(null, "批次还是草稿，核对之后才能出具汇总表。");
    if (run.state().isVoid()) throw new RuleViolation(null, "批次已作废或退回，不能出具汇总表。");
    var view = page.of(run);
    var body = new LinkedHashMap<String, Object>();
    body.put("run", run.number());
    body.put("area", regions.name(run.area()));
    body.put("programme", programmes.title(run.programme()));
    body.put("month", display.month(run.month()));
    body.put("kind", run.kind().label());
    body.put("state", run.state().label());
    body.put("bank", run.bank() == null ? "—" : run.bank());
    body.put("offices", offices(run));
    body.put("persons", display.number(run.persons()));
    body.put("rows", display.number(run.lines().rows()));
    body.put("total", display.money(run.lines().total()));
    body.put("capitals", Capitals.of(run.lines().total()));
    body.put(
        "controls",
        view.controls().stream().filter(c -> c.rows() != 0).map(this::control).toList());
    body.put("hash", run.hash() == null ? "—" : run.hash());
    body.put("files", view.files().stream().map(this::file).toList());
    body.put("steps", steps(run));
    String city = regions.name(run.area().substring(0, 4));
    String own = run.area().length() == 4 ? city : regions.name(run.area());
    return new Facts(
        run.area(),
        (own.equals(city) ? city : city + own) + "民政局",
        display.day(run.checked().at()),
        own.replaceAll("[区县市]$", "") + "民发汇",
        null,
        body,
        List.of(
            new Line("批次", run.number()),
            new Line("项目", programmes.title(run.programme())),
            new Line("月份", display.month(run.month())),
            new Line("笔数", display.number(run.lines().rows())),
            new Line("应发金额", display.money(run.lines().total()) + " 元")));
  }

  /** The shares and their sum, which must be the run's own: nobody signs what does not add up. */
  private List<Map<String, String>> offices(Run run) {
    var shares = figures.shares(run);
    var sum = Share.sum(shares);
    if (!sum.lines().equals(run.lines()))
      throw new RuleViolation(
          null,
          "各单位合计 %s 元与批次控制总额 %s 元不一致，不能出具汇总表，请告知系统管理员。"
              .formatted(display.money(sum.lines().total()), display.money(run.lines().total())));
    var rows = new ArrayList<Map<String, String>>();
    for (var share : shares) rows.add(office(name(share, run), share));
    rows.add(office("合计", sum));
    return rows;
  }

  private String name(Share share, Run run) {
    return share.area().equals(run.area())
        ? regions.name(run.area()) + "本级"
        : regions.name(share.area());
  }

  private Map<String, String> office(String name, Share s) {
    var row = new LinkedHashMap<String, String>();
    row.put("name", name);
    row.put("households", display.number(s.owed().rows()));
    row.put("persons", display.number(s.persons()));
    row.put("owed", display.money(s.owed().total()));
    row.put("more", display.money(s.more()));
    row.put("offset", display.money(s.offset()));
    row.put("rows", display.number(s.lines().rows()));
    row.put("total", display.money(s.lines().total()));
    return row;
  }

  private Map<String, String> control(RunPage.Control c) {
    var row = new LinkedHashMap<String, String>();
    row.put("name", c.name());
    row.put("rows", display.number(c.rows()));
    row.put("total", display.money(c.total()));
    row.put("verdict", c.verdict() == null ? "" : c.verdict());
    return row;
  }

  private Map<String, String> file(BankFile f) {
    var row = new LinkedHashMap<String, String>();
    row.put("name", f.name());
    row.put("rows", display.number(f.rows()));
    row.put("total", display.money(f.total()));
    row.put("fingerprint", f.sha256());
    return row;
  }

  private List<Map<String, String>> steps(Run run) {
    var rows = new ArrayList<Map<String, String>>();
    step("生成", run.made(), rows);
    step("核对", run.checked(), rows);
    step("审批", run.approved(), rows);
    step("送银行", run.sent(), rows);
    return rows;
  }

  private void step(String name, Run.Step step, List<Map<String, String>> rows) {
    var row = new LinkedHashMap<String, String>();
    row.put("step", name);
    row.put("name", step == null ? "尚未办理" : step.name());
    row.put("at", step == null ? "—" : display.time(step.at()));
    rows.add(row);
  }
}
