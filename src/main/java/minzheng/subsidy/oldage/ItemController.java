package minzheng.subsidy.oldage;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.ListState;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One person of a round: the sheet by which the person was found, and 移除 or 纳入. */
@Controller
@RequestMapping("/subsidy/old-age/rounds/{id:[0-9]+}/persons/{item:[0-9]+}")
@PreAuthorize(Role.DESKS)
class ItemController {
  private final Rounds rounds;
  private final ItemList items;
  private final Determinations determinations;
  private final Standards standards;

  ItemController(
      Rounds rounds, ItemList items, Determinations determinations, Standards standards) {
    this.rounds = rounds;
    this.items = items;
    this.determinations = determinations;
    this.standards = standards;
  }

  /** Why a person is taken off, or put on, as typed. */
  record Form(String cause, String note, String reason) {}

  @GetMapping
  String show(
      @PathVariable long id,
      @PathVariable long item,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("form", new Form("", "", ""));
    return fill(id, item, user, model);
  }

  @PostMapping("/remove")
  @PreAuthorize("hasRole('CASEWORKER')")
  String remove(
      @PathVariable long id,
      @PathVariable long item,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    ListCause cause =
        Arrays.stream(ListCause.values())
            .filter(c -> c.name().equals(form.cause()))
            .findFirst()
            .orElse(null);
    if (!FormErrors.accepted(
        errors, response, () -> rounds.remove(id, item, cause, form.note(), user)))
      return fill(id, item, user, model);
    flash.addFlashAttribute("done", "已移除；以后的名单会列为待核，不会自动享受。");
    return "redirect:/subsidy/old-age/rounds/" + id;
  }

  @PostMapping("/include")
  @PreAuthorize("hasRole('CASEWORKER')")
  String include(
      @PathVariable long id,
      @PathVariable long item,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    if (!FormErrors.accepted(errors, response, () -> rounds.include(id, item, form.reason(), user)))
      return fill(id, item, user, model);
    flash.addFlashAttribute("done", "已纳入名单。");
    return "redirect:/subsidy/old-age/rounds/" + id;
  }

  private String fill(long id, long item, CurrentUser user, Model model) {
    Round round = rounds.get(id);
    var row = items.get(round, item, user);
    boolean edits = round.state() == ListState.DRAFT && user.has(Role.CASEWORKER);
    model.addAttribute("round", round);
    model.addAttribute("row", row);
    model.addAttribute("terms", standards.terms());
    var sheet = row.determination() == null ? null : determinations.get(row.determination());
    model.addAttribute("frozen", sheet);
    model.addAttribute("result", sheet == null ? null : determinations.named(sheet.result()));
    model.addAttribute("removes", edits && row.state() != ItemState.REMOVED);
    model.addAttribute(
        "includes", edits && row.state() != ItemState.LISTED && row.determination() != null);
    model.addAttribute("causes", Option.of(ListCause.removals()));
    return "subsidy/old-age-person";
  }
}
