package minzheng.messages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Navigation;
import minzheng.web.Paging;
import minzheng.web.Tab;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 站内消息 of whoever is signed in. */
@Controller
@RequestMapping("/messages")
class InboxController implements Navigation {
  private final Inbox inbox;

  InboxController(Inbox inbox) {
    this.inbox = inbox;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String show,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    return fill(show, paging, inbox.mail(user).orElse(""), null, user, model);
  }

  /** Opens a message: it is read, and the person stands where it leads. */
  @PostMapping("/{id}/open")
  String open(@PathVariable long id, @AuthenticationPrincipal CurrentUser user) {
    String url = inbox.open(id, user);
    return "redirect:" + (url == null ? "/messages" : url);
  }

  @PostMapping("/open")
  String openAll(
      @RequestParam long newest,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    flash.addFlashAttribute("done", "已标为已读 " + inbox.openAll(newest, user) + " 条。");
    return "redirect:/messages";
  }

  @PostMapping("/mail")
  String mail(
      @RequestParam(defaultValue = "") String mail,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      inbox.mail(mail, user);
      flash.addFlashAttribute("done", mail.isBlank() ? "已取消邮件提醒。" : "已保存，到期提醒和批次提醒同时发到这个邮箱。");
      return "redirect:/messages";
    } catch (RuleViolation wrong) {
      response.setStatus(400);
      return fill("", Paging.first(50), mail, wrong, user, model);
    }
  }

  private String fill(
      String show,
      Paging paging,
      String mail,
      RuleViolation problem,
      CurrentUser user,
      Model model) {
    boolean unread = show.equals("unread");
    long count = inbox.unread(user);
    var slice = inbox.page(unread, paging, user);
    model.addAttribute("slice", slice);
    model.addAttribute("unreadCount", count);
    model.addAttribute(
        "boxes",
        List.of(
            new Tab("全部", "/messages", null, false, !unread),
            new Tab("未读", "/messages?show=unread", Math.toIntExact(count), false, unread)));
    model.addAttribute("newest", slice.items().stream().mapToLong(Inbox.Row::id).max().orElse(0));
    model.addAttribute("mail", mail);
    model.addAttribute("problem", problem);
    return "messages/inbox";
  }

  @Override
  public List<Item> items() {
    return List.of(
        Item.of(Section.START, 20, "站内消息", "/messages", "bell"),
        Item.of(
            Section.TOOLS,
            50,
            "消息发送记录",
            "/messages/sent",
            "send",
            Role.SUPERVISOR,
            Role.SYSTEM_ADMIN));
  }
}
