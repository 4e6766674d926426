package minzheng.subsidy.reassess;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import minzheng.jobs.Jobs;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassListPages;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One list: whom it changes, who needs something else, and the steps to the money. */
@Controller
@RequestMapping("/subsidy/reassessments/{id:[0-9]+}")
@PreAuthorize(Role.DESKS)
class ReassessmentController {
  private final Reassessments reassessments;
  private final ReassessmentList list;
  private final ReassessmentItems items;
  private final MonthsList months;
  private final Determinations determinations;
  private final Standards standards;
  private final Jobs jobs;
  private final Regions regions;
  private final Excel excel;

  ReassessmentController(
      Reassessments reassessments,
      ReassessmentList list,
      ReassessmentItems items,
      MonthsList months,
      Determinations determinations,
      Standards standards,
      Jobs jobs,
      Regions regions,
      Excel excel) {
    this.reassessments = reassessments;
    this.list = list;
    this.items = items;
    this.months = months;
    this.determinations = determinations;
    this.standards = standards;
    this.jobs = jobs;
    this.regions = regions;
    this.excel = excel;
  }

  @GetMapping
  String show(
      @PathVariable long id,
      @ModelAttribute("filter") MonthsList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    Reassessment of = reassessments.get(id);
    Long job = of.grantJob() != null ? of.grantJob() : of.findJob();
    var work = job == null ? null : jobs.get(job);
    boolean busy = work != null && !work.isOver();
    model.addAttribute("list", of);
    model.addAttribute("programme", ReassessmentsController.label(of.programme()));
    model.addAttribute("job", work);
    model.addAttribute("busy", busy);
    model.addAttribute("sums", list.sums(id));
    model.addAttribute("listed", items.listedSum(id));
    MassListPages.offer(model, of, busy, user);
    model.addAttribute("slice", months.page(of, filter, paging, user));
    model.addAttribute("states", Option.of(ItemState.class));
    model.addAttribute("causes", Option.of(Hindrance.class));
    model.addAttribute("chips", chips(filter));
    return "subsidy/reassessment";
  }

  private List<Chip> chips(MonthsList.Filter filter) {
    var chips = new ArrayList<Chip>();
    for (ItemState each : ItemState.values())
      if (each.name().equals(filter.state())) chips.add(new Chip("state", "状态：" + each.label()));
    for (Hindrance each : Hindrance.values())
      if (each.name().equals(filter.cause())) chips.add(new Chip("cause", "原因：" + each.label()));
    if (!filter.area().isEmpty()) chips.add(new Chip("area", "地区：" + regions.path(filter.area())));
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "姓名：" + filter.q()));
    return chips;
  }

  @GetMapping("/months.xlsx")
  void export(
      @PathVariable long id,
      @ModelAttribute("filter") MonthsList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    Reassessment of = reassessments.get(id);
    List<Excel.Column<MonthsList.Row>> columns =
        List.of(
            Excel.Column.of("领取人", MonthsList.Row::name),
            Excel.Column.of("证件号码", MonthsList.Row::number),
            Excel.Column.of("地区", r -> regions.path(r.region())),
            Excel.Column.of("人数", MonthsList.Row::persons),
            Excel.Column.of("月份", MonthsList.Row::months),
            Excel.Column.of("原月金额（元）", MonthsList.Row::before),
            Excel.Column.of("新标准月金额（元）", MonthsList.Row::amount),
            Excel.Column.of("已发月数", MonthsList.Row::backMonths),
            Excel.Column.of("补发（元）", MonthsList.Row::backPay),
            Excel.Column.of("状态", MonthsList.Row::state),
            Excel.Column.of("说明", r -> r.hindrance() == null ? null : r.hindrance().label()));
    try (var sheet = excel.sheet(response, "标准重算变动名册", user, columns)) {
      months.export(of, filter, paging, user, sheet);
    }
  }

  /** Some months of a right, with the sheet of the new amount. */
  @GetMapping("/months/{item:[0-9]+}")
  String months(
      @PathVariable long id,
      @PathVariable long item,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    Reassessment of = reassessments.get(id);
    var row = months.get(of, item, user);
    var sheet = row.determination() == null ? null : determinations.get(row.determination());
    model.addAttribute("list", of);
    model.addAttribute("programme", ReassessmentsController.label(of.programme()));
    model.addAttribute("row", row);
    model.addAttribute("terms", standards.terms());
    model.addAttribute("frozen", sheet);
    model.addAttribute("result", sheet == null ? null : determinations.named(sheet.result()));
    return "subsidy/reassessment-months";
  }

  @PostMapping("/submit")
  @PreAuthorize("hasRole('CASEWORKER')")
  String submit(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "已提交，等待审批人确认。", () -> reassessments.submit(id, user));
  }

  @PostMapping("/discard")
  @PreAuthorize("hasRole('CASEWORKER')")
  String discard(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "名单已作废，没有人的金额因此变动。", () -> reassessments.discard(id, user));
  }

  /** The page on which another person confirms; it repeats count and money. */
  @GetMapping("/confirm")
  @PreAuthorize("hasRole('APPROVER')")
  String confirmation(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    Reassessment of = reassessments.get(id);
    if (of.state() != ListState.SUBMITTED || of.isOf(user.accountId()))
      return "redirect:" + of.url();
    model.addAttribute("list", of);
    model.addAttribute("programme", ReassessmentsController.label(of.programme()));
    model.addAttribute("listed", items.listedSum(id));
    model.addAttribute(
        "open", list.sums(id).stream().filter(s -> s.state() == ItemState.OPEN).toList());
    return "subsidy/reassessment-confirm";
  }

  @PostMapping("/confirm")
  @PreAuthorize("hasRole('APPROVER')")
  String confirm(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") int rows,
      @RequestParam(defaultValue = "") String money,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    return then(
        id,
        flash,
        "已确认，正在登记新的金额。",
        () -> reassessments.confirm(id, rows, Money.parse(money), user));
  }

  @PostMapping("/return")
  @PreAuthorize("hasRole('APPROVER')")
  String giveBack(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    return then(id, flash, "已退回经办人。", () -> reassessments.giveBack(id, reason, user));
  }

  @PostMapping("/go-on")
  @PreAuthorize("hasRole('APPROVER')")
  String goOn(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "继续登记，已登记的不会重复。", () -> reassessments.goOn(id, user));
  }

  private static String then(long id, RedirectAttributes flash, String done, Runnable step) {
    return MassListPages.then("/subsidy/reassessments/" + id, flash, done, step);
  }
}
