package minzheng.jurisdiction;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import minzheng.kernel.RegionCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The register of administrative divisions, held in memory: it changes by migrations only, and
 * every list, form and rule asks it.
 */
@Service
public class Regions {
  private static final String NATION_NAME = "全国";

  private final JdbcClient jdbc;
  private volatile Register register;

  Regions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Region> find(String code) {
    return Optional.ofNullable(code).map(register().byCode::get);
  }

  /** Whether the code is or ever was a division; {@code 00}, the nation, is none. */
  public boolean exists(String code) {
    return code != null && register().byCode.containsKey(code);
  }

  public boolean existsOn(String code, LocalDate day) {
    return find(code).filter(region -> region.inUseOn(day)).isPresent();
  }

  /** The name, 全国 for {@code 00}, or the code itself when it is unknown. */
  public String name(String code) {
    if (RegionCode.NATION.value().equals(code)) return NATION_NAME;
    return find(code).map(Region::name).orElse(code);
  }

  /** Names from the district down: 锦江区 / 锦官驿街道. A province or city stands alone. */
  public String path(String code) {
    return path(code, RegionCode.Level.DISTRICT);
  }

  /** Names from the province down: 四川省 / 成都市 / 锦江区. */
  public String fullPath(String code) {
    return path(code, RegionCode.Level.PROVINCE);
  }

  /** Names from the level down; a higher division stands alone. */
  public String path(String code, RegionCode.Level highest) {
    var names = new ArrayList<String>();
    Region at = find(code).orElse(null);
    if (at == null) return name(code);
    names.add(at.name());
    while (at.parent() != null && find(at.parent()).isPresent()) {
      at = find(at.parent()).orElseThrow();
      if (at.level().compareTo(highest) < 0) break;
      names.add(at.name());
    }
    return String.join(" / ", names.reversed());
  }

  /** Directly below the division, by code; the provinces for null. */
  public List<Region> children(String parent) {
    if (parent == null) {
      return register().byCode.values().stream().filter(r -> r.parent() == null).toList();
    }
    return inside(parent).stream().filter(r -> parent.equals(r.parent())).toList();
  }

  /** The division itself; of one larger than a district its first district, by code. */
  public String withinOneDistrict(String code) {
    if (code.length() >= RegionCode.Level.DISTRICT.digits()) return code;
    return children(code).stream().map(Region::code).findFirst().orElse(code);
  }

  /** The division itself and everything in it, by code. */
  public Collection<Region> inside(String prefix) {
    if (prefix.isEmpty() || prefix.equals(RegionCode.NATION.value())) {
      return register().byCode.values();
    }
    return Collections.unmodifiableCollection(
        register().byCode.subMap(prefix, true, prefix + "~", false).values());
  }

  /** The division and all above it, the topmost first. */
  public List<Region> ancestry(String code) {
    var line = new ArrayList<Region>();
    for (Region at = find(code).orElse(null); at != null; at = find(at.parent()).orElse(null)) {
      line.add(at);
    }
    return List.copyOf(line.reversed());
  }

  /**
   * Divisions in use whose code begins with the text, whose name contains it, or whose pinyin
   * initials contain it (jjq → 锦江区). Names that begin with the text come first, then higher
   * divisions, then by code. An empty text lists what lies directly below {@code insidePrefix}. Of
   * a path (锦江区 / 锦官驿) the last part is searched inside the others.
   *
   * @param insidePrefix only this division and what lies in it; empty or null for everywhere
   */
  public List<Region> search(String text, String insidePrefix, LocalDate day, int limit) {
    return search(text, insidePrefix, null, day, limit);
  }

  /**
   * The same for one level only.
   *
   * @param level null for every level
   */
  public List<Region> search(
      String text, String insidePrefix, RegionCode.Level level, LocalDate day, int limit) {
    String[] parts =
        Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKC).split("/");
    String wanted = parts.length == 0 ? "" : tidy(parts[parts.length - 1]);
    String prefix = insidePrefix == null ? "" : insidePrefix;
    if (wanted.isEmpty()) {
      List<Region> below = children(prefix.isEmpty() ? null : prefix);
      return below.stream()
          .filter(r -> r.inUseOn(day) && (level == null || r.level() == level))
          .limit(limit)
          .toList();
    }
    record Hit(int rank, Region region) {}
    var hits = new ArrayList<Hit>();
    for (Region region : inside(prefix)) {
      if (level != null && region.level() != level || !region.inUseOn(day)) continue;
      int rank = rank(region, wanted);
      if (rank >= 0 && liesIn(region, parts)) hits.add(new Hit(rank, region));
    }
    return hits.stream()
        .sorted(
            Comparator.comparingInt(Hit::rank)
                .thenComparing(hit -> hit.region().level())
                .thenComparing(hit -> hit.region().code()))
        .limit(limit)
        .map(Hit::region)
        .toList();
  }

  private static String tidy(String part) {
    return part.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private boolean liesIn(Region region, String[] parts) {
    if (parts.length < 2) return true;
    String above = region.parent() == null ? "" : fullPath(region.parent());
    return Arrays.stream(parts)
        .limit(parts.length - 1)
        .allMatch(part -> above.contains(tidy(part)));
  }

  private int rank(Region region, String wanted) {
    int first = wanted.codePointAt(0);
    if (first >= '0' && first <= '9') return region.code().startsWith(wanted) ? 0 : -1;
    if (first >= 'a' && first <= 'z') return register().initials(region).rank(wanted);
    int at = region.name().indexOf(wanted);
    return at < 0 ? -1 : Math.min(at, 1);
  }

  private Register register() {
    Register known = register;
    if (known == null || known.byCode.isEmpty()) register = known = new Register(load());
    return known;
  }

  private List<Region> load() {
    return jdbc.sql(
            "SELECT code, name, level, parent, valid_from, valid_to, predecessor FROM region")
        .query(Region.class)
        .list();
  }

  private static final class Register {
    final NavigableMap<String, Region> byCode = new TreeMap<>();
    private volatile Map<String, Initials> initials;

    Register(List<Region> regions) {
      for (Region region : regions) byCode.put(region.code(), region);
    }

    /** Read on the first search by letters: most nodes serve people long before that. */
    Initials initials(Region region) {
      if (initials == null) {
        var all = new HashMap<String, Initials>();
        byCode.values().forEach(r -> all.put(r.code(), Initials.of(r.name())));
        initials = all;
      }
      return initials.get(region.code());
    }
  }
}
