package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
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

/** A subsidy case: overview, evidence, checks, visits, determination, papers, timeline. */
@Controller
@RequestMapping("/subsidy/cases/{id}")
@PreAuthorize(CaseController.READERS)
class CaseController {
  static final String READERS =
      "hasAnyRole('CASEWORKER','REVIEWER','APPROVER','SUPERVISOR','FINANCE','AUDITOR')";

  private final CasePages pages;
  private final Cases cases;
  private final Checks checks;
  private final SubsidyCases subsidyCases;

  CaseController(CasePages pages, Cases cases, Checks checks, SubsidyCases subsidyCases) {
    this.pages = pages;
    this.cases = cases;
    this.checks = checks;
    this.subsidyCases = subsidyCases;
  }

  @GetMapping
  String overview(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.overview(id, user, model);
    return "subsidy/case";
  }

  @GetMapping("/family")
  @PreAuthorize(Role.DESKS)
  String family(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.family(id, user, model);
    return "subsidy/case-family";
  }

  /** Somebody of the family signed the authorisation for the check. */
  @PostMapping("/family/signed")
  @PreAuthorize("hasRole('CASEWORKER')")
  String signed(
      @PathVariable long id,
      @RequestParam(required = false) List<Long> person,
      RedirectAttributes flash) {
    if (person == null) flash.addFlashAttribute("refused", "没有登记：请勾选已签字的家庭成员。");
    else {
      subsidyCases.sign(id, person);
      flash.addFlashAttribute("done", "已登记核对授权");
    }
    return "redirect:/subsidy/cases/" + id + "/family";
  }

  /** One source's answer as typed. */
  record CheckForm(
      String source,
      String asOf,
      String result,
      String finding,
      String effectiveOn,
      String reason) {}

  @GetMapping("/checks")
  @PreAuthorize(Role.DESKS)
  String checks(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new CheckForm("", "", "", "", "", ""));
    return fillChecks(id, user, model);
  }

  private String fillChecks(long id, CurrentUser user, Model model) {
    pages.checks(id, user, model);
    model.addAttribute("sources", Option.of(CheckRecords.Source.class));
    model.addAttribute("results", Option.of(CheckRecords.Result.class));
    return "subsidy/case-checks";
  }

  @PostMapping("/checks")
  @PreAuthorize("hasRole('CASEWORKER')")
  String record(
      @PathVariable long id,
      @ModelAttribute("form") CheckForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    LocalDate asOf = day("asOf", form.asOf(), errors);
    Move step = step(Procedures.CHECK, form.effectiveOn(), form.reason(), errors);
    FormErrors.addAll(errors, checks.problems(form.source(), asOf, form.result(), form.finding()));
    if (!taken(
        id,
        step,
        () -> checks.record(id, form.source(), asOf, form.result(), form.finding(), step, user),
        user,
        errors,
        response)) return fillChecks(id, user, model);
    flash.addFlashAttribute("done", "已登记核对结果");
    return "redirect:/subsidy/cases/" + id + "/checks";
  }

  @PostMapping("/checks/{checkId}")
  @PreAuthorize("hasRole('CASEWORKER')")
  String settle(
      @PathVariable long id,
      @PathVariable long checkId,
      @RequestParam String opinion,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      checks.settle(id, checkId, opinion, user);
      flash.addFlashAttribute("done", "已填写处理意见");
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/subsidy/cases/" + id + "/checks";
  }

  /** One visit as typed. */
  record VisitForm(
      String visitedOn,
      Long companion,
      String met,
      String findings,
      boolean signed,
      String effectiveOn,
      String reason) {}

  @GetMapping("/visits")
  @PreAuthorize(Role.DESKS)
  String visits(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new VisitForm("", null, "", "", false, "", ""));
    return fillVisits(id, user, model);
  }

  private String fillVisits(long id, CurrentUser user, Model model) {
    pages.visits(id, user, model);
    model.addAttribute(
        "colleagues",
        checks.colleagues(user).stream()
            .map(c -> new Option(String.valueOf(c.id()), c.name()))
            .toList());
    return "subsidy/case-visits";
  }

  @PostMapping("/visits")
  @PreAuthorize("hasRole('CASEWORKER')")
  String visit(
      @PathVariable long id,
      @ModelAttribute("form") VisitForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    LocalDate day = day("visitedOn", form.visitedOn(), errors);
    Move step = step(Procedures.VISIT, form.effectiveOn(), form.reason(), errors);
    FormErrors.addAll(
        errors,
        checks.problems(day, form.companion(), form.met(), form.findings(), form.signed(), user));
    if (!taken(
        id,
        step,
        () ->
            checks.visit(
                id, day, form.companion(), form.met(), form.findings(), form.signed(), step, user),
        user,
        errors,
        response)) return fillVisits(id, user, model);
    flash.addFlashAttribute("done", "已登记入户调查");
    return "redirect:/subsidy/cases/" + id + "/visits";
  }

  @GetMapping("/determination")
  String determination(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.determination(id, user, model);
    return "subsidy/case-determination";
  }

  /** Replays the frozen determination and says whether it comes out the same. */
  @PostMapping("/determination/compare")
  String compare(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.determination(id, user, model);
    pages.compare(id, model);
    return "subsidy/case-determination";
  }

  @GetMapping("/papers")
  @PreAuthorize(Role.DESKS)
  String papers(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.papers(id, user, model);
    return "subsidy/case-papers";
  }

  @GetMapping("/timeline")
  String timeline(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.timeline(id, user, model);
    return "subsidy/case-timeline";
  }

  /** Whether it was written; what stands against its step is told with the rest. */
  private boolean taken(
      long id,
      Move step,
      Runnable business,
      CurrentUser user,
      BindingResult errors,
      HttpServletResponse response) {
    try {
      cases.check(id, step, user);
    } catch (RuleViolation refused) {
      FormErrors.addAll(errors, List.of(refused));
    }
    if (!errors.hasErrors()) return FormErrors.accepted(errors, response, business);
    response.setStatus(400);
    return false;
  }

  private static Move step(String action, String day, String reason, BindingResult errors) {
    return new Move(action, null, day("effectiveOn", day, errors), Typed.textOrNull(reason), null);
  }

  /** Null where nothing was typed, or no day. */
  private static LocalDate day(String field, String typed, BindingResult errors) {
    try {
      return Typed.dateOrNull(typed);
    } catch (RuleViolation wrong) {
      FormErrors.add(errors, wrong.at(field));
      return null;
    }
  }
}
