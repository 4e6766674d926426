package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import minzheng.kernel.RuleViolation;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.EvidenceLog.Subject;
import minzheng.web.Option;
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

/** Facts of a person or household: all of them, as of a day, and the four ways to change them. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class EvidenceController {
  private final EvidenceLog evidence;
  private final Persons persons;
  private final Households households;
  private final PersonFiles files;
  private final Clock clock;

  EvidenceController(
      EvidenceLog evidence,
      Persons persons,
      Households households,
      PersonFiles files,
      Clock clock) {
    this.evidence = evidence;
    this.persons = persons;
    this.households = households;
    this.files = files;
    this.clock = clock;
  }

  @GetMapping("/{id:[0-9]+}/evidence")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
  String ofPerson(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String known,
      Model model) {
    Person person = files.look("个人情况", id);
    model.addAttribute("person", person);
    model.addAttribute("kinds", kinds(true));
    model.addAttribute("add", "/people/" + id + "/evidence/new");
    var day = LookBack.of(on, known, clock);
    model.addAttribute("day", day);
    model.addAttribute("facts", evidence.asOf(Subject.person(id), day.on(), day.knownAt()));
    model.addAttribute("history", evidence.history(Subject.person(id)));
    return "people/evidence";
  }

  static List<Option> kinds(boolean personal) {
    return Stream.of(EvidenceKind.values())
        .filter(k -> k.personal() == personal)
        .map(k -> new Option(k.name(), k.label()))
        .toList();
  }

  @GetMapping({"/{id:[0-9]+}/evidence/new", "/households/{home:[0-9]+}/evidence/new"})
  String empty(
      @PathVariable(required = false) Long id,
      @PathVariable(required = false) Long home,
      @RequestParam EvidenceKind kind,
      Model model) {
    var form = new EvidenceForm();
    form.setValidFrom(LocalDate.now(clock).toString());
    model.addAttribute("form", form);
    return showNew(id, home, kind, model);
  }

  @PostMapping({"/{id:[0-9]+}/evidence/new", "/households/{home:[0-9]+}/evidence/new"})
  String record(
      @PathVariable(required = false) Long id,
      @PathVariable(required = false) Long home,
      @RequestParam EvidenceKind kind,
      @ModelAttribute("form") EvidenceForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    var subject = id != null ? Subject.person(id) : Subject.household(home);
    try {
      Entry entry = entry(kind, form, errors);
      if (errors.hasErrors()) {
        response.setStatus(400);
        return showNew(id, home, kind, model);
      }
      evidence.record(subject, entry);
      redirect.addFlashAttribute("done", "已登记“" + kind.label() + "”。");
      return "redirect:" + back(id, home);
    } catch (RuleViolation refused) {
      reject(errors, kind, refused);
      response.setStatus(400);
      return showNew(id, home, kind, model);
    }
  }

  @GetMapping("/evidence/{row:[0-9]+}/{how:correct|succeed|end|annul}")
  String ask(@PathVariable long row, @PathVariable String how, Model model) {
    EvidenceChange change = EvidenceChange.of(how);
    Evidence old = evidence.get(row);
    var form = new EvidenceForm();
    form.setDetail(old.detail());
    form.getValues().putAll(old.value());
    form.setSource(change == EvidenceChange.SUCCEED ? null : old.source());
    if (change == EvidenceChange.CORRECT) {
      form.setValidFrom(old.validFrom().toString());
      form.setValidTo(old.validTo() == null ? null : old.validTo().toString());
    }
    model.addAttribute("form", form);
    return showChange(old, change, model);
  }

  @PostMapping("/evidence/{row:[0-9]+}/{how:correct|succeed|end|annul}")
  String change(
      @PathVariable long row,
      @PathVariable String how,
      @ModelAttribute("form") EvidenceForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    EvidenceChange change = EvidenceChange.of(how);
    Evidence old = evidence.get(row);
    form.setDetail(old.detail());
    String why = Typed.textOrNull(form.getReason());
    if (why == null) errors.rejectValue("reason", "required", "请填写" + change.label() + "原因。");
    boolean content = change == EvidenceChange.CORRECT || change == EvidenceChange.SUCCEED;
    Entry entry = content ? entry(old.kind(), form, errors) : null;
    LocalDate last =
        change == EvidenceChange.END ? date("validTo", form.getValidTo(), errors) : null;
    if (errors.hasErrors()) {
      response.setStatus(400);
      return showChange(old, change, model);
    }
    try {
      switch (change) {
        case CORRECT -> evidence.correct(row, entry, why);
        case SUCCEED -> evidence.succeed(row, entry.from(), entry.value(), entry.source(), why);
        case END -> evidence.end(row, last, why);
        case ANNUL -> evidence.annul(row, why);
      }
      redirect.addFlashAttribute("done", "已" + change.label() + "“" + old.title() + "”。");
      return "redirect:" + back(old.personId(), old.householdId());
    } catch (RuleViolation refused) {
      reject(errors, old.kind(), refused);
      response.setStatus(400);
      return showChange(old, change, model);
    }
  }

  /** What was typed, with every problem put at its field. */
  private static Entry entry(EvidenceKind kind, EvidenceForm form, BindingResult errors) {
    LocalDate from = date("validFrom", form.getValidFrom(), errors);
    LocalDate to = date("validTo", form.getValidTo(), errors);
    var entry = new Entry(kind, form.getDetail(), form.getValues(), from, to, form.getSource());
    for (RuleViolation problem : entry.problems())
      if (problem.field() == null || !errors.hasFieldErrors(problem.field()))
        reject(errors, kind, problem);
    return entry;
  }

  private static LocalDate date(String field, String typed, BindingResult errors) {
    try {
      return Typed.dateOrNull(typed);
    } catch (RuleViolation wrong) {
      errors.rejectValue(field, "refused", wrong.getMessage());
      return null;
    }
  }

  private static void reject(BindingResult errors, EvidenceKind kind, RuleViolation refused) {
    String field = refused.field();
    if (field != null && kind.fields().stream().anyMatch(f -> f.name().equals(field)))
      errors.rejectValue("values[" + field + "]", "refused", refused.getMessage());
    else if (field != null && errors.getFieldType(field) != null)
      errors.rejectValue(field, "refused", refused.getMessage());
    else errors.reject("refused", refused.getMessage());
  }

  private String showNew(Long id, Long home, EvidenceKind kind, Model model) {
    subject(id, home, model);
    model.addAttribute("kind", kind);
    model.addAttribute("details", details(kind));
    return "people/evidence-form";
  }

  private String showChange(Evidence old, EvidenceChange change, Model model) {
    subject(old.personId(), old.householdId(), model);
    model.addAttribute("old", old);
    model.addAttribute("change", change);
    model.addAttribute("kind", old.kind());
    return "people/evidence-form";
  }

  private void subject(Long personId, Long householdId, Model model) {
    if (personId != null) model.addAttribute("person", persons.get(personId));
    else model.addAttribute("household", households.get(householdId));
    model.addAttribute("back", back(personId, householdId));
  }

  private static String back(Long personId, Long householdId) {
    return personId != null
        ? "/people/" + personId + "/evidence"
        : "/people/households/" + householdId;
  }

  private static List<Option> details(EvidenceKind kind) {
    if (kind.details() == null) return null;
    return kind.details().entrySet().stream()
        .map(e -> new Option(e.getKey(), e.getValue()))
        .toList();
  }
}
