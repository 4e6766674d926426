package minzheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import minzheng.security.CurrentUser;
import org.assertj.core.api.SoftAssertions;

/**
 * Walks through pages, looks at each with {@link Chromium#look}, and keeps its picture. What is
 * wrong with a page is told at the end, so that one run names all of them.
 */
final class Tour implements AutoCloseable {
  private final Chromium chromium;
  private final SoftAssertions found = new SoftAssertions();
  private Page page;

  Tour(int port) {
    chromium = new Chromium(port);
  }

  Tour signIn(CurrentUser user) {
    page = chromium.signIn(user);
    return this;
  }

  /** A page that must answer well. */
  Tour see(String path, String picture) {
    open(path);
    return keep(picture);
  }

  /** A page that refuses with a status, in words. */
  Tour refused(String path, int status, String picture) {
    assertThat(page.navigate(address() + path).status()).as(path).isEqualTo(status);
    return keep(picture);
  }

  Tour open(String path) {
    assertThat(page.navigate(address() + path).status()).as(path).isEqualTo(200);
    return this;
  }

  /** Where the tour stands. */
  Tour keep(String picture) {
    found.check(() -> chromium.look(page, picture));
    found.check(this::everyTableFits);
    return this;
  }

  /** Columns beyond the right edge of their card are not seen by anybody. */
  private void everyTableFits() {
    Object beyond =
        page.evaluate(
            "[...document.querySelectorAll('.mz-scroll:not(pre)')].filter(e => e.scrollWidth >"
                + " e.clientWidth + 1).length");
    assertThat(beyond).as("tables that are too wide: " + page.url()).isEqualTo(0);
  }

  Tour type(String selector, String text) {
    page.locator(selector).fill(text);
    return this;
  }

  Tour choose(String selector, String value) {
    page.locator(selector).selectOption(value);
    return this;
  }

  Tour tick(String selector) {
    page.locator(selector).check();
    return this;
  }

  /** Presses the button of the page that is called exactly so, and waits for the answer. */
  Tour press(String name) {
    Locator button =
        page.locator("main")
            .getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    page.waitForNavigation(() -> button.first().click());
    return this;
  }

  /** Sends the first form of the page that goes to an address ending so. */
  Tour send(String action) {
    Locator button =
        page.locator("main form[action$='" + action + "'] button[type=submit]").first();
    page.waitForNavigation(button::click);
    return this;
  }

  Page page() {
    return page;
  }

  /** The path of the page. */
  String path() {
    return java.net.URI.create(page.url()).getPath();
  }

  private String address() {
    var here = java.net.URI.create(page.url());
    return here.getScheme() + "://" + here.getAuthority();
  }

  @Override
  public void close() {
    chromium.close();
    found.assertAll();
  }
}
