package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import minzheng.jurisdiction.Office;
import minzheng.jurisdiction.Offices;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Excel;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 案件列表: filters in the address, export of what is filtered, taking and handing over in bulk. */
@Controller
@PreAuthorize(Role.DESKS)
class CaseListController {
  private final CaseList list;
  private final Cases cases;
  private final Handling handling;
  private final BulkHandling bulk;
  private final BulkDecisions decisions;
  private final Regions regions;
  private final Offices offices;
  private final Excel excel;

  CaseListController(
      CaseList list,
      Cases cases,
      Handling handling,
      BulkHandling bulk,
      BulkDecisions decisions,
      Regions regions,
      Offices offices,
      Excel excel) {
    this.list = list;
    this.cases = cases;
    this.handling = handling;
    this.bulk = bulk;
    this.decisions = decisions;
    this.regions = regions;
    this.offices = offices;
    this.excel = excel;
  }

  @GetMapping("/cases")
  String list(
      @ModelAttribute CaseFilter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var types = list.typeOptions();
    var states = list.stateOptions(filter.type());
    String who = CaseFilter.label(CaseFilter.WHO, filter.who());
    var slice = list.page(filter, paging, user);
    if (who.matches("[0-9]+"))
      who =
          slice.items().stream().map(r -> r.file().assigneeName()).findFirst().orElse("账号 " + who);
    model.addAttribute("slice", slice);
    model.addAttribute(
        "chips",
        filter.chips(types, states, regions.path(filter.area()), officeName(filter.office()), who));
    model.addAttribute("types", types);
    model.addAttribute("states", CaseList.eachOnce(states));
    model.addAttribute("dues", CaseFilter.DUES);
    model.addAttribute("whos", CaseFilter.WHO);
    return "cases/list";
  }

  private String officeName(String code) {
    if (code.isEmpty()) return "";
    if (code.equals("any")) return "任何单位";
    return offices.of(code).map(Office::name).orElse(regions.path(code));
  }

  @GetMapping("/cases.xlsx")
  void export(
      @ModelAttribute CaseFilter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<CaseList.Row>> columns =
        List.of(
            Excel.Column.of("案件编号", r -> r.file().number()),
            Excel.Column.of("项目", CaseList.Row::typeTitle),
            Excel.Column.of("申请人", CaseList.Row::name),
            Excel.Column.of("人数", r -> r.file().members()),
            Excel.Column.of("地区", r -> regions.path(r.file().region())),
            Excel.Column.of("环节", r -> r.state().label()),
            Excel.Column.of("办理人", r -> r.file().assigneeName()),
            Excel.Column.of("登记日期", r -> r.file().openedOn()),
            Excel.Column.of("受理日期", r -> r.file().totalFrom()),
            Excel.Column.of("到期", r -> r.file().dueOn()),
            Excel.Column.of("剩余工作日", CaseList.Row::left),
            Excel.Column.of("金额（元）", r -> (Money) r.file().amount()));
    try (var sheet = excel.sheet(response, "案件", user, columns)) {
      list.export(filter, user, sheet);
    }
  }

  /** Says what is going to happen to how many, before it happens. */
  @PostMapping({"/cases/bulk/take", "/cases/bulk/hand-over"})
  String confirm(
      @ModelAttribute CaseFilter filter,
      @RequestParam(name = "id", required = false) List<Long> ids,
      @RequestParam(defaultValue = "false") boolean all,
      @AuthenticationPrincipal CurrentUser user,
      jakarta.servlet.http.HttpServletRequest request,
      Model model) {
    var chosen =
        all ? list.ids(filter, CaseList.BULK + 1, user) : ids == null ? List.<Long>of() : ids;
    if (chosen.isEmpty()) throw new RuleViolation(null, "没有选中案件，请返回列表勾选。");
    if (chosen.size() > CaseList.BULK)
      throw new RuleViolation(null, "一次最多处理 %d 件，请缩小条件后分批办理。".formatted(CaseList.BULK));
    var files = cases.byIds(chosen);
    boolean take = request.getRequestURI().endsWith("/take");
    model.addAttribute("files", files.stream().map(file -> list.row(file, user)).toList());
    model.addAttribute("take", take);
    if (!take)
      model.addAttribute(
          "colleagues",
          handling.colleagues(files).stream()
              .map(a -> new Option(String.valueOf(a.id()), a.name() + "（" + a.officeName() + "）"))
              .toList());
    return "cases/bulk";
  }

  /** Keeps the chosen cases for one step; the page then asks which. */
  @PostMapping("/cases/bulk/decide")
  String decide(
      @ModelAttribute CaseFilter filter,
      @RequestParam(name = "id", required = false) List<Long> ids,
      @RequestParam(defaultValue = "false") boolean all,
      @AuthenticationPrincipal CurrentUser user) {
    var chosen =
        all ? list.ids(filter, decisions.most() + 1, user) : ids == null ? List.<Long>of() : ids;
    return "redirect:" + decisions.draft(chosen, user).url();
  }

  @PostMapping("/cases/bulk/take/confirm")
  String take(
      @RequestParam("id") List<Long> ids,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    if (ids.size() > decisions.atOnce())
      return "redirect:" + decisions.handle(ids, CaseActions.TAKE, null, null, user).url();
    return result(bulk.each(ids, id -> handling.take(id, user)), "领取", flash);
  }

  @PostMapping("/cases/bulk/hand-over/confirm")
  String handOver(
      @RequestParam("id") List<Long> ids,
      @RequestParam(required = false) Long assignee,
      @RequestParam(required = false) String reason,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    if (assignee == null) throw new RuleViolation("assignee", "请选择转给谁。");
    if (ids.size() > decisions.atOnce())
      return "redirect:"
          + decisions.handle(ids, CaseActions.HAND_OVER, assignee, reason, user).url();
    return result(bulk.each(ids, id -> handling.handOver(id, assignee, reason, user)), "转办", flash);
  }

  private static String result(BulkHandling.Result result, String verb, RedirectAttributes flash) {
    if (result.done() > 0)
      flash.addFlashAttribute("done", "已%s %d 件。".formatted(verb, result.done()));
    if (!result.refused().isEmpty())
      flash.addFlashAttribute(
          "refused",
          "有 %d 件没有%s：%s"
              .formatted(result.refused().size(), verb, String.join(" ", result.refused())));
    return "redirect:/cases";
  }
}
