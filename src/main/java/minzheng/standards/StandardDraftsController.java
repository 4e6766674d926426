package minzheng.standards;

import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.FormErrors;
import minzheng.web.Option;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drafting a standard, looking at what it would do, and publishing it by another person. */
@Controller
@RequestMapping("/config/standards/drafts")
@PreAuthorize("hasRole('STANDARDS_ADMIN')")
class StandardDraftsController {
  private final StandardDrafts drafts;
  private final StandardRegister register;
  private final StandardPreviews previews;
  private final Regions regions;

  StandardDraftsController(
      StandardDrafts drafts,
      StandardRegister register,
      StandardPreviews previews,
      Regions regions) {
    this.drafts = drafts;
    this.register = register;
    this.previews = previews;
    this.regions = regions;
  }

  @ModelAttribute("terms")
  StandardTerms terms() {
    return register.terms();
  }

  @ModelAttribute("regions")
  Regions regions() {
    return regions;
  }

  @GetMapping("/new")
  ModelAndView create(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String region,
      @AuthenticationPrincipal CurrentUser user) {
    if (code.isEmpty()) {
      var choice = new ModelAndView("standards/draft-code");
      choice.addObject(
          "codes", register.codes().stream().map(c -> new Option(c.code(), c.name())).toList());
      return choice;
    }
    var form = DraftForm.empty(code(code), region);
    return form(form, 0, user).addObject("form", form);
  }

  @PostMapping
  ModelAndView create(
      @ModelAttribute("form") DraftForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user) {
    StandardDraft draft = check(form, 0, errors, user);
    if (errors.hasErrors()) return wrong(form, 0, user);
    return to(drafts.draft(user.actor(), draft));
  }

  @GetMapping("/{batch}/edit")
  ModelAndView edit(@PathVariable long batch, @AuthenticationPrincipal CurrentUser user) {
    StandardBatch found = register.batch(batch);
    if (!found.open()) throw new NotFound("标准草稿");
    var form = DraftForm.of(found);
    return form(form, batch, user).addObject("form", form);
  }

  @PostMapping("/{batch}/edit")
  ModelAndView edit(
      @PathVariable long batch,
      @ModelAttribute("form") DraftForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user) {
    StandardDraft draft = check(form, batch, errors, user);
    if (!errors.hasErrors()) {
      try {
        drafts.edit(user.actor(), batch, form.version(), draft);
        return to(batch);
      } catch (RuleViolation e) {
        FormErrors.add(errors, e);
      }
    }
    return wrong(form, batch, user);
  }

  /** The draft with everything it would close and touch: the page to publish it from. */
  @GetMapping("/{batch}")
  String show(@PathVariable long batch, @AuthenticationPrincipal CurrentUser user, Model model) {
    StandardBatch found = register.batch(batch);
    model.addAttribute("code", code(found.first().code()));
    model.addAttribute("batch", found);
    model.addAttribute("mine", found.draftedBy() == user.accountId());
    if (found.open()) model.addAttribute("preview", previews.of(found));
    return "standards/draft";
  }

  @PostMapping("/{batch}/submit")
  String submit(
      @PathVariable long batch,
      @RequestParam int version,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    drafts.submit(user.actor(), batch, version);
    flash.addFlashAttribute("done", "已送核对。由另一位标准管理员预览后发布。");
    return "redirect:/config/standards/drafts/" + batch;
  }

  @PostMapping("/{batch}/withdraw")
  String withdraw(
      @PathVariable long batch,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      drafts.withdraw(user.actor(), batch, version, reason);
      flash.addFlashAttribute("done", "草稿已撤回，不会生效。");
    } catch (RuleViolation e) {
      flash.addFlashAttribute("refused", e.getMessage());
    }
    return "redirect:/config/standards/drafts/" + batch;
  }

  @PostMapping("/{batch}/publish")
  String publish(
      @PathVariable long batch,
      @RequestParam int version,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      List<StandardValue> published = drafts.publish(user.actor(), batch, version);
      flash.addFlashAttribute("done", "已发布 " + published.size() + " 个地区的标准，即日起锁定。");
      return "redirect:/config/standards/" + published.getFirst().code();
    } catch (RuleViolation e) {
      flash.addFlashAttribute("refused", e.getMessage());
      return "redirect:/config/standards/drafts/" + batch;
    }
  }

  private StandardDraft check(DraftForm form, long batch, BindingResult errors, CurrentUser user) {
    code(form.code());
    var problems = new ArrayList<RuleViolation>();
    StandardDraft draft = form.draft(problems);
    // a day that cannot be read is reported as such, not as missing
    for (RuleViolation problem : drafts.problems(user.actor(), draft, batch)) {
      boolean known = problems.stream().anyMatch(p -> p.field().equals(problem.field()));
      if (!known) problems.add(problem);
    }
    problems.forEach(problem -> FormErrors.add(errors, problem));
    return draft;
  }

  private ModelAndView wrong(DraftForm form, long batch, CurrentUser user) {
    ModelAndView page = form(form, batch, user);
    page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  private ModelAndView form(DraftForm form, long batch, CurrentUser user) {
    StandardCode code = code(form.code());
    StandardTerms terms = register.terms();
    return new ModelAndView("standards/draft-form")
        .addObject("code", code)
        .addObject("batch", batch)
        .addObject("areas", areas(user.region(), form))
        .addObject(
            "classes",
            code.classes().stream()
                .map(c -> new Option(c, c.isEmpty() ? "不分类别" : terms.personClass(c)))
                .toList())
        .addObject("units", code.units().stream().map(u -> new Option(u, terms.unit(u))).toList())
        .addObject("words", code.words().stream().map(w -> new Option(w, terms.word(w))).toList())
        .addObject(
            "ops",
            java.util.Arrays.stream(Operator.values())
                .map(op -> new Option(op.name(), op.label()))
                .toList());
  }

  /**
   * To tick: the areas above, the own one, its districts or streets, and what is ticked already.
   */
  private List<Option> areas(String own, DraftForm form) {
    var codes = new java.util.LinkedHashSet<String>();
    if (own.length() <= 4) {
      codes.add(RegionCode.NATION.value());
      regions.ancestry(own).stream().map(Region::code).forEach(codes::add);
    }
    codes.add(own);
    regions.children(own).stream().map(Region::code).forEach(codes::add);
    if (form.regions() != null) codes.addAll(form.regions());
    return codes.stream()
        .filter(code -> !code.isBlank())
        .map(code -> new Option(code, regions.name(code)))
        .toList();
  }

  private StandardCode code(String code) {
    return register.code(code).orElseThrow(() -> new NotFound("标准项目"));
  }

  private static ModelAndView to(long batch) {
    return new ModelAndView("redirect:/config/standards/drafts/" + batch);
  }
}
