package minzheng.subsidy.review;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
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

/** 定期核查: the list of families, and the form that notes what was found about one or several. */
@Controller
@RequestMapping(ReviewsController.LIST)
@PreAuthorize(Role.DESKS)
class ReviewsController {
  static final String LIST = "/subsidy/reviews";
  private static final Map<String, Boolean> ANSWERS = Map.of("yes", true, "no", false);

  private final ReviewList list;
  private final Reviews reviews;
  private final Regions regions;
  private final Excel excel;
  private final Audit audit;
  private final Clock clock;

  ReviewsController(
      ReviewList list, Reviews reviews, Regions regions, Excel excel, Audit audit, Clock clock) {
    this.list = list;
    this.reviews = reviews;
    this.regions = regions;
    this.excel = excel;
    this.audit = audit;
    this.clock = clock;
  }

  /** A review as typed. */
  record Form(
      List<Long> id,
      String key,
      String frequency,
      String manner,
      @DateText(required = false) String on,
      String by,
      String changed,
      String note) {
    Form {
      id = Ticked.atMostAPage(id);
    }
  }

  @GetMapping
  String list(
      @ModelAttribute("filter") ReviewList.Filter typed,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var filter = typed.in(area(typed.area(), user));
    model.addAttribute("slice", list.page(filter, paging, user));
    model.addAttribute("overdue", list.overdue(filter.area()));
    model.addAttribute("changed", list.changed(filter.area()));
    model.addAttribute("place", regions.path(filter.area()));
    model.addAttribute("stable", list.months(Frequency.STABLE, filter.area()));
    model.addAttribute("unstable", list.months(Frequency.UNSTABLE, filter.area()));
    model.addAttribute("states", states());
    model.addAttribute("programmes", programmes());
    var chips = new ArrayList<Chip>();
    for (Option each : states())
      if (each.value().equals(filter.state())) chips.add(new Chip("state", "核查：" + each.label()));
    for (Option each : programmes())
      if (each.value().equals(filter.programme()))
        chips.add(new Chip("programme", "项目：" + each.label()));
    if (!typed.area().isEmpty()) chips.add(new Chip("area", "地区：" + regions.path(filter.area())));
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "姓名：" + filter.q()));
    model.addAttribute("chips", chips);
    return "subsidy/reviews";
  }

  private static List<Option> states() {
    var all = new ArrayList<>(Option.of(DueState.class));
    all.add(new Option("CHANGED", "有变化待办变更"));
    return all;
  }

  private static List<Option> programmes() {
    return ReviewList.PROGRAMMES.stream().map(p -> new Option(p.name(), p.label())).toList();
  }

  /** The standard holds by district, so a whole city is read one district at a time. */
  private String area(String wanted, CurrentUser user) {
    return regions.withinOneDistrict(wanted.isEmpty() ? user.region() : wanted);
  }

  @GetMapping("/families.xlsx")
  void export(
      @ModelAttribute("filter") ReviewList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<ReviewList.Row>> columns =
        List.of(
            Excel.Column.of("领取人", ReviewList.Row::name),
            Excel.Column.of("证件号码", ReviewList.Row::number),
            Excel.Column.of("项目", r -> r.programme().label()),
            Excel.Column.of("地区", r -> regions.path(r.region())),
            Excel.Column.of("家庭类别", ReviewList.Row::frequency),
            Excel.Column.of("上次认定或核查", ReviewList.Row::lastOn),
            Excel.Column.of("认定或核查方式", ReviewList.Row::look),
            Excel.Column.of("核查人", r -> r.reviewed() ? r.reviewer() : null),
            Excel.Column.of("应于此日前核查", ReviewList.Row::dueOn),
            Excel.Column.of("核查状态", ReviewList.Row::state),
            Excel.Column.of("有变化待办变更", r -> r.waits() ? "是" : "否"),
            Excel.Column.of("发放状态", ReviewList.Row::pay));
    try (var sheet = excel.sheet(response, "定期核查名单", user, columns)) {
      list.export(filter.in(area(filter.area(), user)), user, sheet);
    }
  }

  /** From the ticked rows to the form, by an address that can be read again. */
  @PostMapping("/choose")
  @PreAuthorize("hasRole('CASEWORKER')")
  String choose(@RequestParam(required = false) List<Long> id, RedirectAttributes flash) {
    return Ticked.to(LIST + "/record", id, LIST, "没有选中家庭，请在名单里勾选。", flash);
  }

  @GetMapping("/record")
  @PreAuthorize("hasRole('CASEWORKER')")
  String form(@RequestParam List<Long> id, @AuthenticationPrincipal CurrentUser user, Model model) {
    String today = LocalDate.now(clock).toString();
    var form = new Form(id, UUID.randomUUID().toString(), "", "", today, user.name(), "", "");
    model.addAttribute("form", form);
    audit.write("查看", "定期核查名单", null, user.region());
    return fill(form, user, model);
  }

  @PostMapping("/record")
  @PreAuthorize("hasRole('CASEWORKER')")
  String record(
      @Valid @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var found = finding(form, errors);
    FormErrors.addAll(errors, reviews.problems(found));
    if (!errors.hasErrors())
      try {
        int done = reviews.record(form.id(), found, key(form), user);
        int known = form.id().size() - done;
        boolean changed = "yes".equals(form.changed());
        flash.addFlashAttribute(
            "done",
            "已登记 "
                + done
                + " 户的核查"
                + (known > 0 ? "，" + known + " 户刚才已登记" : "")
                + (changed && done > 0 ? "；有变化的，请接着办理变更。" : "。"));
        return "redirect:" + LIST + (form.id().size() == 1 ? "/" + form.id().getFirst() : "");
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return fill(form, user, model);
  }

  private static String key(Form form) {
    String drawn = Typed.textOrNull(form.key());
    return drawn == null ? UUID.randomUUID().toString() : drawn;
  }

  private static Reviews.Finding finding(Form form, BindingResult errors) {
    return new Reviews.Finding(
        choice(Frequency.values(), form.frequency()),
        choice(Manner.values(), form.manner()),
        errors.hasFieldErrors("on") ? null : Typed.dateOrNull(form.on()),
        form.by(),
        ANSWERS.get(String.valueOf(form.changed())),
        form.note());
  }

  private static <E extends Enum<E>> E choice(E[] all, String code) {
    return Arrays.stream(all).filter(e -> e.name().equals(code)).findFirst().orElse(null);
  }

  private String fill(Form form, CurrentUser user, Model model) {
    var rows = list.of(form.id(), user.region(), user);
    if (rows.isEmpty()) throw new NotFound("发放对象");
    String area = rows.getFirst().region();
    model.addAttribute("rows", rows);
    model.addAttribute("manners", Option.of(Manner.class));
    model.addAttribute(
        "frequencies",
        Arrays.stream(Frequency.values())
            .map(f -> new Option(f.name(), f.label() + "（每 " + list.months(f, area) + " 个月核查）"))
            .toList());
    model.addAttribute(
        "findings", List.of(new Option("no", "没有明显变化，不调整金额"), new Option("yes", "有变化，须办理变更")));
    return "subsidy/review-record";
  }
}
