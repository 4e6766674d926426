package minzheng.config;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Passwords;
import minzheng.security.SignedInSessions;
import minzheng.web.FormErrors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What everybody may do with their own account: change the password, see and end sessions. */
@Controller
@RequestMapping("/account")
class OwnAccountController {
  private final Passwords passwords;
  private final SignedInSessions sessions;

  OwnAccountController(Passwords passwords, SignedInSessions sessions) {
    this.passwords = passwords;
    this.sessions = sessions;
  }

  /** What is typed; never shown again. */
  record PasswordForm(String current, String wanted, String repeated) {}

  @GetMapping("/password")
  String ask(@AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new PasswordForm("", "", ""));
    model.addAttribute("mustChange", user.mustChange());
    return "config/password";
  }

  @PostMapping("/password")
  String change(
      @ModelAttribute("form") PasswordForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    try {
      passwords.change(user, form.current(), form.wanted(), form.repeated());
      return "redirect:/login?changed";
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
    }
    model.addAttribute("mustChange", user.mustChange());
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    return "config/password";
  }

  @GetMapping("/sessions")
  String sessions(@AuthenticationPrincipal CurrentUser user, HttpSession session, Model model) {
    model.addAttribute("sessions", sessions.of(user.getUsername()));
    model.addAttribute("own", SignedInSessions.handle(session.getId()));
    return "config/sessions";
  }

  @PostMapping("/sessions")
  String end(
      @RequestParam String handle,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    sessions.end(user, handle);
    flash.addFlashAttribute("done", "已结束那处登录。");
    return "redirect:/account/sessions";
  }
}
