package minzheng.subsidy.reassess;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassListPages;
import minzheng.subsidy.desk.ProgrammeKind;
import minzheng.web.Chip;
import minzheng.web.DateText;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Typed;
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

/** 按新标准重算: the lists, and the form that begins one. */
@Controller
@RequestMapping("/subsidy/reassessments")
@PreAuthorize(Role.DESKS)
class ReassessmentsController {
  private final Reassessments reassessments;
  private final ReassessmentList list;
  private final DueReassessments due;
  private final Standards standards;
  private final Regions regions;
  private final Excel excel;

  ReassessmentsController(
      Reassessments reassessments,
      ReassessmentList list,
      DueReassessments due,
      Standards standards,
      Regions regions,
      Excel excel) {
    this.reassessments = reassessments;
    this.list = list;
    this.due = due;
    this.standards = standards;
    this.regions = regions;
    this.excel = excel;
  }

  /** A new list as typed. */
  record Form(
      @NotBlank(message = "请选择项目。") String programme,
      @NotBlank(message = "请选择地区。") String region,
      @DateText String fromDay,
      String key) {}

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("slice", list.page(state, programme, within(area, user), paging));
    model.addAttribute("states", Option.of(ListState.class));
    model.addAttribute("programmes", programmes());
    var chips = new ArrayList<Chip>();
    for (ListState each : ListState.values())
      if (each.name().equals(state)) chips.add(new Chip("state", "状态：" + each.label()));
    for (Option each : programmes())
      if (each.value().equals(programme)) chips.add(new Chip("programme", "项目：" + each.label()));
    if (!area.isBlank()) chips.add(new Chip("area", "地区：" + regions.path(area.strip())));
    model.addAttribute("chips", chips);
    return "subsidy/reassessments";
  }

  @GetMapping("/lists.xlsx")
  void export(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<Reassessment>>of(
            Column.of("名单", Reassessment::number),
            Column.of("项目", r -> label(r.programme())),
            Column.of("地区", r -> regions.path(r.region())),
            Column.of("执行日", Reassessment::fromDay),
            Column.of("户（人）", Reassessment::rights),
            Column.of("下一发放月增加（元）", Reassessment::monthly),
            Column.of("补发（元）", Reassessment::backPay),
            Column.of("另行办理", Reassessment::open),
            Column.of("发起", Reassessment::madeByName),
            Column.of("提交", Reassessment::submittedByName),
            Column.of("确认", Reassessment::confirmedByName),
            Column.of("状态", Reassessment::state));
    try (var sheet = excel.sheet(response, "标准重算名单", user, columns)) {
      list.export(state, programme, within(area, user), paging, sheet);
    }
  }

  private static String within(String area, CurrentUser user) {
    return area.isBlank() ? user.region() : area.strip();
  }

  static List<Option> programmes() {
    return ProgrammeKind.all().stream()
        .filter(ProgrammeKind::pays)
        .map(k -> new Option(k.name(), k.label()))
        .toList();
  }

  static String label(String programme) {
    return ProgrammeKind.valueOf(programme).label();
  }

  @GetMapping("/new")
  @PreAuthorize("hasRole('CASEWORKER')")
  String form(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String fromDay,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    String area = MassListPages.firstArea(user);
    model.addAttribute("form", new Form(programme, area, fromDay, UUID.randomUUID().toString()));
    return fill(user, model);
  }

  @PostMapping("/new")
  @PreAuthorize("hasRole('CASEWORKER')")
  String open(
      @Valid @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    if (!errors.hasErrors())
      try {
        var begun =
            reassessments.open(
                Typed.textOrNull(form.region()),
                Typed.textOrNull(form.programme()),
                Typed.dateOrNull(form.fromDay()),
                Typed.textOrNull(form.key()),
                user);
        return "redirect:" + begun.url();
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return fill(user, model);
  }

  private String fill(CurrentUser user, Model model) {
    model.addAttribute("areas", MassListPages.areas(regions, user));
    model.addAttribute("programmes", programmes());
    model.addAttribute("due", due.of(user));
    model.addAttribute("terms", standards.terms());
    return "subsidy/reassessment-new";
  }
}
