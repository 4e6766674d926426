package minzheng.payments;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of runs, and the form for a new one. */
@Controller
@RequestMapping("/payments")
@PreAuthorize("hasAnyRole('FINANCE','APPROVER','SUPERVISOR')")
class RunsController {
  /** In place of a programme: each that owes something. */
  static final String ALL = "ALL";

  private final Runs runs;
  private final RunList list;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Excel excel;
  private final Clock clock;

  RunsController(
      Runs runs,
      RunList list,
      ProgrammeNames programmes,
      Regions regions,
      Excel excel,
      Clock clock) {
    this.runs = runs;
    this.list = list;
    this.programmes = programmes;
    this.regions = regions;
    this.excel = excel;
    this.clock = clock;
  }

  /** A new run as typed. */
  record Form(String programme, String month, String area, String kind) {}

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "") String state,
      Paging paging,
      Model model) {
    var wanted = Months.orNull(month);
    var filter = new RunList.Filter(programme, month, area, state);
    model.addAttribute("slice", list.list(filter, wanted, paging));
    model.addAttribute("programmes", programmes.options());
    model.addAttribute("names", programmes);
    model.addAttribute("states", Option.of(RunState.class));
    var chips = new ArrayList<Chip>();
    if (!programme.isEmpty()) chips.add(new Chip("programme", "项目：" + programmes.title(programme)));
    if (wanted != null) chips.add(new Chip("month", "月份：" + wanted));
    if (!area.isEmpty()) chips.add(new Chip("area", "地区：" + regions.name(area)));
    for (var each : RunState.values())
      if (each.name().equals(state)) chips.add(new Chip("state", "状态：" + each.label()));
    model.addAttribute("chips", chips);
    return "payments/list";
  }

  @GetMapping("/runs.xlsx")
  void export(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "") String state,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<RunList.Row>>of(
            Column.of("批次", RunList.Row::number),
            Column.of("项目", r -> programmes.title(r.programme())),
            Column.of("月份", RunList.Row::month),
            Column.of("地区", r -> regions.path(r.area())),
            Column.of("类别", RunList.Row::kind),
            Column.of("笔数", r -> r.prepared() ? r.lines() : null),
            Column.of("金额（元）", r -> r.prepared() ? r.total() : null),
            Column.of("制单", RunList.Row::made),
            Column.of("核对", RunList.Row::checked),
            Column.of("审批", RunList.Row::approved),
            Column.of("状态", RunList.Row::state));
    try (var sheet = excel.sheet(response, "发放批次", user, columns)) {
      var filter = new RunList.Filter(programme, month, area, state);
      list.export(filter, Months.orNull(month), paging, sheet);
    }
  }

  @GetMapping("/new")
  @PreAuthorize("hasRole('FINANCE')")
  String form(
      @RequestParam(defaultValue = "") String programme,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    String area = user.region().length() > 6 ? user.region().substring(0, 6) : user.region();
    var form = new Form(programme, YearMonth.now(clock).toString(), area, Run.Kind.REGULAR.name());
    model.addAttribute("form", form);
    return fill(model, user);
  }

  @PostMapping("/new")
  @PreAuthorize("hasRole('FINANCE')")
  ModelAndView create(
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash) {
    try {
      if (form.programme() == null || form.programme().isBlank())
        throw new RuleViolation("programme", "请选择项目");
      boolean extra = Run.Kind.EXTRA.name().equals(form.kind());
      if (form.programme().equals(ALL)) return month(form, extra, user, flash);
      Run run =
          extra
              ? runs.extra(form.programme(), form.area(), user.actor())
              : runs.draft(form.programme(), Months.parse(form.month()), form.area(), user.actor());
      boolean mine = run.state() == RunState.DRAFT && run.made().by() == user.accountId();
      flash.addFlashAttribute(
          "done",
          mine ? "已生成草稿 " + run.number() + "。" : "这个月的批次已经有了（" + run.number() + "），没有生成新的。");
      return new ModelAndView("redirect:/payments/runs/" + run.id());
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
    }
    var page = new ModelAndView(fill(model, user), HttpStatus.BAD_REQUEST);
    return page;
  }

  /** The month of all programmes; one that is refused does not keep the others from theirs. */
  private ModelAndView month(Form form, boolean extra, CurrentUser user, RedirectAttributes flash) {
    if (extra) throw new RuleViolation("programme", "补发重发按项目生成，请选择一个项目");
    var month = Months.parse(form.month());
    var owing = runs.owing(month, form.area(), user.actor());
    var refused = new ArrayList<String>();
    for (String programme : owing)
      try {
        runs.draft(programme, month, form.area(), user.actor());
      } catch (RuleViolation e) {
        refused.add(programmes.title(programme) + "：" + e.getMessage());
      }
    int made = owing.size() - refused.size();
    if (made > 0)
      flash.addFlashAttribute("done", "这个月有 %d 个项目的批次，请另一位同事逐批核对；大的批次在后台生成草稿。".formatted(made));
    if (!refused.isEmpty()) flash.addFlashAttribute("refused", String.join("；", refused));
    return new ModelAndView("redirect:/payments?month=%s&area=%s".formatted(month, form.area()));
  }

  /** A run of what is left over, from the page of returns or of a run. */
  @PostMapping("/extra")
  @PreAuthorize("hasRole('FINANCE')")
  String extra(
      @RequestParam String programme,
      @RequestParam String area,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      Run run = runs.extra(programme, area, user.actor());
      flash.addFlashAttribute("done", "已生成补发重发批次 " + run.number() + "，请另一位同事核对。");
      return "redirect:/payments/runs/" + run.id();
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/payments/returns";
    }
  }

  private String fill(Model model, CurrentUser user) {
    var choices = new ArrayList<>(programmes.options());
    choices.addFirst(new Option(ALL, "全部项目（每个项目一个批次）"));
    model.addAttribute("programmes", choices);
    model.addAttribute("kinds", Option.of(Run.Kind.class));
    model.addAttribute("areas", areas(user.region()));
    return "payments/new";
  }

  /** The own area, and for the city its districts. */
  private List<Option> areas(String own) {
    var codes = new LinkedHashSet<String>();
    codes.add(own.length() > 6 ? own.substring(0, 6) : own);
    if (own.length() < 6) regions.children(own).stream().map(Region::code).forEach(codes::add);
    return codes.stream().map(code -> new Option(code, regions.name(code))).toList();
  }
}
