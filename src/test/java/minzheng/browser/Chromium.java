package minzheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.security.CurrentUser;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assumptions;

/**
 * An installed Chromium for the journeys, at the size of an office screen; without one they are
 * skipped, but never where CI=true. What the page writes to the console (such as a refusal of the
 * Content-Security-Policy) is an error. One browser serves the whole run of tests; each of these is
 * a window without a past, as of somebody else.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium-headless-shell",
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome");

  /** The folder for pictures of the user guide, null without them. */
  private static final String SCREENSHOTS = System.getProperty("screenshots");

  private static final int WIDTH = 1366;
  private static final int HEIGHT = 768;

  /** A picture that is taller could not be read. */
  private static final int TALLEST = 2600;

  /** Milliseconds; a machine that does much else is no failure. */
  private static final double PATIENCE = 120_000;

  private static final String HOW =
      "No Chromium found: install it (Debian: apt-get install chromium fonts-noto-cjk), or name it"
          + " in the environment variable CHROMIUM";

  private static Browser browser;

  private final BrowserContext context;
  private final Page page;
  private final String address;
  private final List<String> complaints = new ArrayList<>();

  /**
   * @param port where the product listens
   */
  public Chromium(int port) {
    if (browser == null) browser = start();
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setLocale("zh-CN")
                .setReducedMotion(
                    ReducedMotion.REDUCE)); // each frame of a movement is drawn by the processor
    context.setDefaultTimeout(PATIENCE);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    context.onConsoleMessage(this::listen);
    context.onWebError(e -> complaints.add(e.error()));
    page = context.newPage();
    address = "http://127.0.0.1:" + port;
  }

  /** Ends with the JVM of the tests. */
  private static Browser start() {
    String configured = System.getenv("CHROMIUM");
    var found =
        Stream.concat(Stream.ofNullable(configured), PLACES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            // quicker without a browser's windows, but its own words are not Chinese
            .filter(place -> SCREENSHOTS == null || !place.endsWith("chromium-headless-shell"))
            .findFirst();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) throw new IllegalStateException(HOW);
    Assumptions.assumeTrue(found.isPresent(), HOW);
    return Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(found.get())
                .setEnv(environment())
                .setArgs(
                    List.of(
                        "--lang=zh-CN",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-software-rasterizer", // an imitated GPU is slower than none
                        "--disable-quic",
                        // a page lives for a second: compiling its scripts twice more never pays
                        "--js-flags=--no-opt,--no-maglev,--single-threaded",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  /** The browser's own words (such as those of a file field) are Chinese too. */
  private static Map<String, String> environment() {
    var all = new HashMap<>(System.getenv());
    all.put("LANGUAGE", "zh_CN");
    return all;
  }

  private void listen(ConsoleMessage message) {
    boolean ownAnswer = message.text().contains("the server responded with a status of 4");
    if (message.type().equals("error") && !ownAnswer) complaints.add(message.text());
  }

  /**
   * Signs in with the password of all test accounts and stands on the home page. Sent without its
   * page, which {@link SignInJourney} fills in.
   */
  public Page signIn(CurrentUser user) {
    context.clearCookies();
    String login = address + "/login";
    var form = Jsoup.parse(context.request().get(login).text());
    var answer =
        context
            .request()
            .post(
                login,
                RequestOptions.create()
                    .setMaxRedirects(0)
                    .setForm(
                        FormData.create()
                            .set("username", user.getUsername())
                            .set("password", "demo")
                            .set("_csrf", form.select("input[name=_csrf]").attr("value"))));
    assertThat(answer.headers().get("location")).as("signed in").isIn("/", address + "/");
    return open(page, "/");
  }

  public Page open(Page page, String path) {
    page.navigate(address + path);
    return page;
  }

  /** WCAG 2.2 AA and good practice, no scrolling sideways, nothing refused by the browser. */
  public void check(Page page) {
    Accessibility.check(page);
    Object wide =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(wide).as("scrolls sideways: " + page.url()).isEqualTo(0);
    var heard = List.copyOf(complaints);
    complaints.clear();
    assertThat(heard).as(page.url()).isEmpty();
  }

  /** {@link #check}, and the picture for the user guide. */
  public void look(Page page, String name) {
    check(page);
    keep(page, name);
  }

  /** Keeps a picture of the whole page when the tests run with -Dscreenshots=folder. */
  public void keep(Page page, String name) {
    if (SCREENSHOTS == null) return;
    // as tall as the page: what sticks to an edge would else lie over the middle of it
    int height = (int) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(WIDTH, Math.clamp(height, HEIGHT, TALLEST));
    Pictures.write(page.screenshot(), Path.of(SCREENSHOTS, name + ".png"));
    page.setViewportSize(WIDTH, HEIGHT);
  }

  @Override
  public void close() {
    context.close();
  }
}
