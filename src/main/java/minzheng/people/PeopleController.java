package minzheng.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.people.PersonSearch.Shape;
import minzheng.security.CurrentUser;
import minzheng.web.Option;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finding people, reading their files, opening files of other districts. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
class PeopleController {
  private static final int PAGE = 20;
  private static final String AT_THE_COUNTER = "窗口受理时核对身份";

  private final PersonSearch search;
  private final PersonFiles files;
  private final PersonPage page;
  private final Persons persons;
  private final Designations designations;
  private final Regions regions;
  private final KnownAnswer answer;
  private final Clock clock;

  PeopleController(
      PersonSearch search,
      PersonFiles files,
      PersonPage page,
      Persons persons,
      Designations designations,
      Regions regions,
      KnownAnswer answer,
      Clock clock) {
    this.search = search;
    this.files = files;
    this.page = page;
    this.persons = persons;
    this.designations = designations;
    this.regions = regions;
    this.answer = answer;
    this.clock = clock;
  }

  /**
   * A name may stand in the address; numbers are sent, so that no log and no history keeps them.
   */
  @GetMapping
  @Transactional
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) String after,
      Model model) {
    if (q.isBlank()) model.addAttribute("viewed", rows(files.lastViewed()));
    else show(q, after, model);
    return "people/search";
  }

  @PostMapping
  @Transactional
  String searchByNumber(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) String after,
      Model model,
      RedirectAttributes redirect) {
    Shape shape = Shape.of(PersonSearch.normalize(q));
    if (shape == Shape.NAME || shape == Shape.INITIALS) {
      redirect.addAttribute("q", q.strip());
      return "redirect:/people";
    }
    if (shape == Shape.NOTHING) return "redirect:/people";
    var found = show(q, after, model);
    if (after == null && found.persons().size() == 1 && shape == Shape.DOCUMENT)
      return "redirect:/people/" + found.persons().getFirst().id();
    return "people/search";
  }

  private PersonSearch.Found show(String q, String after, Model model) {
    var found = search.search(q, after, PAGE);
    model.addAttribute("q", q.strip());
    model.addAttribute("found", found);
    model.addAttribute("rows", rows(found.persons()));
    boolean elsewhere = found.shape() == Shape.DOCUMENT && found.persons().isEmpty();
    if (elsewhere) model.addAttribute("purposes", TakeUpController.PURPOSES);
    return found;
  }

  /** One line of a list of people. */
  public record Row(Person person, String area, int age, List<Designation> current) {}

  private List<Row> rows(List<Person> people) {
    LocalDate today = LocalDate.now(clock);
    var current =
        designations.of(people.stream().map(Person::id).toList(), today, null).stream()
            .collect(java.util.stream.Collectors.groupingBy(Designation::personId));
    return people.stream()
        .map(
            p ->
                new Row(
                    p,
                    regions.path(p.region()),
                    p.age(today),
                    current.getOrDefault(p.id(), List.of())))
        .toList();
  }

  @GetMapping("/{id:[0-9]+}")
  String person(
      @PathVariable long id,
      @RequestParam(required = false) String desk,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("view", page.open(id, desk, LocalDate.now(clock), user));
    model.addAttribute("reasons", reasons());
    return "people/person";
  }

  /** The reason on a page of its own, where no dialog opens. */
  @GetMapping("/{id:[0-9]+}/reveal")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE')")
  String askReason(@PathVariable long id, Model model) {
    model.addAttribute("person", persons.get(id));
    model.addAttribute("reasons", reasons());
    model.addAttribute("cases", page.cases(id));
    return "people/reveal";
  }

  @PostMapping("/{id:[0-9]+}/reveal")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE')")
  String reveal(
      @PathVariable long id,
      @RequestParam(required = false) PersonFiles.Reason reason,
      @RequestParam(required = false) String note,
      @RequestParam(required = false) String caseNumber,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes redirect) {
    try {
      model.addAttribute(
          "view", page.reveal(id, reason, note, caseNumber, LocalDate.now(clock), user));
    } catch (RuleViolation refused) {
      redirect.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/people/" + id + "/reveal";
    }
    model.addAttribute("reasons", reasons());
    return "people/person";
  }

  private static List<Option> reasons() {
    return Stream.of(PersonFiles.Reason.values())
        .map(r -> new Option(r.name(), r.label()))
        .toList();
  }

  /** What the ID field says while a person is typed in: known or not, open cases. */
  @PostMapping("/lookup")
  @ResponseBody
  Map<String, Object> lookup(
      @RequestParam String idNumber, @RequestParam(defaultValue = "ID") DocType docType) {
    return answer.about(docType, idNumber, AT_THE_COUNTER);
  }
}
