package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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
  private final Clock clock;

  EvidenceController(EvidenceLog evidence, Persons persons, Households households, Clock clock) {
    this.evidence = evidence;
    this.persons = persons;
    this.households = households;
    this.clock = clock;
  }

  /** What may be done with a fact. */
  enum Change {
    CORRECT("更正", "原来登记的内容有误：新内容替换原记录，原记录保留备查。"),
    SUCCEED("变更", "情况有了变化：原记录到变更前一日为止，新内容自变更日起生效。"),
    END("终止", "情况不再存在：填写最后一日。"),
    ANNUL("撤销", "登记错了对象或根本不应登记：撤销后不再作为依据，原记录保留备查。");

    private final String label;
    private final String meaning;

    Change(String label, String meaning) {
      this.label = label;
      this.meaning = meaning;
    }

    static Change of(String inAddress) {
      return valueOf(inAddress.toUpperCase(Locale.ROOT));
    }

    /** Its word in addresses. */
    public String inAddress() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
      return label;
    }

    public String meaning() {
      return meaning;
    }
  }

  @GetMapping("/{id:[0-9]+}/evidence")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
  String ofPerson(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String known,
      Model model) {
    Person person = persons.get(id);
    model.addAttribute("person", person);
    model.addAttribute("kinds", kinds(true));
    model.addAttribute("add", "/people/" + id + "/evidence/new");
    var day = Days.of(on, known, clock);
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
      evidence.record(subject, entry(kind, form, errors));
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
    Change change = Change.of(how);
    Evidence old = evidence.get(row);
    var form = new EvidenceForm();
    form.setDetail(old.detail());
    form.getValues().putAll(old.value());
    form.setSource(change == Change.SUCCEED ? null : old.source());
    if (change == Change.CORRECT) {
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
    Change change = Change.of(how);
    Evidence old = evidence.get(row);
    try {
      String why = DatedRows.required("reason", form.getReason(), "请填写" + change.label() + "原因。");
      switch (change) {
        case CORRECT -> evidence.correct(row, entry(old.kind(), form, errors), why);
        case SUCCEED ->
            evidence.succeed(
                row,
                date("validFrom", form.getValidFrom()),
                form.getValues(),
                form.getSource(),
                why);
        case END -> evidence.end(row, date("validTo", form.getValidTo()), why);
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

  private static Entry entry(EvidenceKind kind, EvidenceForm form, BindingResult errors) {
    LocalDate to =
        Typed.textOrNull(form.getValidTo()) == null ? null : date("validTo", form.getValidTo());
    return new Entry(
        kind,
        form.getDetail(),
        form.getValues(),
        date("validFrom", form.getValidFrom()),
        to,
        form.getSource());
  }

  private static LocalDate date(String field, String typed) {
    try {
      return Typed.date(typed);
    } catch (RuleViolation wrong) {
      throw wrong.at(field);
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

  private String showChange(Evidence old, Change change, Model model) {
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

  /** The two days of a look back. */
  record Days(LocalDate on, LocalDate known, Instant knownAt) {
    /** Unreadable days fall back to today. */
    static Days of(String on, String known, Clock clock) {
      LocalDate day = read(on);
      LocalDate knownDay = read(known);
      Instant at =
          knownDay == null
              ? null
              : knownDay.plusDays(1).atStartOfDay(clock.getZone()).toInstant().minusNanos(1000);
      return new Days(day == null ? LocalDate.now(clock) : day, knownDay, at);
    }

    private static LocalDate read(String typed) {
      try {
        return Typed.dateOrNull(typed);
      } catch (RuleViolation unreadable) {
        return null;
      }
    }
  }
}
