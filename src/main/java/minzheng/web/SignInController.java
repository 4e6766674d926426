package minzheng.web;

import java.util.List;
import java.util.Map;
import minzheng.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page; Spring Security answers its POST. */
@Controller
class SignInController {
  private final ObjectProvider<SignInHint> hints;

  SignInController(ObjectProvider<SignInHint> hints) {
    this.hints = hints;
  }

  @GetMapping("/login")
  String page(
      @RequestParam Map<String, String> why,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    if (user != null) return "redirect:/";
    if (why.containsKey("error")) model.addAttribute("problem", "用户名或密码不正确，请检查后重新输入。");
    if (why.containsKey("locked"))
      model.addAttribute("problem", "账号因连续输错密码已锁定，请 15 分钟后再试，或联系本单位系统管理员解锁。");
    if (why.containsKey("throttled")) model.addAttribute("problem", "本网络地址登录失败次数过多，请 15 分钟后再试。");
    if (why.containsKey("expired")) model.addAttribute("problem", "页面停留太久，登录已经失效，请重新登录后再办理。");
    if (why.containsKey("changed")) model.addAttribute("farewell", "密码已修改，请用新密码登录。");
    if (why.containsKey("out")) model.addAttribute("farewell", "您已安全退出。");
    List<SignInHint.Account> accounts =
        hints.orderedStream().flatMap(h -> h.accounts().stream()).toList();
    if (!accounts.isEmpty()) model.addAttribute("demoAccounts", accounts);
    return "login";
  }
}
