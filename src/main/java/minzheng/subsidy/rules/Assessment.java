package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import minzheng.kernel.Money;
import minzheng.kernel.RegionCode;
import minzheng.subsidy.rules.Programme.Counting;

/**
 * The one interpreter: determines programmes for a household on the law's day. It reads programmes
 * and standards as data and serves the counter, the run over a whole city, the preview and the
 * re-assessment. Programmes that build on another see its result; each is determined once.
 */
public final class Assessment {
  private static final String START_MONTH = "START_MONTH";

  /**
   * Who counts where no version says it: who is of age is the civil code's matter (民法通则第十一条), and
   * whoever is supported apart is not supported twice.
   */
  private static final Counting COUNTING = new Counting(18, List.of("DESTITUTE", "ORPHAN"), null);

  private final Facts facts;
  private final LocalDate on;
  private final RegionCode region;
  private final Rulebook rulebook;
  private final StandardsView standards;
  private final Map<String, Optional<Programme>> programmes = new LinkedHashMap<>();
  private final Map<String, Optional<StandardValue>> values = new LinkedHashMap<>();
  private final Map<String, Evaluation> evaluations = new HashMap<>();

  public Assessment(Facts facts, LocalDate on, Rulebook rulebook, StandardsView standards) {
    this.facts = facts;
    this.on = on;
    this.region = new RegionCode(facts.region());
    this.rulebook = rulebook;
    this.standards = standards;
  }

  /**
   * One result for the household, or one per member in their order.
   *
   * @param subject of the programme, in case no version of it is in force on the day
   */
  public List<Result> determine(String code, Subject subject) {
    Subject whose = programme(code).map(Programme::subject).orElse(subject);
    if (whose == Subject.HOUSEHOLD) return List.of(one(code, -1));
    var results = new ArrayList<Result>();
    for (int i = 0; i < facts.members().size(); i++) results.add(one(code, i));
    return results;
  }

  private Result one(String code, int index) {
    return evaluate(code, index).orElseGet(() -> withoutVersion(code, index)).result();
  }

  private Evaluation withoutVersion(String code, int index) {
    Subject subject = index < 0 ? Subject.HOUSEHOLD : Subject.PERSON;
    var none = new Programme(code, code, subject, null, null, COUNTING, List.of(), List.of());
    var s = new Situation(this, none, index);
    return settled(s, Outcome.NO_STANDARD, List.of(), List.of(), List.of(code), List.of());
  }

  /** Every standard that was looked up and found, for the whole assessment. */
  public List<StandardValue> standardsRead() {
    return values.values().stream().flatMap(Optional::stream).toList();
  }

