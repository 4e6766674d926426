package minzheng.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says that an upload is too large. The container drops all fields of such a form, the anti-forgery
 * token too, so that the person would be told to have no permission.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class UploadSize extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    if (type != null && type.startsWith("multipart/form-data"))
      try {
        request.getParts(); // parsed once; the token check would do the same a moment later
      } catch (IllegalStateException tooLarge) {
        response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
        return;
      }
    chain.doFilter(request, response);
  }
}
