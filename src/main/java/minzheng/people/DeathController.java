package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import minzheng.kernel.RuleViolation;
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

/** Recording a death: date and source, then all effects, then the confirmation. */
@Controller
@RequestMapping("/people/{id:[0-9]+}/death")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class DeathController {
  private final LifeEvents events;
  private final Persons persons;

  DeathController(LifeEvents events, Persons persons) {
    this.events = events;
    this.persons = persons;
  }

  /** What is typed. */
  record Form(@DateText String deathDate, String deathSource) {}

  @GetMapping
  String ask(@PathVariable long id, Model model) {
    model.addAttribute("person", persons.get(id));
    model.addAttribute("form", new Form(null, null));
    return "people/death";
  }

  @PostMapping
  String record(
      @PathVariable long id,
      @RequestParam(defaultValue = "false") boolean confirmed,
      @Valid @ModelAttribute("form") Form form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    Person person = persons.get(id);
    model.addAttribute("person", person);
    if (!errors.hasErrors())
      try {
        var day = Typed.date(form.deathDate());
        if (confirmed) {
          redirect.addFlashAttribute("done", done(events.recordDeath(id, day, form.deathSource())));
          return "redirect:/people/" + id;
        }
        model.addAttribute("effects", events.previewDeath(id, day, form.deathSource()).list());
        return "people/death";
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    response.setStatus(400);
    return "people/death";
  }

  private static String done(Effects effects) {
    boolean family = effects.list().stream().anyMatch(e -> e.desk().equals(LifeEvents.DESK));
    long told = effects.list().stream().filter(Effects.Effect::told).count();
    return "已登记死亡"
        + (family ? "，家庭成员已更正" : "")
        + (told > 0 ? "；" + told + " 项待遇已通知经办人办理变更或停发。" : "。");
  }
}
