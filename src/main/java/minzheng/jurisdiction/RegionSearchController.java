package minzheng.jurisdiction;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import minzheng.kernel.Acting;
import minzheng.kernel.RegionCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the region picker asks while somebody types. */
@RestController
class RegionSearchController {
  private static final int SHOWN = 12;

  private final Regions regions;
  private final Clock clock;

  RegionSearchController(Regions regions, Clock clock) {
    this.regions = regions;
    this.clock = clock;
  }

  /** One line of the picker; the path names the city where it is not the user's own. */
  public record Found(String code, String name, String path, String level) {}

  /**
   * Divisions that fit, those of the user's own area first.
   *
   * @param within only this division and what lies in it; without it everywhere
   * @param level digits of the codes wanted (6 districts, 9 streets, 12 communities)
   */
  @GetMapping("/regions/search")
  List<Found> search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String within,
      @RequestParam(defaultValue = "") String level,
      @AuthenticationPrincipal Acting user) {
    String own = user == null ? "" : user.actor().region();
    var found = new LinkedHashSet<Region>();
    if (within.isEmpty()) found.addAll(find(q, own, level));
    if (found.size() < SHOWN) found.addAll(find(q, within, level));
    return found.stream().limit(SHOWN).map(region -> found(region, own)).toList();
  }

  private List<Region> find(String q, String within, String level) {
    RegionCode.Level only = null;
    for (RegionCode.Level each : RegionCode.Level.values()) {
      if (level.equals(Integer.toString(each.digits()))) only = each;
    }
    return regions.search(q, within, only, LocalDate.now(clock), SHOWN);
  }

  private Found found(Region region, String own) {
    boolean ownCity = own.length() >= 4 && region.code().startsWith(own.substring(0, 4));
    RegionCode.Level highest = ownCity ? RegionCode.Level.DISTRICT : RegionCode.Level.CITY;
    return new Found(
        region.code(), region.name(), regions.path(region.code(), highest), region.level().name());
  }
}
