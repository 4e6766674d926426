package minzheng.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leaves the end of a page to the container. The templates' own flush would have Spring Session
 * save before the end and, at the end, read the session from the database once more.
 */
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER + 1)
class LateFlush extends OncePerRequestFilter {
  /** Bytes of a long page: what outgrows the container's buffer is sent before its end, too. */
  private static final int PAGE = 1 << 17;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setBufferSize(PAGE);
    chain.doFilter(request, new Patient(response));
  }

  private static final class Patient extends HttpServletResponseWrapper {
    private PrintWriter writer;

    Patient(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      if (writer == null)
        writer =
            new PrintWriter(super.getWriter()) {
              @Override
              public void flush() {
                // the container does it
              }
            };
      return writer;
    }
  }
}
