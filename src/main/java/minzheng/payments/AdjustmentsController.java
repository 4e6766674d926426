package minzheng.payments;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.DateText;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.FormErrors;
import minzheng.web.MoneyText;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Typed;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Back-pays and recoveries, and the refund of a recovery over the counter. */
@Controller
@RequestMapping("/payments")
@PreAuthorize("hasAnyRole('FINANCE','APPROVER','SUPERVISOR')")
class AdjustmentsController {
  private static final List<Option> OPEN =
      List.of(new Option("open", "未结清"), new Option("done", "已结清"));

  private final AdjustmentList list;
  private final Refunds refunds;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Excel excel;
  private final Clock clock;

  AdjustmentsController(
      AdjustmentList list,
      Refunds refunds,
      ProgrammeNames programmes,
      Regions regions,
      Excel excel,
      Clock clock) {
    this.list = list;
    this.refunds = refunds;
    this.programmes = programmes;
    this.regions = regions;
    this.excel = excel;
    this.clock = clock;
  }

  /** A refund as typed. */
  record RefundForm(@MoneyText String amount, @DateText String receivedOn, String receipt) {}

  @GetMapping("/adjustments")
  String list(
      @ModelAttribute("filter") AdjustmentList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    var f = clean(filter);
    m.addAttribute("slice", list.list(f, Viewer.of(user), paging));
    m.addAttribute("names", programmes);
    m.addAttribute("programmes", programmes.options());
    m.addAttribute("kinds", Option.of(AdjustmentList.Kind.class));
    m.addAttribute("opens", OPEN);
    var chips = new ArrayList<Chip>();
    if (!f.programme().isEmpty())
      chips.add(new Chip("programme", "项目：" + programmes.title(f.programme())));
    for (var k : AdjustmentList.Kind.values())
      if (k.name().equals(f.kind())) chips.add(new Chip("kind", "类别：" + k.label()));
    for (var o : OPEN) if (o.value().equals(f.open())) chips.add(new Chip("open", o.label()));
    m.addAttribute("chips", chips);
    return "payments/adjustments";
  }

  @GetMapping("/adjustments.xlsx")
  void export(
      @ModelAttribute("filter") AdjustmentList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    try (var sheet =
        excel.sheet(
            response,
            "补发与追回",
            user,
            List.<Column<AdjustmentList.Row>>of(
                Column.of("类别", AdjustmentList.Row::kind),
                Column.of("领款人", AdjustmentList.Row::payee),
                Column.of("地区", r -> regions.path(r.region())),
                Column.of("项目", r -> programmes.title(r.programme())),
                Column.of("所属月份", r -> r.month().toString()),
                Column.of("金额（元）", AdjustmentList.Row::amount),
                Column.of("未结清（元）", AdjustmentList.Row::open),
                Column.of("原因", AdjustmentList.Row::reason),
                Column.of("产生时间", AdjustmentList.Row::createdAt)))) {
      list.export(clean(filter), Viewer.of(user), sheet);
    }
  }

  @GetMapping("/adjustments/{id}")
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var row = list.get(id, Viewer.of(user));
    model.addAttribute(
        "form", new RefundForm(row.open().toString(), LocalDate.now(clock).toString(), ""));
    return fill(id, user, model);
  }

  @PostMapping("/adjustments/{id}/refund")
  @PreAuthorize("hasRole('FINANCE')")
  ModelAndView refund(
      @PathVariable long id,
      @Valid @ModelAttribute("form") RefundForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash) {
    if (!errors.hasErrors())
      try {
        refunds.record(
            id, Money.parse(form.amount()), Typed.date(form.receivedOn()), form.receipt());
        flash.addFlashAttribute("done", "退款已登记。");
        return new ModelAndView("redirect:/payments/adjustments/" + id);
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    return new ModelAndView(fill(id, user, model), HttpStatus.BAD_REQUEST);
  }

  private String fill(long id, CurrentUser user, Model model) {
    model.addAttribute("row", list.get(id, Viewer.of(user)));
    model.addAttribute("settled", list.settled(id));
    model.addAttribute("names", programmes);
    return "payments/adjustment";
  }

  private static AdjustmentList.Filter clean(AdjustmentList.Filter f) {
    return new AdjustmentList.Filter(text(f.programme()), text(f.kind()), text(f.open()));
  }

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }
}
