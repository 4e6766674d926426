package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.kernel.RuleViolation;
import minzheng.messages.MessageChoices;
import minzheng.messages.Messages;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 短信告知 of a case: what was told, and whether the applicant wants to be told that way. */
@Controller
@RequestMapping("/subsidy/cases/{id}/messages")
@PreAuthorize(Role.DESKS)
class CaseMessagesController {
  private final Cases cases;
  private final CasePages pages;
  private final Messages messages;
  private final MessageChoices choices;

  CaseMessagesController(Cases cases, CasePages pages, Messages messages, MessageChoices choices) {
    this.cases = cases;
    this.pages = pages;
    this.messages = messages;
    this.choices = choices;
  }

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    return fill(id, "", null, user, model);
  }

  /** The applicant said at the counter what they want. */
  @PostMapping
  @PreAuthorize("hasRole('CASEWORKER')")
  String choose(
      @PathVariable long id,
      @RequestParam boolean refused,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    CaseView file = cases.get(id);
    try {
      choices.set("person:" + file.personId(), user.region(), refused, reason, user.actor());
      flash.addFlashAttribute("done", refused ? "已登记：本人不接收短信。" : "已登记：本人接收短信。");
      return "redirect:/subsidy/cases/" + id + "/messages";
    } catch (RuleViolation wrong) {
      response.setStatus(400);
      return fill(id, reason, wrong, user, model);
    }
  }

  private String fill(
      long id, String reason, RuleViolation problem, CurrentUser user, Model model) {
    pages.messages(id, user, model);
    CaseView file = cases.get(id);
    model.addAttribute("told", messages.about(SubsidyCaseType.OWNER, id));
    model.addAttribute("optedOut", messages.refused("person:" + file.personId()));
    model.addAttribute("reason", reason);
    model.addAttribute("problem", problem);
    return "subsidy/case-messages";
  }
}
