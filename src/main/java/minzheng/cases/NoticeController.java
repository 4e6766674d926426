package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.documents.IssuedPapers;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.FormErrors;
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

/** 公示 of one case: posting, proof, objections, and the paper for the notice board. */
@Controller
@RequestMapping("/cases/{id}/notice")
@PreAuthorize(Role.DESKS)
class NoticeController {
  private final Notices notices;
  private final Cases cases;
  private final CaseTypes types;
  private final NoticeBoards boards;
  private final IssuedPapers issued;

  NoticeController(
      Notices notices, Cases cases, CaseTypes types, NoticeBoards boards, IssuedPapers issued) {
    this.notices = notices;
    this.cases = cases;
    this.types = types;
    this.boards = boards;
    this.issued = issued;
  }

  @GetMapping
  String page(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    return show(id, user, model);
  }

  @PostMapping("/post")
  String post(
      @PathVariable long id,
      @ModelAttribute("posting") NoticeBoards.PostForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      Notice notice = notices.post(id, form.posting(), user);
      flash.addFlashAttribute(
          "done",
          notice.state() == Notice.State.ENDED
              ? "公示已登记，%d 日期满，案件已转入下一环节。".formatted(notice.days())
              : "公示已张贴，至 %s，期满自动转入下一环节。".formatted(notice.until()));
      return back(id);
    } catch (RuleViolation refused) {
      FormErrors.add(errors, "effectiveOn".equals(refused.field()) ? refused.at("from") : refused);
      response.setStatus(refused.field() == null ? 409 : 400);
      return show(id, user, model);
    }
  }

  @PostMapping("/objection")
  String object(
      @PathVariable long id,
      @ModelAttribute("objection") NoticeBoards.ObjectionForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      notices.object(id, form.objecting(), user);
      flash.addFlashAttribute("done", "异议已登记，公示暂停，案件转入异议处理。");
      return back(id);
    } catch (RuleViolation refused) {
      String field = refused.field();
      FormErrors.add(
          errors,
          "effectiveOn".equals(field)
              ? refused.at("receivedOn")
              : "reason".equals(field) ? refused.at("late") : refused);
      response.setStatus(field == null ? 409 : 400);
      return show(id, user, model);
    }
  }

  @PostMapping("/{noticeId}/proof")
  String proof(
      @PathVariable long id,
      @PathVariable long noticeId,
      @RequestParam(required = false) String words,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    if (Typed.textOrNull(words) == null) flash.addFlashAttribute("refused", "请填写张贴情况。");
    else {
      notices.proof(noticeId, null, words.strip(), user);
      flash.addFlashAttribute("done", "张贴情况已登记。");
    }
    return back(id);
  }

  /** The paper for the notice board; asked again with nothing changed, the same copy. */
  @PostMapping("/paper")
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER')")
  String issue(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    try {
      return "redirect:/documents/papers/" + issued.issue(NoticePaper.KIND, id, user.actor());
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return back(id);
    }
  }

  /** Where the paper was before it had a number; bookmarks still lead to the notice. */
  @GetMapping("/{noticeId}/print")
  String formerly(@PathVariable long noticeId) {
    return back(notices.get(noticeId).caseId());
  }

  private String show(long id, CurrentUser user, Model model) {
    boards.fill(model, cases.get(id), user);
    model.addAttribute("caseUrl", types.get(cases.get(id).type()).url(id));
    return "cases/notice";
  }

  private String back(long id) {
    return "redirect:" + types.get(cases.get(id).type()).noticeUrl(id);
  }
}
