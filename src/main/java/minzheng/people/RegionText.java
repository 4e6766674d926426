package minzheng.people;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import org.springframework.stereotype.Component;

/** Divisions as tables name them: by code, or by names from the district or the province down. */
@Component
class RegionText {
  /** A path that several divisions have. */
  private static final String AMBIGUOUS = "";

  private final Regions regions;
  private volatile Map<String, String> codes;

  RegionText(Regions regions) {
    this.regions = regions;
  }

  /**
   * The code; null for null. A text of digits is the code, whether it exists or not.
   *
   * @throws RuleViolation when no division or more than one is called so
   */
  String code(String text) {
    if (text == null) return null;
    String wanted = tidy(text);
    if (wanted.matches("[0-9]{2,12}")) return wanted;
    String code = paths().get(wanted);
    if (code == null)
      throw new RuleViolation(null, "没有“" + text + "”这个地区，请填写区划代码，或“区县 / 街道 / 社区”。");
    if (code.equals(AMBIGUOUS)) throw new RuleViolation(null, "叫“" + text + "”的地区不止一个，请填写区划代码。");
    return code;
  }

  private static String tidy(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s/\\-·>]", "");
  }

  /** Divisions change by migrations only, and those with a start. */
  private Map<String, String> paths() {
    var known = codes;
    if (known != null) return known;
    var all = new HashMap<String, String>();
    for (var region : regions.inside(""))
      if (region.validTo() == null) {
        String full = tidy(regions.fullPath(region.code()));
        String path = tidy(regions.path(region.code()));
        enter(all, full, region.code());
        if (!path.equals(full)) enter(all, path, region.code());
      }
    codes = all;
    return all;
  }

  private static void enter(Map<String, String> all, String path, String code) {
    all.merge(path, code, (a, b) -> a.equals(b) ? a : AMBIGUOUS);
  }
}
