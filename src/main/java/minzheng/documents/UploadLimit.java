package minzheng.documents;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers an upload that even the container would not read. Without it the container drops all
 * fields, the CSRF token among them, and the person sees "forbidden" instead of the reason. Files
 * between the limit per file and this one are answered on their form ({@link FileCheck}).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class UploadLimit extends OncePerRequestFilter {
  /** Ready-made: a template would need the request's parameters, which are what cannot be read. */
  private static final ClassPathResource PAGE =
      new ClassPathResource("static/assets/too-large.html");

  private final long bytes;

  UploadLimit(MultipartProperties multipart) {
    this.bytes = multipart.getMaxRequestSize().toBytes();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    boolean upload = type != null && type.startsWith("multipart/");
    if (!upload || request.getContentLengthLong() <= bytes) {
      chain.doFilter(request, response);
      return;
    }
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Content-Security-Policy", "default-src 'self'; img-src 'self' data:");
    if (request.getHeader("HX-Request") == null) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      PAGE.getInputStream().transferTo(response.getOutputStream());
      return;
    }
    response.setHeader("HX-Retarget", "#papers-refused");
    response.setHeader("HX-Reswap", "innerHTML");
    response
        .getWriter()
        .write("<p class=\"mz-error\">" + FileCheck.tooLarge().getMessage() + "</p>");
  }
}
