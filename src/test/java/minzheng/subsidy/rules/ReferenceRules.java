package minzheng.subsidy.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import minzheng.kernel.RegionCode;
import minzheng.standards.Operator;
import minzheng.standards.StandardBook;
import minzheng.standards.StandardKind;
import minzheng.standards.StandardValue;
import tools.jackson.databind.JsonNode;

/** The programmes and standards of {@code db/reference} without a database, for rule tests. */
final class ReferenceRules implements Rulebook {
  private static final Map<String, List<Version>> PROGRAMMES = new ConcurrentHashMap<>();
  private final List<StandardValue> values = new ArrayList<>();
  private final List<String> without = new ArrayList<>();

  private record Version(LocalDate from, LocalDate to, Programme programme) {
    boolean covers(LocalDate day) {
      return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
  }

  ReferenceRules() {
    lines("standards.csv").stream().skip(1).map(line -> line.split(",", 9)).forEach(this::add);
  }

  /** A further value, in force ever since, for a fixture of domain.md 13. */
  ReferenceRules with(String code, String category, String region, String value) {
    add(new String[] {code, region, category, "1990-01-01", "", value, "", "", "测试"});
    return this;
  }

  /** As if the area had no such standard. */
  ReferenceRules without(String code) {
    values.removeIf(value -> value.code().equals(code));
    return this;
  }

  /** As if the programme were not built. */
  ReferenceRules notBuilt(String programme) {
    without.add(programme);
    return this;
  }

  private void add(String[] c) {
    StandardKind kind =
        c[5].contains("/")
            ? StandardKind.FRACTION
            : c[5].matches("[A-Z_]+") ? StandardKind.WORD : StandardKind.DECIMAL;
    values.removeIf(
        v ->
            v.code().equals(c[0])
                && v.region().equals(c[1])
                && v.personClass().equals(c[2])
                && v.from().equals(LocalDate.parse(c[3])));
    values.add(
        new StandardValue(
            values.size() + 1,
            c[0],
            kind,
            c[1],
            c[2],
            LocalDate.parse(c[3]),
            c[4].isEmpty() ? null : LocalDate.parse(c[4]),
            c[5],
            c[6],
            c[7].isEmpty() ? null : Operator.valueOf(c[7]),
            c[8],
            null,
            null));
  }

  StandardsView standards() {
    return new BookStandards(new StandardBook(values));
  }

  Assessment assess(Facts facts, String on) {
    return new Assessment(facts, LocalDate.parse(on), this, standards());
  }

  /** The household's result. */
  Result household(Facts facts, String on, String programme) {
    return assess(facts, on).determine(programme, Subject.HOUSEHOLD).getFirst();
  }

  /** The result of the first member. */
  Result person(Facts facts, String on, String programme) {
    return persons(facts, on, programme).getFirst();
  }

  List<Result> persons(Facts facts, String on, String programme) {
    return assess(facts, on).determine(programme, Subject.PERSON);
  }

  @Override
  public Optional<Programme> inForce(String code, RegionCode region, LocalDate day) {
    if (without.contains(code)) return Optional.empty();
    return PROGRAMMES.computeIfAbsent(code, ReferenceRules::read).stream()
        .filter(version -> version.covers(day))
        .map(Version::programme)
        .findFirst();
  }

  private static List<Version> read(String code) {
    Path file = Path.of("db/reference/programmes", code + ".json");
    if (!Files.exists(file)) return List.of();
    var versions = new ArrayList<Version>();
    for (JsonNode version : RulesJson.MAPPER.readTree(file.toFile()).get("versions")) {
      versions.add(
          new Version(
              LocalDate.parse(version.get("from").asString()),
              version.get("to").isNull() ? null : LocalDate.parse(version.get("to").asString()),
              RulesJson.MAPPER.treeToValue(version.get("definition"), Programme.class)));
    }
    return versions;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of("db/reference", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