  /** Every programme that was determined, asked for or silently. */
  public List<String> programmesRead() {
    return programmes.entrySet().stream()
        .filter(entry -> entry.getValue().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  Facts facts() {
    return facts;
  }

  LocalDate on() {
    return on;
  }

  Optional<StandardValue> standard(String code, String category) {
    return values.computeIfAbsent(
        code + "/" + category, key -> standards.find(code, category, region, on));
  }

  String name(String code) {
    return programme(code).map(Programme::name).orElse(code);
  }

  private Optional<Programme> programme(String code) {
    return programmes.computeIfAbsent(code, c -> rulebook.inForce(c, region, on));
  }

  private String subject(int index) {
    return index < 0 ? Result.HOUSEHOLD : facts.members().get(index).ref();
  }

  /**
   * What a programme finds for the household or, if it is one for persons, for the member; empty
   * where no version is in force.
   */
  Optional<Evaluation> evaluate(String code, int index) {
    Programme programme = programme(code).orElse(null);
    if (programme == null) return Optional.empty();
    int subject = programme.subject() == Subject.HOUSEHOLD ? -1 : index;
    String key = code + "/" + subject;
    Evaluation known = evaluations.get(key);
    if (known == null) {
      if (evaluations.containsKey(key)) {
        throw new IllegalStateException("programmes build on each other: " + code);
      }
      evaluations.put(key, null);
      known = evaluate(programme, new Situation(this, programme, subject));
      evaluations.put(key, known);
    }
    return Optional.of(known);
  }

  private Evaluation evaluate(Programme programme, Situation s) {
    var needs = new Needs(s);
    programme.criteria().forEach(criterion -> criterion.needs(needs));
    programme.amounts().forEach(rule -> rule.needs(needs));
    if (startMonth(programme, s).isEmpty()) needs.lack(START_MONTH, "");
    if (!needs.lacking().isEmpty()) {
      return settled(s, Outcome.NO_STANDARD, List.of(), List.of(), needs.lacking(), List.of());
    }

    List<Finding> findings = test(programme, s);
    var reasons = new TreeSet<Reason>();
    findings.stream().filter(Finding::failed).forEach(f -> reasons.add(f.reason()));
    if (!reasons.isEmpty()) {
      return settled(s, Outcome.NOT_ELIGIBLE, List.copyOf(reasons), List.of(), List.of(), findings);
    }
    var missing = new LinkedHashSet<String>();
    findings.forEach(finding -> missing.addAll(finding.missing()));
    programme.amounts().forEach(rule -> missing.addAll(rule.missing(s)));
    if (!missing.isEmpty()) {
      return settled(s, Outcome.UNKNOWN, List.of(), List.copyOf(missing), List.of(), findings);
    }
    return eligible(programme, s, findings);
  }

  /**
   * All conditions, unless one that stands alone fails: then it is the only one told, or, if others
   * failed before it, is not told itself.
   */
  private List<Finding> test(Programme programme, Situation s) {
    var findings = new ArrayList<Finding>();
    for (Criterion criterion : programme.criteria()) {
      Finding finding = criterion.test(s);
      if (finding == null) continue;
      boolean ends = criterion.alone() && finding.failed();
      if (!ends || findings.stream().noneMatch(Finding::failed)) findings.add(finding);
      if (ends) break;
    }
    return findings;
  }

  private Evaluation eligible(Programme programme, Situation s, List<Finding> findings) {
    Fraction exact = Fraction.ZERO;
    int before = s.lines().size();
    for (AmountRule rule : programme.amounts()) exact = rule.apply(s, exact);
    Money amount = exact.toMoney();
    if (s.lines().size() > before + 1) {
      s.lines().add(programme.amountLabel(), "合计，末位四舍五入到分", amount.format(), null);
    }
    if (s.lines().size() > before) s.lines().total(programme.amountLabel());
    StandardValue start = startMonth(programme, s).orElseThrow();
    YearMonth month = YearMonth.from(on);
    YearMonth first = start.value().equals("SAME_MONTH") ? month : month.plusMonths(1);
    return new Evaluation(
        new Result(
            programme.code(),
            programme.name(),
            subject(s.index()),
            Outcome.ELIGIBLE,
            amount,
            programme.amountLabel(),
            programme.period(),
            first,
            s.heads(),
            List.of(),
            List.of(),
            List.of(),
            findings,
            s.lines().all(),
            s.read()),
        exact);
  }

  private Evaluation settled(
      Situation s,
      Outcome outcome,
      List<Reason> reasons,
      List<String> missing,
      List<String> lacking,
      List<Finding> findings) {
    return new Evaluation(
        new Result(
            s.programme().code(),
            s.programme().name(),
            subject(s.index()),
            outcome,
            null,
            s.programme().amountLabel(),
            null,
            null,
            s.heads(),
            reasons,
            missing,
            lacking,
            findings,
            s.lines().all(),
            s.read()),
        Fraction.ZERO);
  }

  /** The programme's own rule of the first month, or else the area's general one. */
  private Optional<StandardValue> startMonth(Programme programme, Situation s) {
    Optional<StandardValue> own = s.standard(START_MONTH, programme.code());
    return own.isPresent() ? own : s.standard(START_MONTH, "");
  }
}
