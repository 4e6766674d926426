package minzheng.people;

import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells this module's pages which buttons to show; the server checks the duty itself. */
@ControllerAdvice(basePackageClasses = Duties.class)
class Duties {
  @ModelAttribute
  void duties(Model model, @AuthenticationPrincipal CurrentUser user) {
    if (user == null) return;
    boolean edits = user.has(Role.CASEWORKER) || user.has(Role.REVIEWER);
    model.addAttribute("mayEdit", edits);
    model.addAttribute("mayReveal", edits || user.has(Role.APPROVER) || user.has(Role.FINANCE));
  }
}
