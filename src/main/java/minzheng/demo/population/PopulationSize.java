package minzheng.demo.population;

/**
 * How large a city is made. L is the city of the seeds (features §10: 1.5 million in the register,
 * 100,000 low-bao households with 185,000 members, 400,000 of old age, 585,000 rows of a month); M
 * is its tenth, so that the two can be held against each other; S is for tests.
 *
 * @param persons in the register altogether
 * @param households on low-bao
 * @param elders who receive the old-age allowance
 * @param singles severely disabled persons on low-bao by themselves
 */
record PopulationSize(int persons, int households, int elders, int singles) {
  static PopulationSize of(String letter) {
    return switch (letter) {
      case "S" -> new PopulationSize(2_000, 150, 300, 120);
      case "M" -> new PopulationSize(150_000, 10_000, 40_000, 8_500);
      case "L" -> new PopulationSize(1_500_000, 100_000, 400_000, 85_000);
      default ->
          throw new IllegalArgumentException(
              "minzheng.population.size is S, M or L, not " + letter);
    };
  }

  /** Cases under way: one in 25 of those decided. */
  int open() {
    return (households + singles) / 25;
  }

  /** Cases that were refused or withdrawn. */
  int without() {
    return (households + singles) / 50;
  }
}
