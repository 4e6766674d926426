package minzheng.jurisdiction;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minzheng.kernel.Acting;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of divisions and offices, to browse and to search. */
@Controller
class RegionsController {
  private static final int SHOWN = 50;

  private final Regions regions;
  private final Offices offices;
  private final Clock clock;

  RegionsController(Regions regions, Offices offices, Clock clock) {
    this.regions = regions;
    this.offices = offices;
    this.clock = clock;
  }

  /**
   * A division as the table shows it.
   *
   * @param below how many divisions lie directly below
   */
  public record Line(
      Region region, String path, String level, int below, boolean inUse, String office) {}

  /** Without anything asked for, the user's own area; {@code in} empty but given: the provinces. */
  @GetMapping("/config/regions")
  String browse(
      @RequestParam(required = false) String in,
      @RequestParam(defaultValue = "") String q,
      @AuthenticationPrincipal Acting user,
      Model model) {
    String at = in != null ? in : user.actor().region();
    Region here = at.isEmpty() ? null : regions.find(at).orElseThrow(() -> new NotFound("区划"));
    LocalDate today = LocalDate.now(clock);
    boolean searched = !q.isBlank();
    List<Region> listed =
        searched
            ? regions.search(q, "", today, SHOWN)
            : regions.children(here == null ? null : here.code());
    model.addAttribute("at", here);
    model.addAttribute("above", here == null ? List.of() : regions.ancestry(here.code()));
    model.addAttribute("searched", searched);
    model.addAttribute("q", q);
    model.addAttribute("full", searched && listed.size() == SHOWN);
    Map<String, String> names =
        offices.of(listed.stream().map(Region::code).toList()).stream()
            .collect(Collectors.toMap(Office::region, Office::name, (a, b) -> a + "、" + b));
    model.addAttribute("lines", listed.stream().map(region -> line(region, today, names)).toList());
    return "jurisdiction/regions";
  }

  private Line line(Region region, LocalDate today, Map<String, String> offices) {
    return new Line(
        region,
        regions.fullPath(region.code()),
        label(region.level()),
        regions.children(region.code()).size(),
        region.inUseOn(today),
        offices.getOrDefault(region.code(), ""));
  }

  private static String label(RegionCode.Level level) {
    return switch (level) {
      case NATION -> "全国";
      case PROVINCE -> "省";
      case CITY -> "市";
      case DISTRICT -> "区县";
      case STREET -> "街道、乡镇";
      case COMMUNITY -> "社区、村";
    };
  }
}
