package minzheng.payments;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import minzheng.documents.IssuedPapers;
import minzheng.jurisdiction.Regions;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One run and the lists behind its figures. */
@Controller
@RequestMapping("/payments/runs/{id}")
@PreAuthorize("hasAnyRole('FINANCE','APPROVER','SUPERVISOR')")
class RunController {
  private final Runs runs;
  private final RunPage page;
  private final RunStepJob steps;
  private final RunRows rows;
  private final RunFigures figures;
  private final ReturnList returns;
  private final Excel excel;
  private final Regions regions;
  private final ProgrammeNames programmes;
  private final IssuedPapers issued;

  RunController(
      Runs runs,
      RunPage page,
      RunStepJob steps,
      RunRows rows,
      RunFigures figures,
      ReturnList returns,
      Excel excel,
      Regions regions,
      ProgrammeNames programmes,
      IssuedPapers issued) {
    this.runs = runs;
    this.page = page;
    this.steps = steps;
    this.rows = rows;
    this.figures = figures;
    this.returns = returns;
    this.excel = excel;
    this.regions = regions;
    this.programmes = programmes;
    this.issued = issued;
  }

  @ModelAttribute("run")
  Run run(@PathVariable long id) {
    return runs.get(id);
  }

  @ModelAttribute("runTitle")
  String runTitle(@PathVariable long id) {
    return runs.title(runs.get(id));
  }

  @GetMapping
  String show(@ModelAttribute("run") Run run, @AuthenticationPrincipal CurrentUser user, Model m) {
    m.addAttribute("tabs", RunPage.tabs(run, ""));
    m.addAttribute("job", runs.making(run).or(() -> steps.open(run)).orElse(null));
    m.addAttribute("events", runs.events(run.id()));
    var view = page.of(run);
    m.addAttribute("view", view);
    m.addAttribute("touched", run.touchedBy(user.accountId()));
    m.addAttribute("papers", issued.of(RunSummary.OWNER, run.id()));
    m.addAttribute("names", programmes);
    m.addAttribute("returned", returns.firstOf(run.id(), Viewer.of(user), 10));
    var made = view.files().stream().map(BankFile::format).toList();
    m.addAttribute(
        "missing",
        Option.of(
            Arrays.stream(BankFormat.values()).filter(format -> !made.contains(format)).toList()));
    return "payments/run";
  }

  @GetMapping("/rows")
  String rows(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    m.addAttribute("tabs", RunPage.tabs(run, "rows"));
    m.addAttribute("slice", rows.owed(run, clean(filter), Viewer.of(user), paging));
    m.addAttribute(
        "warnings",
        Arrays.stream(Warning.values())
            .map(w -> new Option(String.valueOf(w.bit()), w.label()))
            .toList());
    m.addAttribute("chips", chips(clean(filter)));
    return "payments/run-rows";
  }

  @GetMapping("/rows.xlsx")
  void exportRows(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    try (var sheet =
        excel.sheet(
            response,
            run.number(),
            "应发明细",
            user,
            List.<Column<RunRows.Owed>>of(
                Column.of("领款人", RunRows.Owed::payee),
                Column.of("地区", r -> regions.path(r.region())),
                Column.of("人数", RunRows.Owed::persons),
                Column.of("算式", RunRows.Owed::formula),
                Column.of("金额（元）", RunRows.Owed::amount),
                Column.of("账户尾号", RunRows.Owed::tail),
                Column.of(
                    "提示",
                    r -> String.join("；", r.warnings().stream().map(Warning::label).toList()))))) {
      rows.exportOwed(run, clean(filter), Viewer.of(user), sheet);
    }
  }

  @GetMapping("/changes")
  String changes(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    m.addAttribute("tabs", RunPage.tabs(run, "changes"));
    m.addAttribute("kinds", Option.of(ChangeKind.class));
    m.addAttribute("chips", chips(clean(filter)));
    var before = figures.before(run);
    m.addAttribute("before", before.orElse(null));
    if (before.isPresent())
      m.addAttribute(
          "slice", rows.changes(run, before.get(), clean(filter), Viewer.of(user), paging));
    return "payments/run-changes";
  }

