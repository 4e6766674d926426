package minzheng.subsidy.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The arithmetic of one result as it is written down, lettered A, B, … Z, AA, AB, … */
final class Lines {
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> letters = new HashMap<>();

  /** Writes a line and returns its letter. */
  String add(String label, String formula, String result, String basis) {
    String letter = letter(lines.size());
    lines.add(new Line(letter, label, formula, result, basis, false));
    return letter;
  }

  /** Remembers a line under a name, for later lines. */
  void remember(String name, String letter) {
    letters.put(name, letter);
  }

  /** The letter remembered; the name itself where nothing was written. */
  String recall(String name) {
    return letters.getOrDefault(name, name);
  }

  int size() {
    return lines.size();
  }

  /** Makes the last line the one that states the amount; the letters in its brackets stay. */
  void total(String label) {
    Line last = lines.removeLast();
    int bracket = last.label().indexOf('（');
    String name = bracket < 0 ? label : label + last.label().substring(bracket);
    lines.add(new Line(last.letter(), name, last.formula(), last.result(), last.basis(), true));
  }

  List<Line> all() {
    return List.copyOf(lines);
  }

  private static String letter(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : letter(index / 26 - 1) + last;
  }
}
