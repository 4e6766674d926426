package minzheng.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the scope of a request from the signed-in user, once, behind the authorization. */
class ScopeFilter extends OncePerRequestFilter {
  /** What opens before a password that somebody else set is changed: the page for it, its style. */
  private static final List<String> OPEN_BEFORE =
      List.of("/account/password", "/assets/", "/webjars/", "/_static/", "/favicon.ico", "/error");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof CurrentUser user)) {
      chain.doFilter(request, response);
      return;
    }
    if (user.mustChange() && OPEN_BEFORE.stream().noneMatch(request.getRequestURI()::startsWith)) {
      response.sendRedirect("/account/password");
      return;
    }
    try {
      Scope.enter(user.region());
      chain.doFilter(request, response);
    } finally {
      Scope.leave();
    }
  }
}
