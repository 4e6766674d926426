package minzheng.subsidy.oldage;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.subsidy.DueState;
import minzheng.subsidy.desk.SubsidyCases;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Typed;
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

/** One recipient: the proofs of life, and 暂停 or 恢复 by two persons. */
@Controller
@RequestMapping("/subsidy/old-age/life/{id:[0-9]+}")
@PreAuthorize(Role.DESKS)
class RecipientController {
  private final LifeList list;
  private final Verifications verifications;
  private final Suspensions suspensions;
  private final SubsidyCases cases;
  private final Audit audit;

  RecipientController(
      LifeList list,
      Verifications verifications,
      Suspensions suspensions,
      SubsidyCases cases,
      Audit audit) {
    this.list = list;
    this.verifications = verifications;
    this.suspensions = suspensions;
    this.cases = cases;
    this.audit = audit;
  }

  /** A proposal or an opinion as typed. */
  record Form(String reason, String opinion, String ends, String eventOn, String stopReason) {}

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new Form("", "", "", "", ""));
    audit.write("查看", "生存认证", id, list.get(id, user).region());
    return fill(id, user, model);
  }

  @PostMapping("/propose")
  @PreAuthorize("hasRole('CASEWORKER')")
  String propose(
      @PathVariable long id,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    if (!FormErrors.accepted(errors, response, () -> suspensions.propose(id, form.reason(), user)))
      return fill(id, user, model);
    flash.addFlashAttribute("done", "已提请，等待审批人决定；决定以前照常发放。");
    return "redirect:/subsidy/old-age/life/" + id;
  }

  @PostMapping("/stop")
  @PreAuthorize("hasRole('CASEWORKER')")
  String stop(
      @PathVariable long id,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    if (!FormErrors.accepted(errors, response, () -> proposeStop(id, form, user)))
      return fill(id, user, model);
    flash.addFlashAttribute("done", "已提请停发，等待审批人决定；决定以前照常发放。");
    return "redirect:/subsidy/old-age/life/" + id;
  }

  private void proposeStop(long id, Form form, CurrentUser user) {
    LocalDate on;
    try {
      on = Typed.dateOrNull(form.eventOn());
    } catch (RuleViolation wrong) {
      throw wrong.at("eventOn");
    }
    suspensions.proposeStop(
        id,
        Arrays.stream(Suspension.End.values())
            .filter(e -> e.name().equals(form.ends()))
            .findFirst()
            .orElse(null),
        on,
        form.stopReason(),
        user);
  }

  @PostMapping("/decide/{proposal:[0-9]+}")
  @PreAuthorize("hasRole('APPROVER')")
  String decide(
      @PathVariable long id,
      @PathVariable long proposal,
      @RequestParam(defaultValue = "") String agreed,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    boolean yes = agreed.equals("yes");
    if (!FormErrors.accepted(
        errors, response, () -> suspensions.decide(id, proposal, yes, form.opinion(), user)))
      return fill(id, user, model);
    flash.addFlashAttribute("done", yes ? "已同意。" : "已登记不同意，待遇没有变动。");
    return "redirect:/subsidy/old-age/life/" + id;
  }

  private String fill(long id, CurrentUser user, Model model) {
    var row = list.get(id, user);
    var all = suspensions.of(id);
    var waits =
        all.stream().filter(s -> s.state() == Suspension.State.PROPOSED).findFirst().orElse(null);
    boolean suspended = row.pay() == Entitlement.State.SUSPENDED;
    boolean stopped = row.pay() == Entitlement.State.STOPPED;
    boolean fits = !stopped && suspended != (row.state() == DueState.OVERDUE);
    model.addAttribute("row", row);
    model.addAttribute("verified", verifications.of(row.personId()));
    model.addAttribute("suspensions", all);
    model.addAttribute("waits", waits);
    model.addAttribute("kind", suspended ? Suspension.Kind.RESUME : Suspension.Kind.SUSPEND);
    model.addAttribute("proposes", fits && waits == null && user.has(Role.CASEWORKER));
    boolean stops = !stopped && waits == null && user.has(Role.CASEWORKER);
    var paidBy = stops ? cases.paidBy(id).orElse(null) : null;
    model.addAttribute("stops", stops && paidBy == null);
    model.addAttribute("paidBy", paidBy);
    model.addAttribute("endings", Option.of(Suspension.End.class));
    model.addAttribute(
        "decides",
        waits != null && user.has(Role.APPROVER) && waits.proposedBy() != user.accountId());
    return "subsidy/old-age-recipient";
  }
}
