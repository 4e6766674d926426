package minzheng.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, one line a figure and one pair of columns a size, and whether it is kept. */
final class Figures {
  /**
   * @param value as people read it, such as {@code 1.7 s}
   * @param yardstick what it is held against, or empty
   * @param ratio to the yardstick; NaN without one
   */
  record Cell(String value, String yardstick, double ratio) {}

  /**
   * @param limit of the ratio
   * @param atMost whether the limit is an upper one
   */
  private record Budget(double limit, boolean atMost) {
    boolean keeps(double ratio) {
      return atMost ? ratio <= limit : ratio >= limit;
    }

    @Override
    public String toString() {
      return (atMost ? "≤ " : "≥ ") + text(limit);
    }
  }

  private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
  private final Map<String, Budget> budgets = new LinkedHashMap<>();
  private final List<String> sizes;

  Figures(List<String> sizes) {
    this.sizes = sizes;
  }

  void add(String row, String size, Cell cell) {
    rows.computeIfAbsent(row, k -> new LinkedHashMap<>()).put(size, cell);
  }

  void add(String row, String size, String value, String yardstick, double ratio) {
    add(row, size, new Cell(value, yardstick, ratio));
  }

  /** A figure that stands by itself. */
  void add(String row, String size, String value) {
    add(row, size, value, "", Double.NaN);
  }

  void atMost(String row, double ratio) {
    budgets.put(row, new Budget(ratio, true));
  }

  void atLeast(String row, double ratio) {
    budgets.put(row, new Budget(ratio, false));
  }

  /** The budgets that are not kept, at the largest size measured; empty when all are. */
  List<String> broken() {
    var broken = new ArrayList<String>();
    budgets.forEach(
        (row, budget) -> {
          var cell = rows.getOrDefault(row, Map.of()).get(sizes.getLast());
          if (cell != null && !budget.keeps(cell.ratio()))
            broken.add(row + ": " + text(cell.ratio()) + ", budget " + budget);
        });
    return broken;
  }

  @Override
  public String toString() {
    var table = new StringBuilder("| work |");
    for (String size : sizes)
      table
          .append(" ")
          .append(size)
          .append(" | yardstick | ratio |".replace("ratio", "ratio " + size));
    table.append(" budget |\n|---|").append("---|---|---|".repeat(sizes.size())).append("---|\n");
    rows.forEach(
        (row, cells) -> {
          table.append("| ").append(row).append(" |");
          for (String size : sizes) {
            var cell = cells.getOrDefault(size, new Cell("", "", Double.NaN));
            table.append(
                " %s | %s | %s |"
                    .formatted(
                        cell.value(),
                        cell.yardstick(),
                        Double.isNaN(cell.ratio()) ? "" : text(cell.ratio())));
          }
          var budget = budgets.get(row);
          table.append(" ").append(budget == null ? "" : budget).append(" |\n");
        });
    return table.toString();
  }

  static String text(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : ratio < 10 ? "%.2f" : "%.1f", ratio);
  }

  static double median(List<Double> all) {
    var sorted = all.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
