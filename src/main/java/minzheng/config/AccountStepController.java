package minzheng.config;

import minzheng.kernel.RuleViolation;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Steps on one account, each with a reason: stop, restore, unlock, new password, sign out. */
@Controller
@RequestMapping("/config/accounts/{id}")
@PreAuthorize("hasRole('SYSTEM_ADMIN')")
class AccountStepController {
  private final Accounts accounts;

  AccountStepController(Accounts accounts) {
    this.accounts = accounts;
  }

  @PostMapping("/steps")
  String step(
      @PathVariable long id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      flash.addFlashAttribute("done", take(id, step, reason, user, flash));
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/config/accounts/" + id;
  }

  private String take(
      long id, String step, String reason, CurrentUser user, RedirectAttributes flash) {
    switch (step) {
      case "disable" -> accounts.setEnabled(id, false, reason, user);
      case "enable" -> accounts.setEnabled(id, true, reason, user);
      case "unlock" -> accounts.unlock(id, reason, user);
      case "sign-out" -> accounts.signOut(id, reason, user);
      case "password" ->
          flash.addFlashAttribute("firstPassword", accounts.resetPassword(id, reason, user));
      default -> throw new RuleViolation(null, "没有这一步操作，请从页面上的按钮选择。");
    }
    return switch (step) {
      case "disable" -> "账号已停用，现有登录已结束。";
      case "enable" -> "账号已启用。";
      case "unlock" -> "账号已解锁。";
      case "sign-out" -> "该账号的所有登录已结束。";
      default -> "密码已重置，现有登录已结束。";
    };
  }
}
