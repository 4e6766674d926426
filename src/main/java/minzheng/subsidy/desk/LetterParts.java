package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.cases.CaseStep;
import minzheng.jurisdiction.Regions;
import minzheng.standards.StandardTerms;
import minzheng.subsidy.rules.Finding;
import minzheng.subsidy.rules.Result;
import minzheng.web.SourceWords;

/** Tables that several letters of a case print: everything as text, as it will stand for ever. */
public final class LetterParts {
  private LetterParts() {}

  /** The conditions with what was found, what is required and what it rests on. */
  public static List<Map<String, String>> findings(Stream<Finding> findings) {
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
    f.standards().stream().map(s -> SourceWords.documents(s.document())).forEach(parts::add);
    if (f.article() != null) parts.add(f.article());
    parts.remove("");
    return String.join("；", parts);
  }

  /** A day as letters write it, GB/T 9704. */
  public static String day(LocalDate day) {
    return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  /** A month as letters write it. */
  public static String month(YearMonth month) {
    return month.getYear() + "年" + month.getMonthValue() + "月";
  }

  /** What every failed condition rests on, for one sentence. */
  static String basis(List<Map<String, String>> failed) {
    var parts = new LinkedHashSet<String>();
    for (var f : failed)
      Stream.of(f.get("article").split("；")).filter(p -> !p.isEmpty()).forEach(parts::add);
    return String.join("；", parts);
  }

  /** The arithmetic, line by line. */
  public static List<Map<String, String>> lines(Result result) {
    return result.lines().stream()
        .map(
            l ->
                row(
                    "letter", l.letter(),
                    "label", l.label(),
                    "formula", l.formula(),
                    "result", l.result(),
                    "basis", l.basis() == null ? "" : SourceWords.documents(l.basis())))
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
                    SourceWords.documents(s.document())))
        .distinct()
        .toList();
  }

  /**
   * Who did what with which words on which day; steps of the system too, such as 公示期满, which nobody
   * signs.
   */
  static List<Map<String, String>> opinions(List<CaseStep> steps, Regions regions) {
    return steps.stream()
        .filter(CaseStep::legal)
        .map(
            s ->
                row(
                    "step", s.label(),
                    "opinion", either(s.opinion(), null),
                    "who", s.actor(),
                    "office", s.office() == null || s.office().equals(s.actor()) ? "" : s.office(),
                    "day", s.effectiveOn().toString(),
                    "signs", s.actorId() == null ? "no" : "yes"))
        .toList();
  }

  /** Of one month; empty where nothing is paid. */
  static String amount(Result result) {
    return result.amount() == null || result.amount().isZero() ? "" : result.amount().format();
  }

  static String either(String words, String data) {
    return words != null ? words : data == null ? "" : data;
  }

  /** Keeps the order, so that the same facts are the same JSON. */
  static Map<String, String> row(String... pairs) {
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) row.put(pairs[i], pairs[i + 1]);
    return row;
  }
}
