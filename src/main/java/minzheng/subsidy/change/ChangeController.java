package minzheng.subsidy.change;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.web.DateText;
import minzheng.web.FormErrors;
import minzheng.web.Labelled;
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

/** 变更或停发: the form that opens it, and 听取意见. The rest is the case page. */
@Controller
@RequestMapping("/subsidy/changes")
@PreAuthorize("hasRole('CASEWORKER')")
class ChangeController {
  private final Changes changes;
  private final Cases cases;
  private final Persons persons;
  private final Clock clock;

  ChangeController(Changes changes, Cases cases, Persons persons, Clock clock) {
    this.changes = changes;
    this.cases = cases;
    this.persons = persons;
    this.clock = clock;
  }

  /** A change as typed. */
  record OpenForm(
      long caseId,
      String key,
      String cause,
      @DateText(required = false) String eventOn,
      String note,
      @DateText(required = false) String effectiveOn,
      String reason) {}

  /** A hearing as typed. */
  record HearingForm(
      @DateText(required = false) String heardOn,
      String person,
      String manner,
      String agrees,
      String said,
      String reason) {}

  /**
   * @param cause a reason known before, such as REVIEW
   * @param eventOn its day; today without one
   */
  @GetMapping("/new")
  String form(
      @RequestParam(name = "case", required = false) Long caseId,
      @RequestParam(required = false) Long entitlement,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String eventOn,
      Model model) {
    if (caseId == null && entitlement == null) throw new NotFound("案件");
    long id = caseId != null ? caseId : changes.caseOf(entitlement);
    String day = eventOn.isEmpty() ? LocalDate.now(clock).toString() : eventOn;
    return form(new OpenForm(id, UUID.randomUUID().toString(), cause, day, "", "", ""), model);
  }

  private String form(OpenForm form, Model model) {
    var paid = changes.paid(form.caseId());
    model.addAttribute("form", form);
    model.addAttribute("paid", paid);
    model.addAttribute("reasons", Option.of(ChangeReason.class));
    return "subsidy/change-new";
  }

  @PostMapping
  String open(
      @Valid @ModelAttribute("form") OpenForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    if (!errors.hasErrors())
      try {
        long id =
            changes.open(
                new Changes.Opening(
                    form.caseId(),
                    choice(ChangeReason.values(), form.cause()),
                    Typed.dateOrNull(form.eventOn()),
                    form.note(),
                    Typed.dateOrNull(form.effectiveOn()),
                    Typed.textOrNull(form.reason()),
                    Typed.textOrNull(form.key())),
                user);
        flash.addFlashAttribute("done", "已登记变更；请在家庭与证据中更新有变化的事实，再重新测算");
        return "redirect:/subsidy/cases/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return form(form, model);
  }

  @GetMapping("/{id}/hearing")
  String hearing(@PathVariable long id, Model model) {
    CaseView file = cases.get(id);
    String today = LocalDate.now(clock).toString();
    boolean died = persons.get(file.personId()).deathDate() != null;
    String heard = died ? "" : file.title();
    return hearing(file, new HearingForm(today, heard, "", "", "", ""), model);
  }

  private String hearing(CaseView file, HearingForm form, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("file", file);
    model.addAttribute("change", changes.find(file.id()).orElseThrow(() -> new NotFound("变更案件")));
    model.addAttribute("manners", Option.of(Hearing.Manner.class));
    model.addAttribute(
        "attitudes", java.util.List.of(new Option("yes", "同意"), new Option("no", "有异议")));
    return "subsidy/change-hearing";
  }

  @PostMapping("/{id}/hearing")
  String hear(
      @PathVariable long id,
      @Valid @ModelAttribute("form") HearingForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    CaseView file = cases.get(id);
    if (!errors.hasErrors())
      try {
        Hearing.Manner manner = choice(Hearing.Manner.values(), form.manner());
        if (manner != Hearing.Manner.NOT_POSSIBLE && Typed.textOrNull(form.agrees()) == null)
          throw new RuleViolation("agrees", "请选择当事人同意还是有异议");
        changes.hear(
            id,
            new Hearing(
                Typed.dateOrNull(form.heardOn()),
                Typed.textOrNull(form.person()),
                manner,
                "yes".equals(form.agrees()),
                Typed.textOrNull(form.said()),
                user.name(),
                clock.instant()),
            Typed.textOrNull(form.reason()),
            user);
        flash.addFlashAttribute("done", "已登记听取意见，转初审");
        return "redirect:/subsidy/cases/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(
            errors, "effectiveOn".equals(refused.field()) ? refused.at("heardOn") : refused);
      }
    response.setStatus(400);
    return hearing(file, form, model);
  }

  private static <E extends Enum<E> & Labelled> E choice(E[] all, String code) {
    return Arrays.stream(all).filter(e -> e.name().equals(code)).findFirst().orElse(null);
  }
}
