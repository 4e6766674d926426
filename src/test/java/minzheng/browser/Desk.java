package minzheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A person at a desk in a real browser: signs in, works, and has every page looked at by axe and by
 * the content security policy. Screenshots are written into the user guide with {@code
 * -Dscreenshots=apply}.
 */
final class Desk implements AutoCloseable {
  private static final Path GUIDE = Path.of("docs/user-guide");
  private static Playwright playwright;
  private static Browser browser;

  private final BrowserContext context;
  private final String address;
  private final List<String> refused = new ArrayList<>();
  final Page page;

  /** A fresh browser window of its own, not signed in. */
  Desk(int port) {
    this(port, new Browser.NewContextOptions().setViewportSize(1366, 768));
  }

  private Desk(int port, Browser.NewContextOptions options) {
    address = "http://localhost:" + port;
    context = browser().newContext(options.setLocale("zh-CN").setTimezoneId("Asia/Shanghai"));
    page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security Policy"))
            refused.add(page.url() + ": " + message.text());
        });
    page.onPageError(error -> refused.add(page.url() + ": " + error));
  }

  Desk signIn(String username, String password) {
    open("/login");
    page.fill("input[name=username]", username);
    page.fill("input[name=password]", password);
    page.press("input[name=password]", "Enter");
    page.waitForURL(url -> !url.contains("/login"));
    return this;
  }

  Desk open(String path) {
    page.navigate(address + path);
    return this;
  }

  /** Nothing found by axe, nothing refused by the policy, no sideways scrolling at 1366. */
  Desk look(String screenshot) {
    var results =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(
            results.getViolations().stream()
                .map(
                    v ->
                        v.getId()
                            + ": "
                            + v.getHelp()
                            + " "
                            + v.getNodes().stream().map(n -> n.getHtml()).toList()))
        .as("axe on %s", page.url())
        .isEmpty();
    assertThat(refused).as("console and policy on %s", page.url()).isEmpty();
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).as("sideways scrolling on %s", page.url()).isZero();
    if (screenshot != null && "apply".equals(System.getProperty("screenshots")))
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(GUIDE.resolve(screenshot + ".png"))
              .setFullPage(true));
    return this;
  }

  @Override
  public void close() {
    context.close();
  }

  private static synchronized Browser browser() {
    if (browser != null) return browser;
    Path chromium = chromium();
    if (chromium == null) {
      String how =
          "No Chromium found: install it (Debian: apt-get install chromium fonts-noto-cjk) or name"
              + " it in the environment variable CHROMIUM";
      if ("true".equals(System.getenv("CI"))) throw new IllegalStateException(how);
      Assumptions.abort(how);
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return browser;
  }

  private static Path chromium() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("CHROMIUM")),
            Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(
                    folder ->
                        Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                            .map(name -> folder + "/" + name)))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
