package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import minzheng.security.CurrentUser;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Tab;
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

/** Registering a person and correcting what was registered. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class PersonFormController {
  private final Persons persons;
  private final PersonFiles files;
  private final Regions regions;

  PersonFormController(Persons persons, PersonFiles files, Regions regions) {
    this.persons = persons;
    this.files = files;
    this.regions = regions;
  }

  @ModelAttribute("sexes")
  List<Option> sexes() {
    return Stream.of(Sex.values()).map(s -> new Option(s.name(), s.label())).toList();
  }

  @GetMapping("/new")
  String empty(
      @RequestParam(defaultValue = "ID") DocType docType,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    String region = user.region().length() >= 9 ? user.region() : null;
    model.addAttribute("form", PersonForm.empty(docType, null, region));
    return show("/people/new", docType, model);
  }

  @PostMapping("/new")
  String create(
      @Valid @ModelAttribute("form") PersonForm form,
      BindingResult errors,
      @RequestParam(defaultValue = "false") boolean sure,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    if (check(form, errors)) {
      PersonEntry entry = form.entry();
      var similar = sure ? List.<Person>of() : similar(entry);
      try {
        if (similar.isEmpty()) {
          long id = persons.register(entry);
          redirect.addFlashAttribute("done", "已登记。");
          return "redirect:/people/" + id;
        }
        model.addAttribute("similar", similar);
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
        persons
            .find(form.type(), PersonSearch.normalize(form.docNumber()))
            .ifPresent(known -> model.addAttribute("existing", known));
      }
    }
    response.setStatus(400);
    return show("/people/new", form.type(), model);
  }

  /** Somebody of the same name and birth date, known by other papers: a person decides. */
  private List<Person> similar(PersonEntry entry) {
    var birth = entry.birthDate();
    if (birth == null && entry.docType() == DocType.ID)
      birth = minzheng.kernel.IdNumber.of(entry.docNumber()).birthDate();
    return persons.similar(entry.name(), birth).stream()
        .filter(p -> !PersonSearch.normalize(entry.docNumber()).equals(p.docNumber()))
        .toList();
  }

  @GetMapping("/{id:[0-9]+}/edit")
  String edit(@PathVariable long id, @RequestParam(required = false) DocType docType, Model model) {
    // the form shows the full number and phone
    Person person = files.reveal(id, PersonFiles.Reason.OTHER, "更正信息", null);
    DocType type = docType == null ? person.docType() : docType;
    var stored = PersonForm.of(person);
    model.addAttribute(
        "form",
        new PersonForm(
            type.name(),
            type == DocType.NONE ? null : stored.docNumber(),
            stored.name(),
            stored.sex(),
            stored.birthDate(),
            stored.hukou(),
            stored.region(),
            stored.phone(),
            stored.address(),
            null));
    model.addAttribute("person", person);
    model.addAttribute("version", person.version());
    return show("/people/" + id + "/edit", type, model);
  }

  @PostMapping("/{id:[0-9]+}/edit")
  String save(
      @PathVariable long id,
      @RequestParam int version,
      @Valid @ModelAttribute("form") PersonForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    response.setStatus(400);
    if (form.reason() == null || form.reason().isBlank())
      errors.rejectValue("reason", "required", "请填写更正原因。");
    if (check(form, errors)) {
      try {
        persons.correct(id, version, form.entry(), form.reason().strip());
        redirect.addFlashAttribute("done", "已更正。");
        return "redirect:/people/" + id;
      } catch (StaleEdit stale) {
        response.setStatus(409);
        errors.reject("stale", stale.getMessage());
        model.addAttribute("differences", differences(persons.get(id), form));
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    }
    Person now = persons.get(id);
    model.addAttribute("person", now);
    // after both versions were shown side by side, the next save is meant
    model.addAttribute("version", response.getStatus() == 409 ? now.version() : version);
    return show("/people/" + id + "/edit", form.type(), model);
  }

  /** One field that differs: as it stands there, and as typed. */
  public record Difference(String label, String stored, String typed) {}

  private List<Difference> differences(Person stored, PersonForm typed) {
    var now = PersonForm.of(stored);
    var list = new ArrayList<Difference>();
    differ(list, "证件号码", now.docNumber(), typed.docNumber());
    differ(list, "姓名", now.name(), typed.name());
    differ(list, "性别", now.sex(), typed.sex());
    differ(list, "出生日期", now.birthDate(), typed.birthDate());
    differ(list, "户籍地", path(now.hukou()), path(typed.hukou()));
    differ(list, "居住地", path(now.region()), path(typed.region()));
    differ(list, "手机", now.phone(), typed.phone());
    differ(list, "详细住址", now.address(), typed.address());
    return list;
  }

  private String path(String code) {
    return code == null || code.isBlank() ? null : regions.path(code);
  }

  private static void differ(List<Difference> list, String label, String stored, String typed) {
    String a = stored == null ? "" : stored;
    String b = typed == null ? "" : typed.strip();
    if (!a.equals(b)) list.add(new Difference(label, a.isEmpty() ? "—" : a, b.isEmpty() ? "—" : b));
  }

  /** Puts every problem at its field; false when there is one. */
  private boolean check(PersonForm form, BindingResult errors) {
    if (!errors.hasErrors())
      persons.problems(form.entry()).forEach(problem -> FormErrors.add(errors, problem));
    return !errors.hasErrors();
  }

  private String show(String address, DocType chosen, Model model) {
    model.addAttribute("address", address);
    model.addAttribute(
        "types",
        Stream.of(DocType.values())
            .map(t -> new Tab(t.label(), address + "?docType=" + t.name(), t == chosen))
            .toList());
    return "people/edit";
  }
}
