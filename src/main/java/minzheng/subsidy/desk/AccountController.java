package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.payments.Payees;
import minzheng.security.CurrentUser;
import minzheng.web.FormErrors;
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
  record AccountForm(String bank, String account, String holder) {
    Payees.Entry entry() {
      return new Payees.Entry(bank, account, holder, null);
    }
  }

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new AccountForm("", "", cases.get(id).title()));
    return fill(id, user, model);
  }

  private String fill(long id, CurrentUser user, Model model) {
    pages.account(id, user, model);
    return "subsidy/case-account";
  }

  @PostMapping
  @PreAuthorize("hasRole('CASEWORKER')")
  String save(
      @PathVariable long id,
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    CaseView file = cases.get(id);
    FormErrors.addAll(errors, form.entry().problems());
    if (errors.hasErrors()) {
      response.setStatus(400);
      return fill(id, user, model);
    }
    payees.set(file.personId(), file.region(), form.entry());
    flash.addFlashAttribute("done", "已登记发放账户");
    return "redirect:/subsidy/cases/" + id;
  }
}
