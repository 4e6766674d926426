package minzheng.payments;

import java.util.Set;
import minzheng.audit.Audit;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.FormErrors;
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

/** One entitlement with its decisions, payments and account. */
@Controller
@RequestMapping("/payments/entitlements/{id}")
@PreAuthorize("hasAnyRole('FINANCE','APPROVER','SUPERVISOR','CASEWORKER','REVIEWER')")
class EntitlementController {
  /** The same as above, for links to this page. */
  static final Set<Role> READERS =
      Set.of(Role.FINANCE, Role.APPROVER, Role.SUPERVISOR, Role.CASEWORKER, Role.REVIEWER);

  private final Entitlements entitlements;
  private final EntitlementPage page;
  private final Payees payees;
  private final ProgrammeNames programmes;
  private final Audit audit;

  EntitlementController(
      Entitlements entitlements,
      EntitlementPage page,
      Payees payees,
      ProgrammeNames programmes,
      Audit audit) {
    this.entitlements = entitlements;
    this.page = page;
    this.payees = payees;
    this.programmes = programmes;
    this.audit = audit;
  }

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var e = entitlements.get(id);
    audit.write("查看", "待遇", id, e.region());
    model.addAttribute("e", e);
    model.addAttribute("programme", programmes.title(e.programme()));
    model.addAttribute("payee", Viewer.of(user).name(page.payee(e.payeeId())));
    model.addAttribute("known", payees.current(e.payeeId(), e.region()).orElse(null));
    model.addAttribute("changes", page.changes(id, user));
    model.addAttribute("payments", page.payments(id));
    model.addAttribute("open", page.open(id));
    return "payments/entitlement";
  }

  @GetMapping("/account")
  @PreAuthorize("hasAnyRole('FINANCE','CASEWORKER')")
  String account(@PathVariable long id, Model model) {
    var e = entitlements.get(id);
    var known = payees.current(e.payeeId(), e.region()).orElse(null);
    model.addAttribute(
        "form",
        known == null
            ? new ReturnsController.AccountForm("", "", page.payee(e.payeeId()), "")
            : new ReturnsController.AccountForm(known.bank(), "", known.holder(), ""));
    return fill(e, known, model);
  }

  @PostMapping("/account")
  @PreAuthorize("hasAnyRole('FINANCE','CASEWORKER')")
  ModelAndView save(
      @PathVariable long id,
      @ModelAttribute("form") ReturnsController.AccountForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes flash) {
    var e = entitlements.get(id);
    form.entry().problems().forEach(problem -> FormErrors.add(errors, problem));
    if (errors.hasErrors()) {
      var known = payees.current(e.payeeId(), e.region()).orElse(null);
      return new ModelAndView(fill(e, known, model), HttpStatus.BAD_REQUEST);
    }
    payees.set(e.payeeId(), e.region(), form.entry());
    flash.addFlashAttribute("done", "账户已登记，从下一批次起使用。");
    return new ModelAndView("redirect:/payments/entitlements/" + id);
  }

  private String fill(Entitlement e, PayeeAccount known, Model model) {
    model.addAttribute("e", e);
    model.addAttribute("programme", programmes.title(e.programme()));
    model.addAttribute("payee", page.payee(e.payeeId()));
    model.addAttribute("known", known);
    return "payments/account";
  }
}
