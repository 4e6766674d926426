package minzheng.people;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import minzheng.kernel.RuleViolation;
import minzheng.web.DateText;
import minzheng.web.FormErrors;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who joins a household, leaves it, or stands otherwise to its head. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class MemberController {
  private final Households households;
  private final Persons persons;
  private final Clock clock;

  MemberController(Households households, Persons persons, Clock clock) {
    this.households = households;
    this.persons = persons;
    this.clock = clock;
  }

  @ModelAttribute("relations")
  List<Option> relations() {
    return Stream.of(Relation.values()).map(r -> new Option(r.name(), r.label())).toList();
  }

  /** Another member. */
  record MemberForm(String idNumber, String relation, @DateText String validFrom) {}

  @GetMapping("/households/{id:[0-9]+}/members/new")
  String askMember(@PathVariable long id, Model model) {
    model.addAttribute("household", households.get(id));
    model.addAttribute("form", new MemberForm(null, null, LocalDate.now(clock).toString()));
    return "people/member-form";
  }

  @PostMapping("/households/{id:[0-9]+}/members/new")
  String addMember(
      @PathVariable long id,
      @Valid @ModelAttribute("form") MemberForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    Relation relation = relation(form.relation());
    if (relation == null) errors.rejectValue("relation", "required", "请选择与户主的关系。");
    String number = PersonSearch.normalize(form.idNumber());
    var person = persons.find(DocType.ID, number).or(() -> persons.find(DocType.PASSPORT, number));
    if (person.isEmpty()) errors.rejectValue("idNumber", "unknown", "本单位没有这个证件号码的档案，请先登记人员或调取档案。");
    if (!errors.hasErrors())
      try {
        households.add(id, person.orElseThrow().id(), relation, Typed.date(form.validFrom()));
        redirect.addFlashAttribute("done", person.get().name() + " 已加入家庭。");
        return "redirect:/people/households/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(
            errors, "personId".equals(refused.field()) ? refused.at("idNumber") : refused);
      }
    model.addAttribute("household", households.get(id));
    response.setStatus(400);
    return "people/member-form";
  }

  /** A membership that ends or changes. */
  record ChangeForm(@DateText String day, String relation, String reason) {}

  @GetMapping("/members/{member:[0-9]+}/{how:end|relation}")
  String askChange(@PathVariable long member, @PathVariable String how, Model model) {
    Member m = households.member(member);
    model.addAttribute("form", new ChangeForm(null, m.relation().name(), null));
    return showChange(m, how, model);
  }

  @PostMapping("/members/{member:[0-9]+}/{how:end|relation}")
  String change(
      @PathVariable long member,
      @PathVariable String how,
      @Valid @ModelAttribute("form") ChangeForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    Member m = households.member(member);
    Relation relation = relation(form.relation());
    if (how.equals("relation") && relation == null)
      errors.rejectValue("relation", "required", "请选择与户主的关系。");
    if (!errors.hasErrors())
      try {
        LocalDate day = Typed.date(form.day());
        if (how.equals("end")) households.end(member, day, form.reason());
        else households.changeRelation(member, relation, day, form.reason());
        redirect.addFlashAttribute("done", how.equals("end") ? "已登记退出家庭。" : "已变更关系。");
        return "redirect:/people/households/" + m.householdId();
      } catch (RuleViolation refused) {
        FormErrors.add(errors, "validTo".equals(refused.field()) ? refused.at("day") : refused);
      }
    response.setStatus(400);
    return showChange(m, how, model);
  }

  private String showChange(Member member, String how, Model model) {
    model.addAttribute("member", member);
    model.addAttribute("person", persons.find(member.personId()).orElse(null));
    model.addAttribute("how", how);
    return "people/member-change";
  }

  private static Relation relation(String typed) {
    for (Relation r : Relation.values()) if (r.name().equals(typed)) return r;
    return null;
  }
}
