package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import minzheng.cases.Move;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Option;
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

/** A subsidy case: overview, evidence, checks, visits, determination, papers, timeline. */
@Controller
@RequestMapping("/subsidy/cases/{id}")
@PreAuthorize(CaseController.READERS)
class CaseController {
  static final String READERS =
      "hasAnyRole('CASEWORKER','REVIEWER','APPROVER','SUPERVISOR','FINANCE','AUDITOR')";

  /** Whose work cases are; the others of the class read what explains the money. */
  private static final String DESKS = "hasAnyRole('CASEWORKER','REVIEWER','APPROVER','SUPERVISOR')";

  private final CasePages pages;
  private final Checks checks;
  private final SubsidyCases subsidyCases;

  CaseController(CasePages pages, Checks checks, SubsidyCases subsidyCases) {
    this.pages = pages;
    this.checks = checks;
    this.subsidyCases = subsidyCases;
  }

  @GetMapping
  String overview(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.overview(id, user, model);
    return "subsidy/case";
  }

  @GetMapping("/family")
  @PreAuthorize(DESKS)
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
  @PreAuthorize(DESKS)
  String checks(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    return checks(id, user, new CheckForm("", "", "", "", "", ""), null, model);
  }

  private String checks(
      long id, CurrentUser user, CheckForm form, RuleViolation problem, Model model) {
    pages.checks(id, user, model);
    model.addAttribute("sources", Option.of(CheckRecords.Source.class));
    model.addAttribute("results", Option.of(CheckRecords.Result.class));
    model.addAttribute("typed", form);
    model.addAttribute("problem", problem);
    return "subsidy/case-checks";
  }

  @PostMapping("/checks")
  @PreAuthorize("hasRole('CASEWORKER')")
  String record(
      @PathVariable long id,
      CheckForm form,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      checks.record(
          id,
          form.source(),
          day(form.asOf(), "asOf"),
          form.result(),
          form.finding(),
          step(Procedures.CHECK, null, form.effectiveOn(), form.reason()),
          user);
      flash.addFlashAttribute("done", "已登记核对结果");
      return "redirect:/subsidy/cases/" + id + "/checks";
    } catch (RuleViolation refused) {
      response.setStatus(400);
      return checks(id, user, form, refused, model);
    }
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
      Boolean signed,
      String effectiveOn,
      String reason) {}

  @GetMapping("/visits")
  @PreAuthorize(DESKS)
  String visits(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    return visits(id, user, new VisitForm("", null, "", "", false, "", ""), null, model);
  }

  private String visits(
      long id, CurrentUser user, VisitForm form, RuleViolation problem, Model model) {
    pages.visits(id, user, model);
    model.addAttribute(
        "colleagues",
        checks.colleagues(user).stream()
            .map(c -> new Option(String.valueOf(c.id()), c.name()))
            .toList());
    model.addAttribute("typed", form);
    model.addAttribute("problem", problem);
    return "subsidy/case-visits";
  }

  @PostMapping("/visits")
  @PreAuthorize("hasRole('CASEWORKER')")
  String visit(
      @PathVariable long id,
      VisitForm form,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      LocalDate day = day(form.visitedOn(), "visitedOn");
      checks.visit(
          id,
          day,
          form.companion(),
          form.met(),
          form.findings(),
          Boolean.TRUE.equals(form.signed()),
          step(Procedures.VISIT, null, form.effectiveOn(), form.reason()),
          user);
      flash.addFlashAttribute("done", "已登记入户调查");
      return "redirect:/subsidy/cases/" + id + "/visits";
    } catch (RuleViolation refused) {
      response.setStatus(400);
      return visits(id, user, form, refused, model);
    }
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
  @PreAuthorize(DESKS)
  String papers(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.papers(id, user, model);
    return "subsidy/case-papers";
  }

  @GetMapping("/timeline")
  String timeline(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.timeline(id, user, model);
    return "subsidy/case-timeline";
  }

  private static Move step(String action, String opinion, String effectiveOn, String reason) {
    LocalDate day = day(effectiveOn, "effectiveOn");
    return new Move(
        action, opinion, day, reason == null || reason.isBlank() ? null : reason.strip(), null);
  }

  /** Null where nothing was typed. */
  private static LocalDate day(String typed, String field) {
    if (typed == null || typed.isBlank()) return null;
    try {
      return IntakeCheck.day(typed);
    } catch (RuleViolation e) {
      throw e.at(field);
    }
  }
}
