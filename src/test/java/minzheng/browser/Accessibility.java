package minzheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Axe's judgement of a page. It takes as long as opening the page five times, so a page that shows
 * nothing new is not judged again: every kind of element on it, inside the same kind of parent, was
 * already judged on a page of the same address.
 */
final class Accessibility {
  /** What has passed so far, by address without its numbers. */
  private static final Map<String, Set<String>> PASSED = new HashMap<>();

  /**
   * An element's kind: its name, classes and role, the attributes it has, and those that say a
   * state.
   */
  private static final String KINDS =
      """
      () => {
        const kinds = new Map();
        const kind = e => {
          if (!kinds.has(e)) kinds.set(e, e.localName + ' ' + [...e.attributes].map(a =>
            /^(class|role|type|lang|open|scope|aria-(?!label|describedby|controls|owns|activedescendant).*)$/.test(a.name)
              ? a.name + '=' + a.value : a.name).sort().join(' '));
          return kinds.get(e);
        };
        const found = new Set();
        for (const e of document.querySelectorAll('*'))
          if (e.parentElement) found.add(kind(e.parentElement) + ' > ' + kind(e));
        return [...found];
      }
      """;

  /** Without the ways to the elements, which take long to find; their source says enough. */
  private static final String JUDGE =
      """
      axe.run(document, {resultTypes: ['violations'], selectors: false, preload: false}).then(r =>
          r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')))
      """;

  private Accessibility() {}

  static void check(Page page) {
    String address = URI.create(page.url()).getPath().replaceAll("[0-9a-f-]{36}|\\d+", "#");
    var kinds = (List<?>) page.evaluate(KINDS);
    var passed = PASSED.computeIfAbsent(address, a -> new HashSet<>());
    if (passed.containsAll(kinds)) return;
    page.addScriptTag(new Page.AddScriptTagOptions().setUrl(AxeScript.ADDRESS));
    var violations = (List<?>) page.evaluate(JUDGE);
    assertThat(violations).as(page.url()).isEmpty();
    for (Object kind : kinds) passed.add((String) kind);
  }
}
