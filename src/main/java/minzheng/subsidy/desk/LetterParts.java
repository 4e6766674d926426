package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.cases.CaseStep;
import minzheng.jurisdiction.Regions;
import minzheng.people.Person;
import minzheng.standards.StandardTerms;
import minzheng.subsidy.rules.Finding;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.StandardValue;
import minzheng.web.SourceWords;

/** Tables that several letters of a case print: everything as text, as it will stand for ever. */
final class LetterParts {
  private LetterParts() {}

  /** The conditions with what was found, what is required and what it rests on. */
  static List<Map<String, String>> findings(Stream<Finding> findings) {
    return findings
        .map(
            f ->
                row(
                    "label", f.label(),
                    "fact", either(f.factText(), f.fact()),
                    "limit", either(f.limitText(), f.limit()),
                    "article", basis(f),
                    "verdict", f.met() == null ? "待查" : f.met() ? "符合" : "不符合"))
        .toList();
  }

  /** The document of the value and the article of the condition, each once. */
  private static String basis(Finding f) {
    var parts = new LinkedHashSet<String>();
    f.standards().stream().map(StandardValue::document).forEach(parts::add);
    if (f.article() != null) parts.add(f.article());
    return String.join("；", parts);
  }

  /** What every failed condition rests on, for one sentence. */
  static String basis(List<Map<String, String>> failed) {
    var parts = new LinkedHashSet<String>();
    for (var f : failed)
      Stream.of(f.get("article").split("；")).filter(p -> !p.isEmpty()).forEach(parts::add);
    return String.join("；", parts);
  }

  static List<Map<String, String>> lines(Result result) {
    return result.lines().stream()
        .map(
            l ->
                row(
                    "label", l.label(),
                    "formula", l.formula(),
                    "result", l.result(),
                    "basis", either(l.basis(), null)))
        .toList();
  }

  /** The values read, with area, first day and document. */
  static List<Map<String, String>> standards(Result result, StandardTerms terms, Regions regions) {
    return result.standards().stream()
        .map(
            s ->
                row(
                    "name",
                    s.category() == null || s.category().isEmpty()
                        ? terms.code(s.code())
                        : terms.code(s.code()) + "（" + terms.personClass(s.category()) + "）",
                    "area",
                    s.region().equals("00") ? "全国" : regions.name(s.region()),
                    "value",
                    terms.word(s.value()) + " " + terms.unit(s.unit()),
                    "from",
                    s.from().toString(),
                    "document",
                    SourceWords.chinese(s.document())))
        .distinct()
        .toList();
  }

  static Map<String, String> member(String relation, Person p, LocalDate day) {
    return row(
        "name", p.name(),
        "relation", relation,
        "idNumber", p.maskedNumber(),
        "age", String.valueOf(p.age(day)));
  }

  /** Who did what with which words on which day; steps of the system too, such as 公示期满. */
  static List<Map<String, String>> opinions(List<CaseStep> steps, Regions regions) {
    return steps.stream()
        .filter(CaseStep::legal)
        .map(
            s ->
                row(
                    "step", s.label(),
                    "opinion", either(s.opinion(), null),
                    "who", s.actor(),
                    "office", s.office() == null ? "" : s.office(),
                    "day", s.effectiveOn().toString()))
        .toList();
  }

  static String either(String words, String data) {
    return words != null ? words : data == null ? "" : data;
  }

  /** Keeps the order, so that the same facts are the same JSON. */
  private static Map<String, String> row(String... pairs) {
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) row.put(pairs[i], pairs[i + 1]);
    return row;
  }
}
