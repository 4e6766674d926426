package minzheng.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The script of axe as a file that the tested product serves: the browser keeps what it compiled.
 * Handed over with each question it was compiled anew, a third of the time of a judgement.
 */
@TestComponent
@Controller
public class AxeScript {
  static final String ADDRESS = "/assets/axe.js";

  private static final byte[] SCRIPT = AxeBuilder.getAxeScript().getBytes(StandardCharsets.UTF_8);

  @GetMapping(ADDRESS)
  ResponseEntity<byte[]> script() {
    return ResponseEntity.ok()
        .header("Content-Type", "text/javascript; charset=UTF-8")
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(SCRIPT);
  }
}
