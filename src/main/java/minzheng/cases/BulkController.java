package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import minzheng.jobs.Jobs;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 批量办理: choose a step, look at count and money, order it, see what came of each case. */
@Controller
@RequestMapping("/cases/bulk/{id:[0-9]+}")
@PreAuthorize(Role.DESKS)
class BulkController {
  private final BulkDecisions decisions;
  private final BulkList list;
  private final Jobs jobs;
  private final Regions regions;
  private final Excel excel;

  BulkController(BulkDecisions decisions, BulkList list, Jobs jobs, Regions regions, Excel excel) {
    this.decisions = decisions;
    this.list = list;
    this.jobs = jobs;
    this.regions = regions;
    this.excel = excel;
  }

  /** What the person types once for all cases. */
  record Form(String action, String opinion) {}

  @GetMapping
  String show(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String standing,
      @RequestParam(defaultValue = "false") boolean change,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var decision = decisions.get(id, user);
    model.addAttribute("form", new Form(decision.action(), decision.opinion()));
    return page(decision, change, standing, paging, user, model);
  }

  @PostMapping("/check")
  String check(
      @PathVariable long id,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    try {
      decisions.check(id, form.action(), form.opinion(), user);
      return "redirect:/cases/bulk/" + id;
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
      response.setStatus(400);
      return page(decisions.get(id, user), true, "", Paging.first(50), user, model);
    }
  }

  @PostMapping("/confirm")
  String confirm(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") long count,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      decisions.confirm(id, count, user);
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/cases/bulk/" + id;
  }

  /** After a cancelled or failed run. */
  @PostMapping("/go-on")
  String goOn(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    try {
      decisions.goOn(id, user);
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/cases/bulk/" + id;
  }

  @GetMapping("/cases.xlsx")
  void export(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String standing,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    decisions.get(id, user);
    List<Excel.Column<BulkList.Row>> columns =
        List.of(
            Excel.Column.of("案件编号", r -> r.of().file().number()),
            Excel.Column.of("项目", r -> r.of().typeTitle()),
            Excel.Column.of("申请人", r -> r.of().name()),
            Excel.Column.of("地区", r -> regions.path(r.of().file().region())),
            Excel.Column.of("现环节", r -> r.of().state().label()),
            Excel.Column.of("金额（元）", r -> (Money) r.of().file().amount()),
            Excel.Column.of("结果", BulkList.Row::standing),
            Excel.Column.of("原因", BulkList.Row::reason));
    try (var sheet = excel.sheet(response, "批量办理", user, columns)) {
      list.export(id, standing, user, sheet);
    }
  }

  private String page(
      BulkDecision decision,
      boolean change,
      String standing,
      Paging paging,
      CurrentUser user,
      Model model) {
    var job = decision.jobId() == null ? null : jobs.get(decision.jobId());
    boolean busy = job != null && !job.isOver();
    var sums = list.sums(decision.id());
    long waiting = count(sums, BulkList.Standing.WAITS);
    boolean choosing =
        !busy
            && (decision.phase() == BulkDecision.Phase.DRAFT
                || change && decision.phase() == BulkDecision.Phase.CHECK);
    model.addAttribute("decision", decision);
    model.addAttribute("job", job);
    model.addAttribute("choosing", choosing);
    model.addAttribute("ready", !choosing && !busy && decision.phase() == BulkDecision.Phase.CHECK);
    model.addAttribute("left", !busy && decision.phase() == BulkDecision.Phase.RUN && waiting > 0);
    model.addAttribute("sums", sums);
    model.addAttribute("waiting", waiting);
    model.addAttribute("barred", count(sums, BulkList.Standing.BARRED));
    model.addAttribute("money", money(sums));
    if (choosing)
      model.addAttribute(
          "steps",
          list.choices(decision.id(), user).stream()
              .map(c -> new Option(c.action(), "%s（%d 件处在这一环节）".formatted(c.label(), c.cases())))
              .toList());
    model.addAttribute("standings", Option.of(BulkList.Standing.class));
    var chips = new ArrayList<Chip>();
    for (var each : BulkList.Standing.values())
      if (each.name().equals(standing)) chips.add(new Chip("standing", "结果：" + each.label()));
    model.addAttribute("chips", chips);
    model.addAttribute("slice", list.page(decision.id(), standing, paging, user));
    return "cases/bulk-decision";
  }

  private static long count(List<BulkList.Sum> sums, BulkList.Standing standing) {
    return sums.stream().filter(s -> s.standing() == standing).mapToLong(BulkList.Sum::cases).sum();
  }

  private static Money money(List<BulkList.Sum> sums) {
    return sums.stream()
        .filter(s -> s.standing() == BulkList.Standing.WAITS)
        .map(BulkList.Sum::amount)
        .reduce(Money.ZERO, Money::plus);
  }
}
