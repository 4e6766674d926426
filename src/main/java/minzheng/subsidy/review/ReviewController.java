package minzheng.subsidy.review;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.audit.Audit;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.subsidy.desk.SubsidyCases;
import minzheng.web.FormErrors;
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

/** The reviews of one family, and how a wrong one is declared void. */
@Controller
@RequestMapping(ReviewsController.LIST + "/{id:[0-9]+}")
@PreAuthorize(Role.DESKS)
class ReviewController {
  private final ReviewList list;
  private final Reviews reviews;
  private final SubsidyCases cases;
  private final Audit audit;

  ReviewController(ReviewList list, Reviews reviews, SubsidyCases cases, Audit audit) {
    this.list = list;
    this.reviews = reviews;
    this.cases = cases;
    this.audit = audit;
  }

  /** A reason as typed. */
  record Form(String reason) {}

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new Form(""));
    audit.write("查看", "定期核查", id, list.get(id, user).region());
    return fill(id, user, model);
  }

  @PostMapping("/void/{review:[0-9]+}")
  @PreAuthorize("hasRole('CASEWORKER')")
  String annul(
      @PathVariable long id,
      @PathVariable long review,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    boolean already = reviews.of(id).stream().anyMatch(r -> r.id() == review && r.voided() != null);
    if (already) {
      flash.addFlashAttribute("refused", "这条核查记录已经作废。");
      return "redirect:" + ReviewsController.LIST + "/" + id;
    }
    if (!FormErrors.accepted(
        errors, response, () -> reviews.annul(id, review, form.reason(), user)))
      return fill(id, user, model);
    flash.addFlashAttribute("done", "已作废，核查时间按之前的认定或核查重新起算。");
    return "redirect:" + ReviewsController.LIST + "/" + id;
  }

  private String fill(long id, CurrentUser user, Model model) {
    var all = reviews.of(id);
    var latest = all.stream().filter(r -> r.voided() == null).findFirst().orElse(null);
    model.addAttribute("row", list.get(id, user));
    model.addAttribute("reviews", all);
    model.addAttribute("latest", user.has(Role.CASEWORKER) ? latest : null);
    model.addAttribute("paidBy", cases.paidBy(id).orElse(null));
    return "subsidy/review";
  }
}
