package minzheng.demo.population;

import java.util.stream.Stream;

/**
 * How large a city is made. L is the city of the seeds (features §10: 1.5 million in the register,
 * 100,000 low-bao households with 185,000 members, 400,000 of old age, 585,000 rows of a month); M
 * is its tenth, so that the two can be held against each other; S is for tests.
 *
 * @param persons in the register altogether
 * @param households on low-bao
 * @param elders who receive the old-age allowance
 * @param singles severely disabled persons on low-bao by themselves
 * @param open cases under way
 */
record PopulationSize(int persons, int households, int elders, int singles, int open) {
  /**
   * @param size S, M or L, or the five numbers separated by commas, for a city of another shape
   */
  static PopulationSize of(String size) {
    return switch (size) {
      case "S" -> of(2_000, 150, 300, 120);
      case "M" -> of(150_000, 10_000, 40_000, 8_500);
      case "L" -> of(1_500_000, 100_000, 400_000, 85_000);
      default -> {
        if (!size.matches("\\d{1,7}(,\\d{1,7}){4}"))
          throw new IllegalArgumentException(
              "minzheng.population.size is S, M, L or five numbers, not " + size);
        var n = Stream.of(size.split(",")).mapToInt(Integer::parseInt).toArray();
        yield new PopulationSize(n[0], n[1], n[2], n[3], n[4]);
      }
    };
  }

  /** One case in 25 of those decided is under way. */
  private static PopulationSize of(int persons, int households, int elders, int singles) {
    return new PopulationSize(persons, households, elders, singles, (households + singles) / 25);
  }

  /** Cases that were refused or withdrawn. */
  int without() {
    return (households + singles) / 50;
  }
}
