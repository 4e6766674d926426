package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Payees;
import minzheng.security.CurrentUser;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 发放账户 of a case's applicant: everybody who reads the case sees it, a caseworker sets it. */
@Controller
@RequestMapping("/subsidy/cases/{id}/account")
@PreAuthorize(CaseController.READERS)
class AccountController {
  private final Cases cases;
  private final CasePages pages;
  private final Payees payees;

  AccountController(Cases cases, CasePages pages, Payees payees) {
    this.cases = cases;
    this.pages = pages;
    this.payees = payees;
  }

  /** An account as typed. */
  record AccountForm(String bank, String account, String holder) {}

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    CaseView file = cases.get(id);
    return show(id, new AccountForm("", "", file.title()), null, user, model);
  }

  private String show(
      long id, AccountForm form, RuleViolation problem, CurrentUser user, Model model) {
    pages.account(id, user, model);
    model.addAttribute("typed", form);
    model.addAttribute("problem", problem);
    return "subsidy/case-account";
  }

  @PostMapping
  @PreAuthorize("hasRole('CASEWORKER')")
  String save(
      @PathVariable long id,
      AccountForm form,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    CaseView file = cases.get(id);
    try {
      payees.set(
          file.personId(),
          file.region(),
          new Payees.Entry(form.bank(), form.account(), form.holder(), null));
      flash.addFlashAttribute("done", "已登记发放账户");
      return "redirect:/subsidy/cases/" + id;
    } catch (RuleViolation refused) {
      response.setStatus(400);
      return show(id, form, refused, user, model);
    }
  }
}
