package minzheng.subsidy.desk;

import java.util.List;
import minzheng.documents.IssuedPapers;
import minzheng.documents.Paper;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Option;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 文书 of a case: every copy issued, and issuing another. */
@Controller
@RequestMapping("/subsidy/cases/{id}/letters")
@PreAuthorize(Role.DESKS)
class LetterController {
  private final CasePages pages;
  private final IssuedPapers issued;
  private final List<Option> kinds;

  LetterController(CasePages pages, IssuedPapers issued, ObjectProvider<Paper> papers) {
    this.pages = pages;
    this.issued = issued;
    this.kinds =
        papers
            .orderedStream()
            .filter(p -> p.ownerType().equals(SubsidyCaseType.OWNER))
            .map(p -> new Option(p.kind(), p.title()))
            .toList();
  }

  @GetMapping
  String list(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    pages.letters(id, user, model);
    model.addAttribute("issuedPapers", issued.of(SubsidyCaseType.OWNER, id));
    model.addAttribute("kinds", kinds);
    return "subsidy/case-letters";
  }

  @PostMapping
  @PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER')")
  String issue(
      @PathVariable long id,
      @RequestParam String kind,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      return "redirect:/documents/papers/" + issued.issue(kind, id, user.actor());
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/subsidy/cases/" + id + "/letters";
    }
  }
}
