package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import minzheng.security.CurrentUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts {@code user, nav, todoCount, today, here, fmt, build} into the model of every page. */
@ControllerAdvice
class LayoutAdvice {
  private final Layout layout;

  LayoutAdvice(Layout layout) {
    this.layout = layout;
  }

  @ModelAttribute
  void frame(Model model, HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    layout.fill(model::addAttribute, request, user);
  }
}
