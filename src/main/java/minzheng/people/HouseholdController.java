package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import minzheng.kernel.RuleViolation;
import minzheng.people.EvidenceLog.Subject;
import minzheng.web.DateText;
import minzheng.web.FormErrors;
import minzheng.web.Typed;
import org.springframework.security.access.prepost.PreAuthorize;
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

/** A household: who belongs to it and what it owns, on any day as known on any day. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class HouseholdController {
  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;
  private final PersonPage page;
  private final Clock clock;

  HouseholdController(
      Households households, Persons persons, EvidenceLog evidence, PersonPage page, Clock clock) {
    this.households = households;
    this.persons = persons;
    this.evidence = evidence;
    this.page = page;
    this.clock = clock;
  }

  @GetMapping("/households/{id:[0-9]+}")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
  String show(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String known,
      Model model) {
    var day = LookBack.of(on, known, clock);
    model.addAttribute("household", page.household(id));
    model.addAttribute("day", day);
    var lines = page.lines(households.members(id, day.on(), day.knownAt()), day);
    model.addAttribute("lines", lines);
    model.addAttribute("caption", PersonPage.caption(lines));
    model.addAttribute("facts", evidence.asOf(Subject.household(id), day.on(), day.knownAt()));
    model.addAttribute("history", page.changes(households.history(id)));
    model.addAttribute("kinds", EvidenceController.kinds(false));
    return "people/household";
  }

  /** A new household around a person. */
  record OpenForm(@DateText String openedOn, String region, String address) {}

  @GetMapping("/{id:[0-9]+}/household")
  String askOpen(@PathVariable long id, Model model) {
    Person head = persons.get(id);
    model.addAttribute("person", head);
    model.addAttribute(
        "form", new OpenForm(LocalDate.now(clock).toString(), head.region(), head.address()));
    return "people/household-form";
  }

  @PostMapping("/{id:[0-9]+}/household")
  String open(
      @PathVariable long id,
      @Valid @ModelAttribute("form") OpenForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    if (!errors.hasErrors())
      try {
        long home =
            households.open(
                form.region(), Typed.textOrNull(form.address()), Typed.date(form.openedOn()), id);
        redirect.addFlashAttribute("done", "已登记家庭，请继续加入其他成员。");
        return "redirect:/people/households/" + home;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    model.addAttribute("person", persons.get(id));
    response.setStatus(400);
    return "people/household-form";
  }

  /** The household at another address. */
  record MoveForm(String region, String address, String reason) {}

  @GetMapping("/households/{id:[0-9]+}/move")
  String askMove(@PathVariable long id, Model model) {
    Household home = households.get(id);
    model.addAttribute("form", new MoveForm(home.region(), home.address(), null));
    return showMove(home, home.version(), model);
  }

  @PostMapping("/households/{id:[0-9]+}/move")
  String move(
      @PathVariable long id,
      @RequestParam int version,
      @ModelAttribute("form") MoveForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    if (Typed.textOrNull(form.reason()) == null)
      errors.rejectValue("reason", "required", "请填写迁移原因。");
    if (!errors.hasErrors())
      try {
        households.move(
            id, version, form.region(), Typed.textOrNull(form.address()), form.reason().strip());
        redirect.addFlashAttribute("done", "已登记迁移。");
        return "redirect:/people/households/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return showMove(households.get(id), version, model);
  }

  private String showMove(Household home, int version, Model model) {
    model.addAttribute("household", home);
    model.addAttribute("version", version);
    return "people/household-move";
  }

  /** The end of a household. */
  record CloseForm(@DateText String closedOn, String reason) {}

  @GetMapping("/households/{id:[0-9]+}/close")
  String askClose(@PathVariable long id, Model model) {
    model.addAttribute("household", households.get(id));
    model.addAttribute("form", new CloseForm(LocalDate.now(clock).toString(), null));
    return "people/household-close";
  }

  @PostMapping("/households/{id:[0-9]+}/close")
  String close(
      @PathVariable long id,
      @Valid @ModelAttribute("form") CloseForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    if (!errors.hasErrors())
      try {
        households.close(id, Typed.date(form.closedOn()), form.reason());
        redirect.addFlashAttribute("done", "家庭已注销。");
        return "redirect:/people/households/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    model.addAttribute("household", households.get(id));
    response.setStatus(400);
    return "people/household-close";
  }
}
