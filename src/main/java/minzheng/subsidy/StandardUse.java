package minzheng.subsidy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which paid programmes read a standard, so that a raise finds whom it concerns. */
public final class StandardUse {
  private static final List<String> LOW_BAO = List.of("DIBAO", "DIBAO_SINGLE");

  private static final Map<String, List<String>> READ_BY =
      Map.of(
          "DIBAO_STANDARD", LOW_BAO,
          "DIBAO_AMOUNT_FLOOR", LOW_BAO,
          "DIBAO_UPLIFT", LOW_BAO,
          "SAVINGS_LIMIT", LOW_BAO,
          "VEHICLE_LIMIT", LOW_BAO,
          "INCOME_EXCLUDED", LOW_BAO,
          "DIBAO_SINGLE_BASIS", List.of("DIBAO_SINGLE"),
          "DIBAO_EDGE_RATIO", List.of("DIBAO_SINGLE"),
          "OLD_AGE", List.of("OLD_AGE"));

  private StandardUse() {}

  /** The programmes that read a standard; none for one that decides nobody's money. */
  public static List<String> programmes(String standard) {
    return READ_BY.getOrDefault(standard, List.of());
  }

  /** The standards a programme reads. */
  public static Set<String> standards(String programme) {
    return READ_BY.entrySet().stream()
        .filter(e -> e.getValue().contains(programme))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
