package minzheng.subsidy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.Study;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of random households against a second, plain reading of the contract written without
 * the vocabulary: what both misread alike is not found here, everything else is.
 */
class RandomHouseholdsTest {
  private static final List<String> REGIONS =
      List.of("510104", "510104020", "510183", "5101", "440105", "511603", "51");
  private static final List<String> DAYS =
      List.of(
          "2013-01-01",
          "2016-06-01",
          "2017-05-05",
          "2018-06-15",
          "2020-02-29",
          "2021-06-30",
          "2021-07-01",
          "2025-12-31",
          "2026-08-01");
  private final ReferenceRules rules = new ReferenceRules();
  private final Map<String, Integer> seen = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20181, 20261, 424242})
  void both_readings_agree(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 1500; i++) {
      Facts facts = household(random);
      LocalDate on = LocalDate.parse(pick(random, DAYS));
      var oracle = new Oracle(facts, on);
      Assessment assessment = rules.assess(facts, on.toString());
      for (String code : List.of("DIBAO", "DIBAO_EDGE", "LOW_INCOME")) {
        check(
            assessment.determine(code, Subject.HOUSEHOLD).getFirst(), oracle.of(code, -1), seed, i);
      }
      for (String code : List.of("DIBAO_SINGLE", "OLD_AGE")) {
        List<Result> results = assessment.determine(code, Subject.PERSON);
        for (int m = 0; m < results.size(); m++) check(results.get(m), oracle.of(code, m), seed, i);
      }
    }
    // every outcome of every programme was met, so the agreement means something
    assertThat(seen).hasSize(5 * Outcome.values().length);
    assertThat(seen.values()).allMatch(times -> times >= 10);
  }

  private void check(Result result, Answer wanted, long seed, int i) {
    String where =
        "seed %d household %d %s %s".formatted(seed, i, result.programme(), result.subject());
    seen.merge(result.programme() + " " + result.outcome(), 1, Integer::sum);
    assertThat(result.outcome()).as(where).isEqualTo(wanted.outcome());
    assertThat(EnumSetOf.of(result.reasons())).as(where).isEqualTo(wanted.reasons());
    assertThat(new TreeSet<>(result.missing())).as(where).isEqualTo(wanted.missing());
    assertThat(result.amount()).as(where).isEqualTo(wanted.amount());
    assertThat(result.firstMonth()).as(where).isEqualTo(wanted.first());
  }

  private static final class EnumSetOf {
    static Set<Reason> of(List<Reason> reasons) {
      return reasons.isEmpty() ? EnumSet.noneOf(Reason.class) : EnumSet.copyOf(reasons);
    }
  }

  // generator

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static <T> T mostly(Random random, T usual, T[] all) {
    return random.nextInt(8) > 0 ? usual : all[random.nextInt(all.length)];
  }

  private static Facts household(Random random) {
    var members = new ArrayList<Member>();
    int size = 1 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      Relation relation = i == 0 ? Relation.HEAD : Relation.values()[1 + random.nextInt(5)];
      int year = pick(random, List.of(1915, 1926, 1936, 1938, 1945, 1970, 1990, 1999, 2008, 2012));
      var member =
          Member.of(
                  "m" + i,
                  relation,
                  Sex.F,
                  LocalDate.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28)))
              .away(mostly(random, Away.NONE, Away.values()))
              .study(mostly(random, Study.NONE, Study.values()))
              .seriousIllness(random.nextInt(4) == 0)
              .jobRefusals(random.nextInt(10) == 0 ? 2 + random.nextInt(3) : 0)
              .workAble(pick(random, List.of(true, true, false)));
      if (random.nextInt(6) == 0) member.workAble(null);
      if (random.nextInt(6) == 0) member.hukou(pick(random, List.of("44", "440105", "5116", "51")));
      if (random.nextInt(6) == 0) member.receives(Set.of("DIBAO"));
      if (random.nextInt(3) == 0) {
        member.disability(
            new Disability(Disability.Category.values()[random.nextInt(7)], 1 + random.nextInt(4)));
      }
      if (random.nextInt(8) > 0) member.incomes(incomes(random));
      members.add(member.build());
    }
    Money savings =
        random.nextInt(8) == 0
            ? null
            : Money.of(pick(random, List.of("0", "15600", "16800.01", "33600")));
    Integer vehicles = random.nextInt(8) == 0 ? null : random.nextInt(10) == 0 ? 1 : 0;
    return Facts.of(pick(random, REGIONS), savings, vehicles, members);
  }

  private static List<Income> incomes(Random random) {
    var incomes = new ArrayList<Income>();
    for (IncomeKind kind : IncomeKind.values()) {
      if (random.nextInt(4) == 0) {
        String amount =
            pick(
                random,
                List.of(
                    "0.01", "120.00", "649.99", "650.00", "700.00", "975.00", "1050.00", "1400.00",
                    "900.00"));
        incomes.add(Income.monthly(kind, amount));
      }
    }
    return incomes;
  }

  // the second reading

  private record Answer(
      Outcome outcome, Set<Reason> reasons, Set<String> missing, Money amount, YearMonth first) {
    static Answer none() {
      return new Answer(Outcome.NO_STANDARD, Set.of(), Set.of(), null, null);
    }
  }

  private static final class Oracle {
    private final Facts facts;
    private final LocalDate on;
    private final boolean chengdu;
    private final boolean guangzhou;
    private final BigDecimal standard;

    Oracle(Facts facts, LocalDate on) {
      this.facts = facts;
      this.on = on;
      this.chengdu = facts.region().startsWith("5101");
      this.guangzhou = facts.region().startsWith("4401");
      this.standard = standard();
    }

    private boolean since(String day) {
      return !on.isBefore(LocalDate.parse(day));
    }

    private BigDecimal standard() {
      if (chengdu && since("2018-01-01")) {
        return new BigDecimal(facts.region().startsWith("510104") ? "700" : "650");
      }
      if (guangzhou && since("2016-01-01"))
        return new BigDecimal(since("2017-01-01") ? "900" : "840");
      return null;
    }

    private boolean edgeKnown() {
      return standard != null && (chengdu || since("2021-07-01"));
    }

    private boolean counts(int i) {
      Member m = facts.members().get(i);
      boolean postgraduate =
          m.relation() == Relation.CHILD
              && m.study() == Study.POSTGRADUATE
              && !m.birthDate().plusYears(18).isAfter(on);
      return m.away() == Away.NONE && !postgraduate;
    }

    private boolean local(int i) {
      String hukou = facts.members().get(i).hukou();
      if (hukou == null) return true;
      String region = facts.region();
      if (hukou.length() == 2 || region.length() == 2) {
        return hukou.substring(0, 2).equals(region.substring(0, 2));
      }
      return hukou.substring(0, 4).equals(region.substring(0, 4));
    }

    private BigDecimal countable(int i) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Income income : facts.members().get(i).incomes()) {
        boolean excluded =
            switch (income.kind()) {
              case PREFERENTIAL_PENSION, GOVERNMENT_ASSISTANCE -> since("2014-05-01");
              case BASIC_PENSION -> since("2021-01-01") && !since("2026-01-01");
              default -> false;
            };
        if (!excluded) sum = sum.add(income.amount().amount());
      }
      return sum;
    }

    private YearMonth first() {
      return guangzhou ? YearMonth.from(on) : YearMonth.from(on).plusMonths(1);
    }

    private Answer settle(Set<Reason> reasons, Set<String> missing, BigDecimal amount) {
      if (!reasons.isEmpty()) {
        return new Answer(Outcome.NOT_ELIGIBLE, reasons, Set.of(), null, null);
      }
      if (!missing.isEmpty()) return new Answer(Outcome.UNKNOWN, Set.of(), missing, null, null);
      return new Answer(
          Outcome.ELIGIBLE,
          Set.of(),
          Set.of(),
          Money.of(amount.setScale(2, RoundingMode.HALF_UP)),
          first());
    }

    Answer of(String code, int member) {
      return switch (code) {
        case "DIBAO" -> dibao();
        case "DIBAO_EDGE" -> edge();
        case "LOW_INCOME" -> low();
        case "DIBAO_SINGLE" -> single(member);
        default -> oldAge(member);
      };
    }

    private int n() {
      int n = 0;
      for (int i = 0; i < facts.members().size(); i++) if (counts(i)) n++;
      return n;
    }

    /** Income against a limit, property and hukou, as all bands test them. */
    private void means(
        BigDecimal limit,
        boolean inclusive,
        Reason over,
        Set<Reason> reasons,
        Set<String> missing) {
      BigDecimal income = BigDecimal.ZERO;
      boolean local = false;
      for (int i = 0; i < facts.members().size(); i++) {
        if (!counts(i)) continue;
        local |= local(i);
        if (facts.members().get(i).incomes() == null) {
          missing.add("household.members[" + i + "].monthlyIncome");
        } else {
          income = income.add(countable(i));
        }
      }
      int order = income.compareTo(limit);
      if (inclusive ? order > 0 : order >= 0) reasons.add(over);
      if (!local) reasons.add(Reason.NO_LOCAL_HUKOU);
      BigDecimal most = standard.multiply(BigDecimal.valueOf(24L * n()));
      if (facts.savings() == null) missing.add("household.savings");
      else if (facts.savings().amount().compareTo(most) > 0) reasons.add(Reason.PROPERTY_OVER);
      if (facts.vehicles() == null) missing.add("household.vehicles");
      else if (facts.vehicles() > 0) reasons.add(Reason.PROPERTY_OVER);
    }

    private Answer nobody() {
      return settle(EnumSet.of(Reason.NOT_HOUSEHOLD_MEMBER), Set.of(), null);
    }

    private Answer dibao() {
      if (standard == null) return Answer.none();
      if (n() == 0) return nobody();
      var reasons = EnumSet.noneOf(Reason.class);
      var missing = new TreeSet<String>();
      BigDecimal full = standard.multiply(BigDecimal.valueOf(n()));
      means(full, false, Reason.INCOME_NOT_BELOW, reasons, missing);
      int refusers = 0;
      BigDecimal income = BigDecimal.ZERO;
      for (int i = 0; i < facts.members().size(); i++) {
        Member m = facts.members().get(i);
        if (!counts(i)) continue;
        if (m.incomes() != null) income = income.add(countable(i));
        if (m.jobRefusals() < 3) continue;
        if (m.workAble() == null) missing.add("household.members[" + i + "].workAble");
        else if (m.workAble()) refusers++;
      }
      BigDecimal amount =
          full.subtract(income)
              .multiply(BigDecimal.valueOf(n() - refusers))
              .divide(BigDecimal.valueOf(n()), 20, RoundingMode.HALF_UP);
      return settle(reasons, missing, amount);
    }

    private Answer edge() {
      if (!edgeKnown()) return Answer.none();
      if (n() == 0) return nobody();
      Answer dibao = dibao();
      var reasons = EnumSet.noneOf(Reason.class);
      var missing = new TreeSet<String>();
      if (dibao.outcome() == Outcome.ELIGIBLE) reasons.add(Reason.ALREADY_BETTER_COVERED);
      missing.addAll(dibao.missing());
      BigDecimal limit = standard.multiply(new BigDecimal("1.5")).multiply(BigDecimal.valueOf(n()));
      boolean inclusive = !since("2021-07-01");
      means(limit, inclusive, Reason.INCOME_NOT_IN_BAND, reasons, missing);
      return settle(reasons, missing, BigDecimal.ZERO);
    }

    private Answer low() {
      if (!chengdu || standard == null) return Answer.none();
      if (n() == 0) return nobody();
      var reasons = EnumSet.noneOf(Reason.class);
      var missing = new TreeSet<String>();
      for (Answer better : List.of(dibao(), edge())) {
        if (better.outcome() == Outcome.ELIGIBLE) reasons.add(Reason.ALREADY_BETTER_COVERED);
        missing.addAll(better.missing());
      }
      BigDecimal limit = standard.multiply(BigDecimal.valueOf(2L * n()));
      means(limit, true, Reason.INCOME_NOT_IN_BAND, reasons, missing);
      return settle(reasons, missing, BigDecimal.ZERO);
    }

    private Answer single(int i) {
      // the basis is in force from 2018 on
      if (!edgeKnown() || !since("2018-01-01")) return Answer.none();
      Member m = facts.members().get(i);
      Answer dibao = dibao();
      boolean away = m.away() != Away.NONE;
      if (dibao.outcome() == Outcome.ELIGIBLE) {
        return settle(
            EnumSet.of(away ? Reason.NOT_HOUSEHOLD_MEMBER : Reason.ALREADY_BETTER_COVERED),
            Set.of(),
            null);
      }
      var reasons = EnumSet.noneOf(Reason.class);
      var missing = new TreeSet<String>();
      if (away) reasons.add(Reason.NOT_HOUSEHOLD_MEMBER);
      if (!local(i)) reasons.add(Reason.NO_LOCAL_HUKOU);
      Answer edge = edge();
      if (edge.outcome() == Outcome.UNKNOWN) missing.addAll(edge.missing());
      else if (edge.outcome() != Outcome.ELIGIBLE) reasons.add(Reason.CLASS);
      if (!fits(m.disability()) && !m.seriousIllness()) reasons.add(Reason.GRADE);
      BigDecimal amount = null;
      if (m.incomes() == null) {
        missing.add("household.members[" + i + "].monthlyIncome");
      } else {
        amount = standard.subtract(countable(i));
        if (amount.signum() <= 0) reasons.add(Reason.INCOME_NOT_BELOW);
      }
      return settle(reasons, missing, amount);
    }

    private static boolean fits(Disability card) {
      if (card == null) return false;
      boolean mind =
          card.category() == Disability.Category.INTELLECTUAL
              || card.category() == Disability.Category.MENTAL;
      return card.grade() <= 2 || card.grade() == 3 && mind;
    }

    private Answer oldAge(int i) {
      if (guangzhou || !since("2017-01-01")) return Answer.none();
      Member m = facts.members().get(i);
      int age = on.getYear() - m.birthDate().getYear();
      if (m.birthDate().plusYears(age).isAfter(on)) age--;
      if (age >= 80 && age < 90 && standard == null) return Answer.none();
      var reasons = EnumSet.noneOf(Reason.class);
      var missing = new TreeSet<String>();
      if (age < 80) reasons.add(Reason.AGE);
      if (m.away() != Away.NONE) reasons.add(Reason.NOT_HOUSEHOLD_MEMBER);
      if (!local(i)) reasons.add(Reason.NO_LOCAL_HUKOU);
      if (age >= 80 && age < 90 && !m.receives().contains("DIBAO")) {
        List<Answer> ways = List.of(dibao(), single(i));
        if (ways.stream().noneMatch(a -> a.outcome() == Outcome.ELIGIBLE)) {
          ways.forEach(way -> missing.addAll(way.missing()));
          if (missing.isEmpty()) reasons.add(Reason.CLASS);
        }
      }
      return settle(reasons, missing, new BigDecimal(age >= 100 ? 200 : age >= 90 ? 100 : 25));
    }
  }
}