  /** Empty for a month without one before it, as the page says. */
  @GetMapping("/changes.xlsx")
  void exportChanges(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<RunRows.Changed>>of(
            Column.of("领款人", RunRows.Changed::payee),
            Column.of("地区", r -> regions.path(r.region())),
            Column.of("差异", RunRows.Changed::kind),
            Column.of("上月（元）", RunRows.Changed::before),
            Column.of("本月（元）", RunRows.Changed::after),
            Column.of("相差（元）", RunRows.Changed::difference),
            Column.of("最近的决定", RunRows.Changed::reason));
    var before = figures.before(run);
    try (var sheet = excel.sheet(response, run.number(), "与上月差异", user, columns)) {
      if (before.isPresent())
        rows.exportChanges(run, before.get(), clean(filter), Viewer.of(user), paging, sheet);
    }
  }

  @GetMapping("/claims")
  String claims(
      @ModelAttribute("run") Run run,
      @RequestParam(defaultValue = "false") boolean dead,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    m.addAttribute("tabs", RunPage.tabs(run, "claims"));
    m.addAttribute("claims", rows.claims(run.id(), dead, Viewer.of(user)));
    m.addAttribute("died", Warning.DIED);
    m.addAttribute(
        "chips", dead ? List.of(new Chip("dead", Warning.DIED.label())) : List.<Chip>of());
    return "payments/run-claims";
  }

  @GetMapping("/lines")
  String lines(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    m.addAttribute("tabs", RunPage.tabs(run, "lines"));
    m.addAttribute("slice", rows.lines(run, clean(filter), Viewer.of(user), paging));
    m.addAttribute("states", Option.of(LineState.class));
    m.addAttribute("chips", chips(clean(filter)));
    return "payments/run-lines";
  }

  @GetMapping("/lines.xlsx")
  void exportLines(
      @ModelAttribute("run") Run run,
      @ModelAttribute("filter") RunRows.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    try (var sheet =
        excel.sheet(
            response,
            run.number(),
            "银行明细",
            user,
            List.<Column<RunRows.Line>>of(
                Column.of("流水号", RunRows.Line::reference),
                Column.of("领款人", RunRows.Line::payee),
                Column.of("地区", l -> regions.path(l.region())),
                Column.of("所属月份", l -> l.month().toString()),
                Column.of("类别", RunRows.Line::what),
                Column.of("账户", RunRows.Line::account),
                Column.of("金额（元）", RunRows.Line::amount),
                Column.of("状态", RunRows.Line::state),
                Column.of("退回原因", RunRows.Line::reason)))) {
      rows.exportLines(run, clean(filter), Viewer.of(user), sheet);
    }
  }

  private static RunRows.Filter clean(RunRows.Filter f) {
    return new RunRows.Filter(
        text(f.q()),
        text(f.area()),
        f.warning() == null ? 0 : f.warning(),
        text(f.state()),
        text(f.change()));
  }

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }

  private List<Chip> chips(RunRows.Filter f) {
    var chips = new ArrayList<Chip>();
    if (!f.q().isEmpty()) chips.add(new Chip("q", "领款人：" + f.q()));
    if (!f.area().isEmpty()) chips.add(new Chip("area", "地区：" + regions.path(f.area())));
    for (var w : Warning.values())
      if (w.bit() == f.warning()) chips.add(new Chip("warning", "提示：" + w.label()));
    for (var s : LineState.values())
      if (s.name().equals(f.state())) chips.add(new Chip("state", "状态：" + s.label()));
    for (var c : ChangeKind.values())
      if (c.name().equals(f.change())) chips.add(new Chip("change", "差异：" + c.label()));
    return chips;
  }
}
