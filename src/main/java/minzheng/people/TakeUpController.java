package minzheng.people;

import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.web.Option;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Files of persons who live in another district: asking, taking up, handing over. */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER')")
class TakeUpController {
  /** The law asks for a purpose that belongs to an application (社会救助法 70 (6)). */
  static final List<Option> PURPOSES =
      List.of("本人到窗口申请", "与申请人共同生活", "赡养、抚养、扶养义务人", "迁入本辖区", "部门移交或线索核实").stream()
          .map(text -> new Option(text, text))
          .toList();

  private final Persons persons;
  private final Regions regions;

  TakeUpController(Persons persons, Regions regions) {
    this.persons = persons;
    this.regions = regions;
  }

  /** Step one: is the exact number registered anywhere in the city? */
  @PostMapping("/elsewhere")
  String elsewhere(
      @RequestParam String docNumber,
      @RequestParam(required = false) String reason,
      @RequestParam(defaultValue = "") String detail,
      Model model) {
    String number = PersonSearch.normalize(docNumber);
    DocType type = typeOf(number);
    String purpose = purpose(reason, detail);
    model.addAttribute("q", number);
    model.addAttribute("number", number);
    model.addAttribute("purpose", purpose);
    if (persons.find(type, number).isPresent())
      return "redirect:/people/" + persons.find(type, number).get().id();
    persons
        .lookUp(type, number, purpose)
        .ifPresent(
            known -> {
              model.addAttribute("known", known);
              model.addAttribute("district", regions.name(known.district()));
            });
    return "people/elsewhere";
  }

  /** Step two: the office opens the file for itself. */
  @PostMapping("/take-up")
  String takeUp(
      @RequestParam String docNumber, @RequestParam String reason, RedirectAttributes redirect) {
    String number = PersonSearch.normalize(docNumber);
    long id = persons.takeUp(typeOf(number), number, reason);
    redirect.addFlashAttribute("done", "档案已调取，本单位可以查看和办理。调取理由已记入审计。");
    return "redirect:/people/" + id;
  }

  /** The other way: an office that sees the file opens it to another one. */
  @PostMapping("/{id:[0-9]+}/hand-over")
  String handOver(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    try {
      if (!regions.exists(region)) throw new RuleViolation("region", "请选择移交到的区县或街道。");
      persons.handOver(id, region, reason);
      redirect.addFlashAttribute("done", "档案已移交，" + regions.path(region) + " 可以查看和办理。");
    } catch (RuleViolation refused) {
      redirect.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/people/" + id;
  }

  private static String purpose(String reason, String detail) {
    if (reason == null || PURPOSES.stream().noneMatch(p -> p.value().equals(reason)))
      throw new RuleViolation("reason", "请选择查询用途。");
    return detail.isBlank() ? reason : reason + "：" + detail.strip();
  }

  /** The type whose form the number has; the identity card for eighteen digits. */
  private static DocType typeOf(String number) {
    if (number.matches("8[123]0000[0-9]{11}[0-9X]")) return DocType.HK_MACAO_TAIWAN;
    if (number.matches("9[0-9]{16}[0-9X]") && !minzheng.kernel.IdNumber.isValid(number))
      return DocType.PERMANENT;
    if (number.matches("[0-9]{17}[0-9X]")) return DocType.ID;
    return number.matches("[A-Z]{3}[0-9]{12}") ? DocType.PERMANENT : DocType.PASSPORT;
  }
}
