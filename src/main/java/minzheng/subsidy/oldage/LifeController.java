package minzheng.subsidy.oldage;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.subsidy.DueState;
import minzheng.web.Chip;
import minzheng.web.DateText;
import minzheng.web.Excel;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Ticked;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 生存认证: the list of recipients, and the form that notes several at once. */
@Controller
@RequestMapping("/subsidy/old-age/life")
@PreAuthorize(Role.DESKS)
class LifeController {
  private static final String LIST = "/subsidy/old-age/life";

  private final LifeList list;
  private final Verifications verifications;
  private final Regions regions;
  private final Excel excel;
  private final Audit audit;
  private final Clock clock;

  LifeController(
      LifeList list,
      Verifications verifications,
      Regions regions,
      Excel excel,
      Audit audit,
      Clock clock) {
    this.list = list;
    this.verifications = verifications;
    this.regions = regions;
    this.excel = excel;
    this.audit = audit;
    this.clock = clock;
  }

  /** A verification as typed. */
  record Form(
      List<Long> id, String manner, @DateText(required = false) String on, String by, String note) {
    Form {
      id = Ticked.atMostAPage(id);
    }
  }

  @GetMapping
  String list(
      @ModelAttribute("filter") LifeList.Filter typed,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var filter = typed.in(area(typed.area(), user));
    model.addAttribute("slice", list.page(filter, paging, user));
    model.addAttribute("overdue", list.overdue(filter.area()));
    model.addAttribute("place", regions.path(filter.area()));
    model.addAttribute("months", list.months(filter.area()));
    model.addAttribute("states", Option.of(DueState.class));
    model.addAttribute("pays", pays());
    var chips = new ArrayList<Chip>();
    for (DueState each : DueState.values())
      if (each.name().equals(filter.state())) chips.add(new Chip("state", "认证：" + each.label()));
    for (Option each : pays())
      if (each.value().equals(filter.pay())) chips.add(new Chip("pay", "发放：" + each.label()));
    if (!typed.area().isEmpty()) chips.add(new Chip("area", "地区：" + regions.path(filter.area())));
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "姓名：" + filter.q()));
    model.addAttribute("chips", chips);
    return "subsidy/old-age-life";
  }

  private static List<Option> pays() {
    return List.of(
        new Option("ACTIVE", Entitlement.State.ACTIVE.label()),
        new Option("SUSPENDED", Entitlement.State.SUSPENDED.label()),
        new Option("PROPOSED", "提请待决定"),
        new Option("DIED", "已登记死亡"));
  }

  /** The standard holds by district, so a whole city is read one district at a time. */
  private String area(String wanted, CurrentUser user) {
    return regions.withinOneDistrict(wanted.isEmpty() ? user.region() : wanted);
  }

  @GetMapping("/persons.xlsx")
  void export(
      @ModelAttribute("filter") LifeList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<LifeList.Row>> columns =
        List.of(
            Excel.Column.of("姓名", LifeList.Row::name),
            Excel.Column.of("证件号码", LifeList.Row::number),
            Excel.Column.of("地区", r -> regions.path(r.region())),
            Excel.Column.of("年龄", LifeList.Row::age),
            Excel.Column.of("上次认证", LifeList.Row::verifiedOn),
            Excel.Column.of("方式", LifeList.Row::manner),
            Excel.Column.of("认证人", LifeList.Row::verifier),
            Excel.Column.of("有效到", LifeList.Row::dueOn),
            Excel.Column.of("认证状态", LifeList.Row::state),
            Excel.Column.of("发放状态", LifeList.Row::pay));
    try (var sheet = excel.sheet(response, "生存认证名单", user, columns)) {
      list.export(filter.in(area(filter.area(), user)), user, sheet);
    }
  }

  /** From the ticked rows to the form, by an address that can be read again. */
  @PostMapping("/choose")
  @PreAuthorize("hasRole('CASEWORKER')")
  String choose(@RequestParam(required = false) List<Long> id, RedirectAttributes flash) {
    return Ticked.to(LIST + "/verify", id, LIST, "没有选中人员，请在名单里勾选。", flash);
  }

  @GetMapping("/verify")
  @PreAuthorize("hasRole('CASEWORKER')")
  String form(@RequestParam List<Long> id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var form = new Form(id, "", LocalDate.now(clock).toString(), user.name(), "");
    model.addAttribute("form", form);
    audit.write("查看", "生存认证名单", null, user.region());
    return fill(form, user, model);
  }

  @PostMapping("/verify")
  @PreAuthorize("hasRole('CASEWORKER')")
  String verify(
      @Valid @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var found =
        new Verifications.Finding(
            Arrays.stream(Manner.values())
                .filter(m -> m.name().equals(form.manner()))
                .findFirst()
                .orElse(null),
            errors.hasFieldErrors("on") ? null : Typed.dateOrNull(form.on()),
            form.by(),
            form.note());
    FormErrors.addAll(errors, verifications.problems(found));
    if (!errors.hasErrors())
      try {
        int done = verifications.record(form.id(), found, user);
        int known = form.id().size() - done;
        flash.addFlashAttribute(
            "done", "已登记 " + done + " 人的生存认证" + (known > 0 ? "，" + known + " 人当天已登记过。" : "。"));
        return "redirect:" + LIST;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return fill(form, user, model);
  }

  private String fill(Form form, CurrentUser user, Model model) {
    var rows = list.of(form.id(), user.region(), user);
    if (rows.isEmpty()) throw new NotFound("发放对象");
    model.addAttribute("rows", rows);
    model.addAttribute("manners", Option.of(Manner.class));
    return "subsidy/old-age-verify";
  }
}
