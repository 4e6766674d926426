package minzheng.subsidy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import minzheng.kernel.RegionCode;
import minzheng.subsidy.rules.Programme;
import minzheng.subsidy.rules.Rulebook;

/** All published programme versions at one instant, for any area and day. Immutable. */
public final class ProgrammeBook implements Rulebook {
  private final List<ProgrammeVersion> all;
  private final Map<String, Map<String, List<ProgrammeVersion>>> byCode = new HashMap<>();

  ProgrammeBook(Collection<ProgrammeVersion> versions) {
    all = List.copyOf(versions);
    for (ProgrammeVersion version : all) {
      byCode
          .computeIfAbsent(version.code(), code -> new HashMap<>())
          .merge(
              version.region(),
              List.of(version),
              (known, more) ->
                  java.util.stream.Stream.concat(known.stream(), more.stream()).toList());
    }
  }

  /** The version in force: the most specific area that has one on the day. */
  public Optional<ProgrammeVersion> version(String code, RegionCode region, LocalDate day) {
    Map<String, List<ProgrammeVersion>> areas = byCode.getOrDefault(code, Map.of());
    for (RegionCode area : areas.isEmpty() ? List.<RegionCode>of() : region.lookupChain()) {
      for (ProgrammeVersion version : areas.getOrDefault(area.value(), List.of())) {
        if (version.covers(day)) return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Programme> inForce(String code, RegionCode region, LocalDate day) {
    return version(code, region, day).map(ProgrammeVersion::programme);
  }

  /** Codes of which any version was ever published. */
  public Set<String> codes() {
    return new TreeSet<>(byCode.keySet());
  }

  /** Every version, by code, area and first day. */
  public List<ProgrammeVersion> all() {
    return all;
  }
}
