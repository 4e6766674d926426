package minzheng.subsidy.oldage;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassListPages;
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

/** 高龄津贴名单: the list of rounds, and the form for a new one. */
@Controller
@RequestMapping("/subsidy/old-age")
@PreAuthorize(Role.DESKS)
class RoundsController {
  private final Rounds rounds;
  private final RoundList list;
  private final Regions regions;
  private final Excel excel;
  private final Clock clock;

  RoundsController(Rounds rounds, RoundList list, Regions regions, Excel excel, Clock clock) {
    this.rounds = rounds;
    this.list = list;
    this.regions = regions;
    this.excel = excel;
    this.clock = clock;
  }

  /** A new round as typed. */
  record Form(String region, @DateText String lawDay, String key) {}

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("slice", list.page(state, within(area, user), paging));
    model.addAttribute("states", Option.of(ListState.class));
    var chips = new ArrayList<Chip>();
    for (ListState each : ListState.values())
      if (each.name().equals(state)) chips.add(new Chip("state", "状态：" + each.label()));
    if (!area.isBlank()) chips.add(new Chip("area", "地区：" + regions.path(area.strip())));
    model.addAttribute("chips", chips);
    return "subsidy/old-age-rounds";
  }

  @GetMapping("/rounds.xlsx")
  void export(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<RoundList.Row>>of(
            Column.of("名单", r -> r.of().number()),
            Column.of("地区", r -> regions.path(r.of().region())),
            Column.of("适用日", r -> r.of().lawDay()),
            Column.of("人数", RoundList.Row::rows),
            Column.of("每月（元）", RoundList.Row::money),
            Column.of("待核", RoundList.Row::pending),
            Column.of("发起", r -> r.of().madeByName()),
            Column.of("提交", r -> r.of().submittedByName()),
            Column.of("确认", r -> r.of().confirmedByName()),
            Column.of("状态", r -> r.of().state()));
    try (var sheet = excel.sheet(response, "高龄津贴名单", user, columns)) {
      list.export(state, within(area, user), paging, sheet);
    }
  }

  private static String within(String area, CurrentUser user) {
    return area.isBlank() ? user.region() : area.strip();
  }

  @GetMapping("/new")
  @PreAuthorize("hasRole('CASEWORKER')")
  String form(@AuthenticationPrincipal CurrentUser user, Model model) {
    String area = MassListPages.firstArea(user);
    model.addAttribute(
        "form", new Form(area, LocalDate.now(clock).toString(), UUID.randomUUID().toString()));
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
        var round =
            rounds.open(
                Typed.textOrNull(form.region()),
                Typed.date(form.lawDay()),
                Typed.textOrNull(form.key()),
                user);
        return "redirect:" + round.url();
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return fill(user, model);
  }

  private String fill(CurrentUser user, Model model) {
    model.addAttribute("areas", MassListPages.areas(regions, user));
    return "subsidy/old-age-new";
  }
}
