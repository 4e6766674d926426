package minzheng.subsidy.trial;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import minzheng.kernel.Money;
import minzheng.kernel.RegionCode;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.ChildStatus;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Placement;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.SpendingKind;
import minzheng.subsidy.rules.Facts.Study;
import minzheng.subsidy.rules.Member;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.trial.Problem.FieldError;

/** Reads trials from JSON and notes every wrong field; nothing is evaluated while there is one. */
final class TrialReader {
  static final int MOST_TRIALS = 1000;

  /** Of whole numbers that the law does not bound. */
  static final int MOST_WHOLE = 999_999_999;

  private static final int MOST_MEMBERS = 100;

  private final Predicate<String> regionExists;
  private final Set<ProgrammeCode> built;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * @param built programmes that can be asked for
   */
  TrialReader(Predicate<String> regionExists, Set<ProgrammeCode> built) {
    this.regionExists = regionExists;
    this.built = built;
  }

  /**
   * @param programmes in the order asked for
   */
  record Trial(LocalDate on, List<ProgrammeCode> programmes, Facts facts) {}

  List<FieldError> errors() {
    return errors;
  }

  /** One trial; null if anything in it is wrong. */
  Trial read(Object value) {
    return trial(Walker.over(value, "", errors));
  }

  /** The trials of a batch; those that are wrong are null. */
  List<Trial> readBatch(Object value) {
    Walker batch = Walker.over(value, "", errors);
    if (batch == null) return List.of();
    List<?> items = batch.array("trials", true);
    batch.done();
    if (items == null) return List.of();
    if (items.size() > MOST_TRIALS) {
      batch.wrong("trials", "一次最多 " + MOST_TRIALS + " 户，现为 " + items.size() + " 户");
      return List.of();
    }
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < items.size(); i++) {
      trials.add(trial(Walker.over(items.get(i), "trials[" + i + "]", errors)));
    }
    return trials;
  }

  private Trial trial(Walker trial) {
    if (trial == null) return null;
    int before = errors.size();
    LocalDate on = trial.date("on");
    List<ProgrammeCode> programmes = programmes(trial);
    Facts facts = household(trial.object("household", true), on);
    trial.done();
    return errors.size() > before ? null : new Trial(on, programmes, facts);
  }

  private List<ProgrammeCode> programmes(Walker trial) {
    List<ProgrammeCode> asked = trial.codes("programmes", ProgrammeCode.class);
    if (asked == null) return List.copyOf(built);
    if (asked.isEmpty()) trial.wrong("programmes", "至少写一个项目，或者不写这个字段");
    var seen = new HashSet<ProgrammeCode>();
    for (int i = 0; i < asked.size(); i++) {
      ProgrammeCode code = asked.get(i);
      if (code == null) continue;
      String item = "programmes[" + i + "]";
      if (!seen.add(code)) trial.wrong(item, "项目 " + code + " 重复");
      else if (!built.contains(code)) {
        trial.wrong(item, "项目 " + code + "（" + code.label() + "）尚未开通试算");
      }
    }
    return asked;
  }

  private Facts household(Walker household, LocalDate on) {
    if (household == null) return null;
    String region = region(household, "region", true);
    Money savings = household.money("savings");
    Integer vehicles = household.integer("vehicles", 0, MOST_WHOLE, false);
    Map<SpendingKind, Money> spending =
        amounts(household.object("rigidSpending12Months", false), SpendingKind.class);
    List<Member> members = members(household, on);
    household.done();
    if (region == null || members == null) return null;
    return new Facts(region, savings, vehicles, null, spending, members, Map.of());
  }

  private String region(Walker walker, String name, boolean required) {
    String code = walker.text(name, required);
    if (code == null) return null;
    if (!RegionCode.isWellFormed(code)) {
      walker.wrong(name, "区划代码应为 2、4、6、9 或 12 位数字");
      return null;
    }
    if (!regionExists.test(code)) {
      walker.wrong(name, "区划表中没有 " + code);
      return null;
    }
    return code;
  }

  private static <E extends Enum<E>> Map<E, Money> amounts(Walker walker, Class<E> kinds) {
    if (walker == null) return null;
    var amounts = new EnumMap<E, Money>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      Money amount = walker.money(kind.name());
      if (amount != null) amounts.put(kind, amount);
    }
    walker.done();
    return amounts;
  }

  private List<Member> members(Walker household, LocalDate on) {
    List<?> items = household.array("members", true);
    if (items == null) return null;
    if (items.size() > MOST_MEMBERS) {
      household.wrong("members", "一户最多 " + MOST_MEMBERS + " 人");
      return null;
    }
    var members = new ArrayList<Member>();
    var refs = new HashSet<String>();
    for (int i = 0; i < items.size(); i++) {
      Walker walker = Walker.over(items.get(i), household.path("members[" + i + "]"), errors);
      if (walker == null) continue;
      Member member = member(walker, on);
      walker.done();
      if (member.ref() != null && !refs.add(member.ref())) {
        walker.wrong("ref", "与前面的成员重复：" + brief(member.ref()));
      }
      members.add(member);
    }
    long heads = members.stream().filter(m -> m.relation() == Relation.HEAD).count();
    boolean readable =
        members.size() == items.size() && members.stream().allMatch(m -> m.relation() != null);
    if (heads != 1 && readable || heads > 1) {
      household.wrong("members", "应恰有一名户主（relation 为 HEAD），现为 " + heads + " 名");
    }
    return members;
  }

  /** Enough of a text to recognise it by; it may be as long as the request. */
  private static String brief(String text) {
    if (text.codePointCount(0, text.length()) <= 40) return text;
    return text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
  }

  private Member member(Walker m, LocalDate on) {
    String ref = m.text("ref", true);
    if (Result.HOUSEHOLD.equals(ref)) m.wrong("ref", "不能是 HOUSEHOLD，它在结果中指整户");
    Relation relation = m.oneOf("relation", Relation.class, true);
    Sex sex = m.oneOf("sex", Sex.class, true);
    LocalDate birth = m.date("birthDate");
    if (birth != null && on != null && birth.isAfter(on)) m.wrong("birthDate", "出生日期晚于试算日期");
    return Member.of(ref, relation, sex, birth)
        .hukou(region(m, "hukou", false))
        .incomes(incomes(m))
        .disability(disability(m.objectOrNull("disability")))
        .abilityLevel(m.integer("abilityLevel", 0, 4, false))
        .selfCareFailed(m.integer("selfCareFailed", 0, 6, false))
        .seriousIllness(m.flag("seriousIllness"))
        .study(m.oneOf("study", Study.class, Study.NONE))
        .away(m.oneOf("away", Away.class, Away.NONE))
        .childStatus(m.oneOf("childStatus", ChildStatus.class, ChildStatus.NONE))
        .placement(m.oneOf("placement", Placement.class, Placement.FAMILY))
        .bothParentsUnable(m.flag("bothParentsUnable"))
        .workAble(m.bool("workAble"))
        .hasAbleSupporter(m.bool("hasAbleSupporter"))
        .livesInInstitution(m.flag("livesInInstitution"))
        .jobRefusals(zero(m.integer("jobRefusals", 0, MOST_WHOLE, false)))
        .receives(receives(m))
        .workInjuryNursingFee(m.flag("workInjuryNursingFee"))
        .elderNursingAmount(zero(m.money("elderNursingAmount")))
        .elderCareBill(zero(m.money("elderCareBill")))
        .build();
  }

  /**
   * An object says that all incomes are given, even when it is empty; without it they are unknown.
   */
  private static List<Income> incomes(Walker m) {
    Map<IncomeKind, Money> amounts = amounts(m.object("monthlyIncome", false), IncomeKind.class);
    if (amounts == null) return null;
    return amounts.entrySet().stream()
        .map(income -> new Income(income.getKey(), income.getValue(), 1, null))
        .toList();
  }

  private static Disability disability(Walker card) {
    if (card == null) return null;
    Disability.Category category = card.oneOf("category", Disability.Category.class, true);
    Integer grade = card.integer("grade", 1, 4, true);
    card.done();
    return category == null || grade == null ? null : new Disability(category, grade);
  }

  private static Set<String> receives(Walker m) {
    List<ProgrammeCode> codes = m.codes("receives", ProgrammeCode.class);
    if (codes == null) return Set.of();
    return codes.stream().filter(Objects::nonNull).map(Enum::name).collect(Collectors.toSet());
  }

  private static int zero(Integer absent) {
    return absent == null ? 0 : absent;
  }

  private static Money zero(Money absent) {
    return absent == null ? Money.ZERO : absent;
  }
}
