package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 交接与代办: the list of them, and the end of a delegation before its last day. */
@Controller
@PreAuthorize("hasRole('SUPERVISOR')")
class HandOversController {
  private final HandOverList list;
  private final Delegations delegations;
  private final Excel excel;

  HandOversController(HandOverList list, Delegations delegations, Excel excel) {
    this.list = list;
    this.delegations = delegations;
    this.excel = excel;
  }

  record EndForm(String reason) {}

  @GetMapping("/cases/hand-overs")
  String list(@ModelAttribute("filter") HandOverList.Filter filter, Paging paging, Model model) {
    model.addAttribute("slice", list.page(filter, paging));
    model.addAttribute("chips", filter.chips());
    model.addAttribute("states", HandOverList.deputies());
    return "cases/hand-overs";
  }

  @GetMapping("/cases/hand-overs.xlsx")
  void export(
      @ModelAttribute("filter") HandOverList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<HandOverList.Row>> columns =
        List.of(
            Excel.Column.of("交出人", HandOverList.Row::fromName),
            Excel.Column.of("案件", HandOverList.Row::cases),
            Excel.Column.of("已交接", HandOverList.Row::done),
            Excel.Column.of("交接期限", HandOverList.Row::deadline),
            Excel.Column.of("原因", HandOverList.Row::reason),
            Excel.Column.of("安排人", HandOverList.Row::orderedName),
            Excel.Column.of("安排时间", HandOverList.Row::orderedAt),
            Excel.Column.of("代办人", HandOverList.Row::deputy),
            Excel.Column.of("代办自", HandOverList.Row::deputyFrom),
            Excel.Column.of("代办至", HandOverList.Row::deputyTo),
            Excel.Column.of("代办情况", r -> r.state().label()),
            Excel.Column.of("提前结束的原因", HandOverList.Row::endReason));
    try (var sheet = excel.sheet(response, "交接与代办", user, columns)) {
      list.export(filter, sheet);
    }
  }

  @GetMapping("/cases/hand-overs/delegations/{id:[0-9]+}/end")
  String confirm(@PathVariable long id, Model model) {
    model.addAttribute("form", new EndForm(null));
    return confirmPage(id, model);
  }

  @PostMapping("/cases/hand-overs/delegations/{id:[0-9]+}/end")
  String end(
      @PathVariable long id,
      @ModelAttribute("form") EndForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    if (!FormErrors.accepted(errors, response, () -> delegations.end(id, form.reason(), user)))
      return confirmPage(id, model);
    flash.addFlashAttribute("done", "代办已结束，今日起转回的案件交给本人。");
    return "redirect:/cases/hand-overs";
  }

  private String confirmPage(long id, Model model) {
    model.addAttribute("delegation", delegations.lasting(id));
    return "cases/delegation-end";
  }
}
