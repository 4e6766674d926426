package minzheng.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.security.CurrentUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the region picker offers while somebody types. */
@RestController
class RegionController {
  private static final int SHOWN = 12;

  private final Regions regions;
  private final Clock clock;

  RegionController(Regions regions, Clock clock) {
    this.regions = regions;
    this.clock = clock;
  }

  /** One offered area; path names it from the district down. */
  record Found(String code, String name, String path) {}

  /**
   * @param within the area to stay inside; empty: the user's own area first, then everywhere
   * @param level digits of the codes to offer (6, 9 or 12); null: all
   */
  @GetMapping("/regions/search")
  List<Found> search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String within,
      @RequestParam(required = false) Integer level,
      @AuthenticationPrincipal CurrentUser user) {
    var found = find(q, within.isEmpty() ? user.region() : within, level);
    return found.isEmpty() && within.isEmpty() ? find(q, "", level) : found;
  }

  private List<Found> find(String text, String within, Integer level) {
    return regions.search(text, within, LocalDate.now(clock), level == null ? SHOWN : 500).stream()
        .filter(r -> level == null || r.code().length() == level)
        .limit(SHOWN)
        .map((Region r) -> new Found(r.code(), r.name(), regions.path(r.code())))
        .toList();
  }
}
