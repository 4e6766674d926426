package minzheng.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import minzheng.kernel.Masking;
import minzheng.kernel.RuleViolation;

/** Where the template's columns stand in a file: found by their headers, in any order. */
final class SheetColumns {
  /** Headers stand in one of the first lines; an exported report has one line above them. */
  static final int HEAD_LINES = 5;

  private final List<SheetColumn> wanted;
  private final int[] at;
  private final int key;

  private SheetColumns(List<SheetColumn> wanted, int[] at, int key) {
    this.wanted = wanted;
    this.at = at;
    this.key = key;
  }

  /**
   * The columns of a file.
   *
   * @throws RuleViolation at “file” when a required one is missing or one stands there twice
   */
  static SheetColumns of(ImportKind kind, List<String> headers) {
    Map<String, Integer> places = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (int i = 0; i < headers.size(); i++)
      if (places.putIfAbsent(tidy(headers.get(i)), i) != null) twice.add(tidy(headers.get(i)));
    var wanted = kind.columns();
    var missing = new ArrayList<String>();
    int[] at = new int[wanted.size()];
    for (int i = 0; i < at.length; i++) {
      String header = tidy(wanted.get(i).header());
      if (twice.contains(header))
        throw new RuleViolation("file", "“%s”一列出现了两次，请只留一列。".formatted(wanted.get(i).header()));
      at[i] = places.getOrDefault(header, -1);
      if (at[i] < 0 && wanted.get(i).required()) missing.add("“" + wanted.get(i).header() + "”");
    }
    if (!missing.isEmpty())
      throw new RuleViolation(
          "file", "表中没有%s列，请下载%s模板，按模板的表头填写。".formatted(String.join("、", missing), kind.label()));
    return new SheetColumns(wanted, at, kind.about().keyColumn());
  }

  /** Whether a line looks like the headers: it has all required columns. */
  static boolean isHead(ImportKind kind, List<String> headers) {
    var there = headers.stream().map(SheetColumns::tidy).toList();
    return kind.columns().stream()
        .filter(SheetColumn::required)
        .allMatch(column -> there.contains(tidy(column.header())));
  }

  private static String tidy(String header) {
    return Normalizer.normalize(header, Normalizer.Form.NFKC).replaceAll("[\\s*]", "");
  }

  int size() {
    return at.length;
  }

  /** The place in the file of a column of the kind; −1: the file has none. */
  int at(int column) {
    return at[column];
  }

  String header(int column) {
    return wanted.get(column).header();
  }

  /** The cells of a line as reports show them: nobody reads a citizen's whole number there. */
  List<String> masked(List<String> cells) {
    var shown = new ArrayList<>(cells);
    shown.replaceAll(Masking::numbersIn);
    for (int i = 0; i < at.length; i++)
      if (wanted.get(i).document() && at[i] >= 0 && at[i] < cells.size())
        shown.set(at[i], Masking.idNumber(cells.get(at[i])));
    return shown;
  }

  /** The letter of the file's column; what a missing column would say is told at the key. */
  String letter(int column) {
    return SheetLine.letters(at[column] < 0 ? at[key] : at[column]);
  }

  String[] letters() {
    return IntStream.range(0, at.length).mapToObj(this::letter).toArray(String[]::new);
  }
}
