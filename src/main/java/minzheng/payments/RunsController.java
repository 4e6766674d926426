package minzheng.payments;

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
  private final Runs runs;
  private final RunList list;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Clock clock;

  RunsController(Runs runs, RunList list, ProgrammeNames programmes, Regions regions, Clock clock) {
    this.runs = runs;
    this.list = list;
    this.programmes = programmes;
    this.regions = regions;
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
    model.addAttribute("programmes", programmes.options());
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
