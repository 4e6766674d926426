package minzheng.subsidy.trial;

import jakarta.servlet.http.HttpServletResponse;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.FormErrors;
import org.springframework.http.HttpStatus;
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

/** 接口客户端: an administrator registers a program of another bureau, or refuses it from now on. */
@Controller
@RequestMapping("/config/api-clients")
@PreAuthorize("hasRole('SYSTEM_ADMIN')")
class ApiClientsController {
  private final ApiClients clients;

  ApiClientsController(ApiClients clients) {
    this.clients = clients;
  }

  /** What is typed for a new client. */
  public record NewClient(String name) {}

  /** Why a client is refused. */
  public record Revocation(String reason) {}

  @GetMapping
  String list(Model model) {
    model.addAttribute("form", new NewClient(""));
    model.addAttribute("clients", clients.list());
    return "subsidy/api-clients";
  }

  @PostMapping
  String create(
      @ModelAttribute("form") NewClient form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      String token = clients.create(form.name(), user.name());
      flash.addFlashAttribute("clientName", form.name().strip());
      flash.addFlashAttribute("token", token);
      return "redirect:/config/api-clients/token";
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("clients", clients.list());
      return "subsidy/api-clients";
    }
  }

  /** The token that was just made: the session gives it out once, a second look finds none. */
  @GetMapping("/token")
  String token(Model model) {
    return model.containsAttribute("token")
        ? "subsidy/api-client-token"
        : "redirect:/config/api-clients";
  }

  @GetMapping("/{id}/revoke")
  String confirm(@PathVariable long id, Model model) {
    model.addAttribute("form", new Revocation(""));
    model.addAttribute("client", clients.active(id));
    return "subsidy/api-client-revoke";
  }

  @PostMapping("/{id}/revoke")
  String revoke(
      @PathVariable long id,
      @ModelAttribute("form") Revocation form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    var client = clients.active(id);
    try {
      clients.revoke(id, form.reason(), user.name());
      flash.addFlashAttribute("done", "已停用“" + client.name() + "”，它的令牌从现在起无效。");
      return "redirect:/config/api-clients";
    } catch (RuleViolation refused) {
      FormErrors.add(errors, refused);
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("client", client);
      return "subsidy/api-client-revoke";
    }
  }
}
