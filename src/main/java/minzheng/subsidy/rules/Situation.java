package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import minzheng.kernel.Ages;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.Study;
import minzheng.subsidy.rules.MeansCriteria.Whose;
import minzheng.subsidy.rules.Programme.Counting;

/** What a condition or amount rule may look at: one programme and one subject on the law's day. */
final class Situation {
  private final Assessment all;
  private final Programme programme;
  private final int index;
  private final Lines lines;
  private final Map<String, StandardValue> read;
  private final Map<Whose, Tally> tallies = new LinkedHashMap<>();
  private List<Integer> counted;

  /**
   * @param index place of the member concerned; −1 for the household
   */
  Situation(Assessment all, Programme programme, int index) {
    this(all, programme, index, new Lines(), new LinkedHashMap<>());
  }

  private Situation(
      Assessment all,
      Programme programme,
      int index,
      Lines lines,
      Map<String, StandardValue> read) {
    this.all = all;
    this.programme = programme;
    this.index = index;
    this.lines = lines;
    this.read = read;
  }

  /** The same programme looked at for one member. */
  Situation as(int member) {
    return new Situation(all, programme, member, new Lines(), read);
  }

  Facts facts() {
    return all.facts();
  }

  LocalDate on() {
    return all.on();
  }

  Programme programme() {
    return programme;
  }

  int index() {
    return index;
  }

  /** The member concerned, or null when it is the household. */
  Member member() {
    return index < 0 ? null : facts().members().get(index);
  }

  Lines lines() {
    return lines;
  }

  /** Path of a fact of the subject. */
  String path(String fact) {
    return index < 0 ? Facts.path(fact) : Facts.path(index, fact);
  }

  /** Where a fact of the household and of its members comes from, or null. */
  String source(String fact) {
    Map<String, String> sources = facts().sources();
    if (sources.isEmpty()) return null;
    var found = new ArrayList<String>();
    found.add(sources.get(Facts.path(fact)));
    for (int i : index < 0 ? counted() : List.of(index)) {
      found.add(sources.get(Facts.path(i, fact)));
    }
    String text = found.stream().filter(f -> f != null).distinct().collect(Collectors.joining("；"));
    return text.isEmpty() ? null : text;
  }

  // standards

  Optional<StandardValue> standard(String code, String category) {
    Optional<StandardValue> value = all.standard(code, category);
    value.ifPresent(v -> read.put(code + "/" + category, v));
    return value;
  }

  /** A value that was checked to be there. */
  StandardValue value(String code) {
    return value(code, "");
  }

  StandardValue value(String code, String category) {
    return standard(code, category)
        .orElseThrow(() -> new IllegalStateException("no " + code + " " + category));
  }

  List<StandardValue> read() {
    return List.copyOf(read.values());
  }

  // members

  /** Places of the members that count in the household. */
  List<Integer> counted() {
    if (counted == null) {
      var places = new ArrayList<Integer>();
      for (int i = 0; i < facts().members().size(); i++) {
        if (whyNotCounted(i).isEmpty()) places.add(i);
      }
      counted = List.copyOf(places);
    }
    return counted;
  }

  /** Members counted in the household. */
  int persons() {
    return counted().size();
  }

  /** Heads the amount is for: the household's, or one. */
  int heads() {
    return index < 0 ? persons() : 1;
  }

  List<Integer> persons(boolean household) {
    return household ? counted() : List.of(index);
  }

  /** Why a member does not count, in brackets; empty for one who does. */
  String whyNotCounted(int place) {
    Member m = facts().members().get(place);
    Counting counting = programme.counting();
    if (m.away() != Away.NONE) return "（" + m.away().label() + "）";
    if (m.relation() == Relation.CHILD
        && m.study() == Study.POSTGRADUATE
        && Ages.reached(m.birthDate(), counting.adultAge(), on())) {
      return "（成年在读研究生）";
    }
    if (m.cover() != null && counting.outside().contains(m.cover())) return "（已单独供养）";
    for (String code : counting.outside()) {
      Optional<Evaluation> other = all.evaluate(code, place);
      if (other.isPresent() && other.get().eligible()) {
        return "（" + other.get().result().name() + "）";
      }
    }
    return "";
  }

