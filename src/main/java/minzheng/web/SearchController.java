package minzheng.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import minzheng.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** One search over everything: persons, cases, organisations. */
@Controller
class SearchController {
  private static final int SHOWN = 20;

  private final ObjectProvider<SearchSource> sources;

  SearchController(ObjectProvider<SearchSource> sources) {
    this.sources = sources;
  }

  /** The hits of one kind; more: there are further ones. */
  public record Found(String kind, List<SearchSource.Hit> hits, boolean more) {}

  /** An ID number does not belong into an address: addresses are kept in histories and logs. */
  @PostMapping("/search")
  String ask(@RequestParam(defaultValue = "") String q, RedirectAttributes flash) {
    String text = q.strip();
    if (!text.matches("\\d{8,}[\\dXx]?"))
      return "redirect:/search?q=" + UriUtils.encode(text, StandardCharsets.UTF_8);
    flash.addFlashAttribute("asked", text);
    return "redirect:/search";
  }

  @GetMapping("/search")
  String page(
      @RequestParam(defaultValue = "") String q,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    String text = q.isBlank() && model.getAttribute("asked") instanceof String s ? s : q.strip();
    if (text.length() > 60) text = text.substring(0, 60);
    model.addAttribute("asked", text);
    if (text.isEmpty()) return "search";

    String wanted = text;
    var found =
        sources
            .orderedStream()
            .map(s -> found(s.title(), s.find(wanted, user, SHOWN + 1)))
            .filter(f -> !f.hits().isEmpty())
            .toList();
    var exact = found.stream().flatMap(f -> f.hits().stream()).filter(h -> h.exact()).toList();
    if (exact.size() == 1) return "redirect:" + exact.getFirst().url();
    model.addAttribute("found", found);
    return "search";
  }

  private static Found found(String kind, List<SearchSource.Hit> hits) {
    return new Found(kind, hits.stream().limit(SHOWN).toList(), hits.size() > SHOWN);
  }
}
