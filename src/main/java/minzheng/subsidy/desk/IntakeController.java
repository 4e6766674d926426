package minzheng.subsidy.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import minzheng.kernel.RuleViolation;
import minzheng.people.EvidenceKind;
import minzheng.people.Relation;
import minzheng.security.CurrentUser;
import minzheng.subsidy.rules.Facts;
import minzheng.web.FormErrors;
import minzheng.web.Option;
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

/** 收件登记: form, check before submit, hand in. */
@Controller
@RequestMapping("/subsidy/intake")
@PreAuthorize("hasRole('CASEWORKER')")
class IntakeController {
  private final Intakes intakes;
  private final IntakeTrials trials;
  private final IntakeStart start;
  private final Clock clock;

  IntakeController(Intakes intakes, IntakeTrials trials, IntakeStart start, Clock clock) {
    this.intakes = intakes;
    this.trials = trials;
    this.start = start;
    this.clock = clock;
  }

  /** An empty form, or one that begins with what was typed on the home page or a person's page. */
  @GetMapping
  String fresh(
      @RequestParam(defaultValue = "DIBAO") String programme,
      @RequestParam(defaultValue = "") String idNumber,
      @RequestParam(required = false) Long person,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var form = new IntakeForm();
    form.setProgramme(ProgrammeKind.of(programme).name());
    form.setRegion(user.region().length() >= 9 ? user.region() : "");
    if (person == null) form.getMembers().getFirst().setIdNumber(idNumber);
    else start.fill(form, person, user);
    return show(UUID.randomUUID(), form, user, model);
  }

  @GetMapping("/{id}")
  String open(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var done = intakes.caseOf(id);
    if (done.isPresent()) return "redirect:/subsidy/cases/" + done.get();
    return show(id, intakes.open(id, user), user, model);
  }

  @PostMapping("/{id}")
  String save(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "check") String action,
      @ModelAttribute("form") IntakeForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var done = intakes.caseOf(id);
    if (done.isPresent()) return "redirect:/subsidy/cases/" + done.get();
    form.getMembers().removeIf(java.util.Objects::isNull);
    intakes.save(id, form, user);
    if (action.equals("save")) {
      flash.addFlashAttribute("done", "草稿已保存，可以随时从工作台继续");
      return "redirect:/subsidy/intake/" + id;
    }
    for (RuleViolation problem : intakes.problems(form, user)) FormErrors.add(errors, problem);
    if (!errors.hasErrors()) return "redirect:/subsidy/intake/" + id + "/check";
    response.setStatus(400);
    return show(id, form, user, model);
  }

  /** Everything once more before the step that has legal effect. */
  @GetMapping("/{id}/check")
  String check(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var done = intakes.caseOf(id);
    if (done.isPresent()) return "redirect:/subsidy/cases/" + done.get();
    IntakeForm form = intakes.open(id, user);
    if (!intakes.problems(form, user).isEmpty()) return "redirect:/subsidy/intake/" + id;
    choices(model, form, user);
    model.addAttribute("id", id);
    model.addAttribute("form", form);
    model.addAttribute("applied", IntakeCheck.applyDate(form, LocalDate.now(clock)));
    model.addAttribute("trial", trials.of(form, LocalDate.now(clock)));
    return "subsidy/intake-check";
  }

  @PostMapping("/{id}/submit")
  String submit(
      @PathVariable UUID id,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      long caseId = intakes.submit(id, user);
      flash.addFlashAttribute("done", "收件已登记。请上传材料，齐全后受理");
      return "redirect:/subsidy/cases/" + caseId;
    } catch (RuleViolation refused) {
      IntakeForm form = intakes.open(id, user);
      var errors = new org.springframework.validation.BeanPropertyBindingResult(form, "form");
      FormErrors.add(errors, refused);
      model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", errors);
      response.setStatus(400);
      return show(id, form, user, model);
    }
  }

  @PostMapping("/{id}/discard")
  String discard(
      @PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    intakes.discard(id, user);
    flash.addFlashAttribute("done", "已放弃这份收件");
    return "redirect:/";
  }

  private String show(UUID id, IntakeForm form, CurrentUser user, Model model) {
    choices(model, form, user);
    model.addAttribute("id", id);
    model.addAttribute("form", form);
    model.addAttribute("kind", ProgrammeKind.of(form.getProgramme()));
    return "subsidy/intake";
  }

  private static void choices(Model model, IntakeForm form, CurrentUser user) {
    model.addAttribute("kind", ProgrammeKind.of(form.getProgramme()));
    model.addAttribute(
        "programmes",
        ProgrammeKind.all().stream().map(k -> new Option(k.name(), k.title())).toList());
    model.addAttribute(
        "channels",
        List.of(
            new Option("WINDOW", "本人到窗口"),
            new Option("PROXY", "代办"),
            new Option("ONLINE", "网上申请"),
            new Option("DISCOVERED", "主动发现")));
    model.addAttribute(
        "relations",
        Arrays.stream(Relation.values())
            .map(r -> new Option(r.name(), r == Relation.HEAD ? "户主（申请人）" : r.label()))
            .toList());
    model.addAttribute("incomeKinds", incomeKinds());
    model.addAttribute("disabilities", options(EvidenceKind.DISABILITY, "category"));
    model.addAttribute("grades", options(EvidenceKind.DISABILITY, "grade"));
    model.addAttribute("studies", options(EvidenceKind.STUDY, "stage"));
    model.addAttribute("aways", options(EvidenceKind.AWAY, "reason"));
    model.addAttribute("sexes", List.of(new Option("F", "女"), new Option("M", "男")));
    model.addAttribute("area", user.region());
    // the script puts the next member's place in here
    model.addAttribute("rowIndex", "__i__");
    model.addAttribute("rowNumber", "__n__");
  }

  private static List<Option> incomeKinds() {
    return Arrays.stream(Facts.IncomeKind.values())
        .map(k -> new Option(k.name(), k.label()))
        .toList();
  }

  private static List<Option> options(EvidenceKind kind, String field) {
    return kind.fields().stream()
        .filter(f -> f.name().equals(field))
        .flatMap(f -> f.choices().entrySet().stream())
        .map(e -> new Option(e.getKey(), e.getValue()))
        .toList();
  }
}
