package minzheng.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * 编号: names every request, so that a sentence of a person at the desk ("错误页上写着 7K3M9QXD") leads to
 * the lines of the log. The name stands in each line, in a header of the answer, and on error pages
 * ({@code requestId}). What a request failed of is written here, once, while the name is known.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {
  static final String HEADER = "X-Request-Id";

  /** The name by which log collectors know it (Elastic Common Schema). */
  private static final String IN_LOG = "http.request.id";

  /** Read over the telephone: nothing that looks or sounds like something else. */
  private static final char[] SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private static final Logger LOG = LoggerFactory.getLogger(RequestIds.class);
  private final SecureRandom random = new SecureRandom();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = next();
    request.setAttribute("requestId", id);
    response.setHeader(HEADER, id);
    MDC.put(IN_LOG, id);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (gone(e)) LOG.info("{} {}: the reader is gone", request.getMethod(), route(request));
      else LOG.error("{} {} failed", request.getMethod(), route(request), e);
      throw e;
    } finally {
      MDC.remove(IN_LOG);
    }
  }

  /** Somebody closed the page before its answer, or before the request was whole. */
  private static boolean gone(Throwable e) {
    while (e != null && !(e instanceof ClientAbortException)) e = e.getCause();
    return e != null;
  }

  /** The address without what people typed into it. */
  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? "(no page)" : pattern.toString();
  }

  private String next() {
    var id = new StringBuilder(8);
    for (int i = 0; i < 8; i++) id.append(SIGNS[random.nextInt(SIGNS.length)]);
    return id.toString();
  }
}