  /** Names of those supported apart from the family. */
  List<String> apart() {
    var names = new ArrayList<String>();
    for (int i = 0; i < facts().members().size(); i++) {
      Member m = facts().members().get(i);
      if (m.away() == Away.NONE && !counted().contains(i) && m.study() != Study.POSTGRADUATE) {
        names.add(m.called() + whyNotCounted(i));
      }
    }
    return names;
  }

  String hukou(int place) {
    String hukou = facts().members().get(place).hukou();
    return hukou == null ? facts().region() : hukou;
  }

  /** Registered in the same city; a province's code agrees by its two digits. */
  boolean local(int place) {
    String hukou = hukou(place);
    String region = facts().region();
    int digits = Math.min(4, Math.min(hukou.length(), region.length()));
    return hukou.regionMatches(0, region, 0, digits);
  }

  /** Whether the member's age lies in the band; no end when {@code to} is null. */
  boolean ageWithin(int from, Integer to) {
    LocalDate birth = member().birthDate();
    return Ages.reached(birth, from, on()) && (to == null || !Ages.reached(birth, to + 1, on()));
  }

  // other programmes

  /** What another programme found for the same household or member; empty if it is not built. */
  Optional<Evaluation> other(String code) {
    return all.evaluate(code, index);
  }

  String names(List<String> codes) {
    return codes.stream().map(all::name).collect(Collectors.joining("或"));
  }

  // income

  Whose whose(Whose whose, String basis) {
    return basis == null ? whose : Whose.valueOf(value(basis).value());
  }

  /**
   * Countable income, and the paths of what was not given.
   *
   * @param known sum of what was given
   */
  record Tally(Fraction known, List<String> missing) {}

  /** Sums the income and writes its lines, once. */
  Tally income(Whose whose) {
    return tallies.computeIfAbsent(whose, this::tally);
  }

  private Tally tally(Whose whose) {
    Fraction sum = Fraction.ZERO;
    var missing = new ArrayList<String>();
    var letters = new ArrayList<String>();
    for (int i : whose == Whose.OWN_INCOME ? List.of(index) : counted()) {
      Member m = facts().members().get(i);
      if (m.incomes() == null) {
        missing.add(Facts.path(i, "monthlyIncome"));
        lines.add(m.called() + " 收入", "未提供", "待补充", null);
        continue;
      }
      for (Income income : m.incomes()) {
        Optional<StandardValue> excluded = excluded(income.kind());
        Fraction counts = excluded.isPresent() ? Fraction.ZERO : income.perMonth();
        letters.add(
            lines.add(
                m.called() + " " + income.name(),
                formula(income, excluded.isPresent()),
                counts.text(),
                excluded.map(StandardValue::document).orElse(null)));
        sum = sum.plus(counts);
      }
    }
    String label = whose == Whose.OWN_INCOME ? "本人月收入" : "家庭月收入";
    String formula = letters.isEmpty() ? "没有收入" : String.join(" + ", letters);
    lines.remember("income", lines.add(label, formula, sum.text(), null));
    if (whose == Whose.FAMILY_PER_HEAD && persons() > 0) {
      Fraction head = sum.dividedBy(persons());
      lines.remember(
          "income", lines.add("家庭人均月收入", sum.text() + " ÷ " + persons() + " 人", head.text(), null));
      sum = head;
    }
    return new Tally(sum, missing);
  }

  private String formula(Income income, boolean excluded) {
    String text = income.amount().format();
    if (income.months() > 1) text += " ÷ " + income.months() + " 个月";
    return excluded ? text + "，" + income.kind().label() + "，不计入" : text;
  }

  private Optional<StandardValue> excluded(IncomeKind kind) {
    return standard("INCOME_EXCLUDED", kind.name()).filter(v -> v.value().equals("YES"));
  }
}
