package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Typed;
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

/** 办理: the step of a case with its check before it counts, taking, handing over, remarks. */
@Controller
@RequestMapping("/cases/{id}")
@PreAuthorize(Role.DESKS)
class StepController {
  private final Cases cases;
  private final CaseTypes types;
  private final CaseBoards boards;
  private final Handling handling;

  StepController(Cases cases, CaseTypes types, CaseBoards boards, Handling handling) {
    this.cases = cases;
    this.types = types;
    this.boards = boards;
    this.handling = handling;
  }

  /** What the person types for a step. */
  record StepForm(
      String action, String opinion, String effectiveOn, String reason, Integer version) {
    Move move() {
      return new Move(
          action, Typed.textOrNull(opinion), day(effectiveOn), Typed.textOrNull(reason), version);
    }

    private static java.time.LocalDate day(String text) {
      try {
        return Typed.dateOrNull(text);
      } catch (RuleViolation e) {
        throw e.at("effectiveOn");
      }
    }
  }

  /** What the person types to hand a case over. */
  record HandOverForm(String assignee, String reason) {}

  @GetMapping
  String open(@PathVariable long id) {
    CaseView file = cases.get(id);
    return "redirect:" + types.get(file.type()).url(id);
  }

  /** The whole timeline. */
  @GetMapping("/history")
  String history(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    fill(model, cases.get(id), user);
    return "cases/history";
  }

  @GetMapping("/step")
  String form(
      @PathVariable long id,
      @RequestParam(required = false) String action,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    CaseView file = cases.get(id);
    fill(model, file, user);
    model.addAttribute("form", new StepForm(action, null, null, null, file.version()));
    return "cases/step";
  }

  /** Shows everything once more; nothing counts yet. */
  @PostMapping("/step/check")
  String check(
      @PathVariable long id,
      @ModelAttribute("form") StepForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    try {
      if (Typed.textOrNull(form.action()) == null) throw new RuleViolation("action", "请选择办理结果。");
      model.addAttribute("checked", cases.check(id, form.move(), user));
      fill(model, cases.get(id), user);
      return "cases/check";
    } catch (RuleViolation refused) {
      return refuse(id, form, errors, refused, user, model, response);
    }
  }

  @PostMapping("/step")
  String take(
      @PathVariable long id,
      @ModelAttribute("form") StepForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      CaseView after = cases.move(id, form.move(), user);
      flash.addFlashAttribute("done", "已办理，本案现为“%s”。".formatted(types.state(after).label()));
      return "redirect:" + types.get(after.type()).url(id);
    } catch (RuleViolation refused) {
      return refuse(id, form, errors, refused, user, model, response);
    }
  }

  /** Back from the check with what was typed. */
  @PostMapping("/step/back")
  String back(
      @PathVariable long id,
      @ModelAttribute("form") StepForm form,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    fill(model, cases.get(id), user);
    return "cases/step";
  }

  @PostMapping("/take")
  String takeUp(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    CaseView file = handling.take(id, user);
    flash.addFlashAttribute("done", "已领取。");
    return "redirect:" + types.get(file.type()).url(id);
  }

  @GetMapping("/hand-over")
  String handOver(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new HandOverForm(null, null));
    return handOverPage(id, user, model);
  }

  @PostMapping("/hand-over")
  String handOver(
      @PathVariable long id,
      @ModelAttribute("form") HandOverForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      CaseView file;
      if ("office".equals(form.assignee())) file = handling.release(id, form.reason(), user);
      else {
        if (form.assignee() == null || !form.assignee().matches("[0-9]{1,18}"))
          throw new RuleViolation("assignee", "请选择转给谁。");
        file = handling.handOver(id, Long.parseLong(form.assignee()), form.reason(), user);
      }
      flash.addFlashAttribute(
          "done", file.assigneeName() == null ? "已放回待领。" : "已转给" + file.assigneeName() + "。");
      return "redirect:" + types.get(file.type()).url(id);
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
      response.setStatus(400);
      return handOverPage(id, user, model);
    }
  }

  @PostMapping("/note")
  String note(
      @PathVariable long id,
      @RequestParam(required = false) String text,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      handling.note(id, text, user);
      flash.addFlashAttribute("done", "备注已写入轨迹。");
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/cases/%d/history".formatted(id);
  }

  private String handOverPage(long id, CurrentUser user, Model model) {
    CaseView file = cases.get(id);
    fill(model, file, user);
    var options =
        new java.util.ArrayList<>(
            handling.candidates(file).stream()
                .filter(a -> file.assigneeId() == null || a.id() != file.assigneeId())
                .map(a -> new Option(String.valueOf(a.id()), a.name() + "（" + a.officeName() + "）"))
                .toList());
    if (file.assigneeId() != null) options.add(new Option("office", "放回本单位待领"));
    model.addAttribute("colleagues", options);
    return "cases/hand-over";
  }

  private String refuse(
      long id,
      StepForm form,
      BindingResult errors,
      RuleViolation refused,
      CurrentUser user,
      Model model,
      HttpServletResponse response) {
    FormErrors.add(errors, refused);
    response.setStatus(refused.field() == null ? 409 : 400);
    CaseView file = cases.get(id);
    fill(model, file, user);
    return "cases/step";
  }

  private void fill(Model model, CaseView file, CurrentUser user) {
    model.addAttribute("board", boards.of(file, user));
    model.addAttribute("caseUrl", types.get(file.type()).url(file.id()));
  }
}
