package minzheng.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/**
 * The script of axe as a file that the tested product serves: the browser keeps what it compiled.
 * Handed over with each question it was compiled anew, a third of the time of a judgement.
 */
@TestComponent
@Component(AxeScript.ADDRESS)
public class AxeScript implements HttpRequestHandler {
  static final String ADDRESS = "/assets/axe.js";

  private static final byte[] SCRIPT = AxeBuilder.getAxeScript().getBytes(StandardCharsets.UTF_8);

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/javascript;charset=UTF-8");
    response.setHeader("Cache-Control", "max-age=3600");
    response.getOutputStream().write(SCRIPT);
  }
}
