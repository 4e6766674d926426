package minzheng.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.time.YearMonth;
import java.util.List;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.PaymentFigures;
import minzheng.security.CurrentUser;
import minzheng.web.Excel;
import minzheng.web.FormErrors;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 月度数据: which months are closed, what each figure means, and the corrections of a month. */
@Controller
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
class MonthsController {
  private final MonthList list;
  private final MonthBoards boards;
  private final Restatements restatements;
  private final PaymentFigures payments;
  private final Excel excel;

  MonthsController(
      MonthList list,
      MonthBoards boards,
      Restatements restatements,
      PaymentFigures payments,
      Excel excel) {
    this.list = list;
    this.boards = boards;
    this.restatements = restatements;
    this.payments = payments;
    this.excel = excel;
  }

  record ReasonForm(String reason) {}

  @GetMapping("/dashboard/months")
  String list(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String corrected,
      Paging paging,
      Model model) {
    var programmes = payments.programmeOptions();
    model.addAttribute("slice", list.page(programme, corrected, paging));
    model.addAttribute("programmes", programmes);
    model.addAttribute("kinds", MonthList.KINDS);
    model.addAttribute("chips", MonthList.chips(programme, corrected, programmes));
    return "dashboard/months";
  }

  @GetMapping("/dashboard/months.xlsx")
  void export(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String corrected,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<MonthList.Closing>> columns =
        List.of(
            Excel.Column.of("项目", MonthList.Closing::title),
            Excel.Column.of("月份", c -> c.month().toString()),
            Excel.Column.of("版本", MonthList.Closing::version),
            Excel.Column.of("冻结时间", MonthList.Closing::at),
            Excel.Column.of("原因", MonthList.Closing::reason),
            Excel.Column.of("提出", MonthList.Closing::proposedName),
            Excel.Column.of("确认", MonthList.Closing::confirmedName));
    try (var sheet = excel.sheet(response, "月度数据", user, columns)) {
      list.export(programme, corrected, sheet);
    }
  }

  @GetMapping("/dashboard/months/{programme}/{month}")
  String month(
      @PathVariable String programme,
      @PathVariable String month,
      @RequestParam(defaultValue = "") String area,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("form", new ReasonForm(null));
    return page(programme, month, area.strip(), user, model);
  }

  @PostMapping("/dashboard/months/{programme}/{month}/correct")
  String propose(
      @PathVariable String programme,
      @PathVariable String month,
      @ModelAttribute("form") ReasonForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      restatements.propose(programme, parse(month), form.reason(), user);
      flash.addFlashAttribute("done", "已提出更正，请市局另一位主管确认。");
      return "redirect:/dashboard/months/%s/%s".formatted(programme, month);
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
      response.setStatus(refused.field() == null ? 409 : 400);
      return page(programme, month, "", user, model);
    }
  }

  @PostMapping("/dashboard/months/corrections/{id}/confirm")
  String confirm(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String back,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      int version = restatements.confirm(id, user);
      flash.addFlashAttribute("done", "已更正，新的数记为第%d版，原来的版本保留。".formatted(version));
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return redirect(back);
  }

  @PostMapping("/dashboard/months/corrections/{id}/withdraw")
  String withdraw(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String back,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    restatements.withdraw(id, user);
    flash.addFlashAttribute("done", "更正已撤回，原来的数不变。");
    return redirect(back);
  }

  private static String redirect(String back) {
    return back.matches("[A-Z_]{1,40}/[0-9]{4}-[0-9]{2}")
        ? "redirect:/dashboard/months/" + back
        : "redirect:/dashboard/months";
  }

  private String page(String programme, String month, String area, CurrentUser user, Model model) {
    YearMonth wanted = parse(month);
    model.addAttribute("board", boards.of(programme, wanted, area, user));
    boolean may = restatements.may(user);
    model.addAttribute("may", may);
    model.addAttribute("waiting", may ? restatements.open(programme, wanted).orElse(null) : null);
    return "dashboard/month";
  }

  private static YearMonth parse(String text) {
    YearMonth month = DashboardController.month(text);
    if (month == null) throw new NotFound("月份");
    return month;
  }
}
