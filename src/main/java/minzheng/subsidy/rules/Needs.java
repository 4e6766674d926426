package minzheng.subsidy.rules;

import java.util.ArrayList;
import java.util.List;

/** Collects the standards a programme needs and the area lacks on that day. */
final class Needs {
  final Situation situation;
  private final List<String> lacking = new ArrayList<>();

  Needs(Situation situation) {
    this.situation = situation;
  }

  void value(String code) {
    value(code, "");
  }

  void value(String code, String category) {
    if (code != null && situation.standard(code, category).isEmpty()) lack(code, category);
  }

  void lack(String code, String category) {
    String name = category.isEmpty() ? code : code + " " + category;
    if (!lacking.contains(name)) lacking.add(name);
  }

  /** Nothing can be said about who builds on a programme that lacks a standard itself. */
  void programme(String code) {
    situation
        .other(code)
        .map(Evaluation::result)
        .filter(result -> result.outcome() == Outcome.NO_STANDARD)
        .ifPresent(result -> result.lacking().forEach(name -> lack(name, "")));
  }

  List<String> lacking() {
    return lacking;
  }
}
