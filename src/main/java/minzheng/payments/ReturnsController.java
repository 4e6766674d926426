package minzheng.payments;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The work on returned money: a new account, the same account again, or keeping it. */
@Controller
@RequestMapping("/payments")
@PreAuthorize("hasAnyRole('FINANCE','CASEWORKER')")
class ReturnsController {
  private final ReturnList list;
  private final Returns returns;
  private final Payees payees;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Excel excel;

  ReturnsController(
      ReturnList list,
      Returns returns,
      Payees payees,
      ProgrammeNames programmes,
      Regions regions,
      Excel excel) {
    this.list = list;
    this.returns = returns;
    this.payees = payees;
    this.programmes = programmes;
    this.regions = regions;
    this.excel = excel;
  }

  /** The new account as typed. */
  record AccountForm(String bank, String account, String holder, String note) {
    Payees.Entry entry() {
      return new Payees.Entry(bank, account, holder, note);
    }
  }

  @GetMapping("/returns")
  @PreAuthorize("hasAnyRole('FINANCE','CASEWORKER','APPROVER','SUPERVISOR')")
  String list(
      @ModelAttribute("filter") ReturnList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model m) {
    var f = clean(filter);
    m.addAttribute("slice", list.list(f, Viewer.of(user), paging));
    m.addAttribute("names", programmes);
    m.addAttribute("programmes", programmes.options());
    m.addAttribute("handlings", Option.of(Handling.class));
    m.addAttribute("reasons", Option.of(ReturnReason.class));
    var chips = new ArrayList<Chip>();
    if (!f.programme().isEmpty())
      chips.add(new Chip("programme", "项目：" + programmes.title(f.programme())));
    for (var h : Handling.values())
      if (h.name().equals(f.handling())) chips.add(new Chip("handling", "状态：" + h.label()));
    for (var r : ReturnReason.values())
      if (r.name().equals(f.reason())) chips.add(new Chip("reason", "原因：" + r.label()));
    if (f.run() != 0) chips.add(new Chip("run", "只看一个批次"));
    m.addAttribute("chips", chips);
    return "payments/returns";
  }

  @GetMapping("/returns.xlsx")
  @PreAuthorize("hasAnyRole('FINANCE','CASEWORKER','APPROVER','SUPERVISOR')")
  void export(
      @ModelAttribute("filter") ReturnList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    try (var sheet =
        excel.sheet(
            response,
            "退回待处理",
            user,
            List.<Column<ReturnList.Row>>of(
                Column.of("领款人", ReturnList.Row::payee),
                Column.of("地区", r -> regions.path(r.region())),
                Column.of("项目", r -> programmes.title(r.programme())),
                Column.of("所属月份", r -> r.month().toString()),
                Column.of("账户", ReturnList.Row::sentTo),
                Column.of("金额（元）", ReturnList.Row::amount),
                Column.of("退回原因", ReturnList.Row::reasonText),
                Column.of("状态", ReturnList.Row::handling),
                Column.of("处理说明", ReturnList.Row::note),
                Column.of("办理人", ReturnList.Row::handledBy)))) {
      list.export(clean(filter), Viewer.of(user), sheet);
    }
  }

  @GetMapping("/returns/{id}")
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var row = list.get(id, Viewer.of(user));
    var known = payees.current(row.payeeId(), row.region()).orElse(null);
    model.addAttribute(
        "form",
        known == null
            ? new AccountForm("", "", row.payee(), "")
            : new AccountForm(known.bank(), "", known.holder(), ""));
    return fill(id, user, model);
  }

  @PostMapping("/returns/{id}/account")
  ModelAndView account(
      @PathVariable long id,
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash) {
    var row = list.get(id, Viewer.of(user));
    returns.problems(id, form.entry()).forEach(problem -> FormErrors.add(errors, problem));
    if (errors.hasErrors()) return new ModelAndView(fill(id, user, model), HttpStatus.BAD_REQUEST);
    payees.set(row.payeeId(), row.region(), form.entry());
    flash.addFlashAttribute("done", row.payee() + " 的账户已更正，退回的款项列入下一批次重发。");
    return new ModelAndView("redirect:/payments/returns");
  }

  @PostMapping("/returns/{id}/{handling:ready|hold|reopen}")
  String handle(
      @PathVariable long id,
      @PathVariable String handling,
      @RequestParam(defaultValue = "") String remark,
      RedirectAttributes flash) {
    try {
      switch (handling) {
        case "ready" -> returns.ready(id, remark);
        case "hold" -> returns.hold(id, remark);
        default -> returns.reopen(id, remark);
      }
      flash.addFlashAttribute("done", "处理结果已登记。");
      return "redirect:/payments/returns";
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/payments/returns/" + id;
    }
  }

  private String fill(long id, CurrentUser user, Model model) {
    var row = list.get(id, Viewer.of(user));
    model.addAttribute("row", row);
    model.addAttribute("names", programmes);
    model.addAttribute("known", payees.current(row.payeeId(), row.region()).orElse(null));
    return "payments/return";
  }

  private static ReturnList.Filter clean(ReturnList.Filter f) {
    return new ReturnList.Filter(
        text(f.programme()), text(f.handling()), text(f.reason()), f.run() == null ? 0L : f.run());
  }

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }
}
