package minzheng.subsidy.rules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import minzheng.subsidy.rules.Amounts.ByAge;
import minzheng.subsidy.rules.PersonCriteria.ForAges;
import minzheng.subsidy.rules.StatusCriteria.FoundIn;

/**
 * Ages of one amount of a programme, as a set can be looked for. It only narrows the search: who is
 * entitled is said by the interpreter.
 *
 * @param from years, reached on the birthday
 * @param to last age it concerns; null = no end
 * @param category class of the standard
 * @param statuses one of these must be recognised or received; empty: nothing is asked for
 */
public record AgeBand(int from, Integer to, String category, Set<String> statuses) {
  public AgeBand {
    statuses = Set.copyOf(statuses);
  }

  /** The bands of a programme that pays by age, the lowest first; empty for another one. */
  public static List<AgeBand> of(Programme programme) {
    return programme.amounts().stream()
        .filter(ByAge.class::isInstance)
        .map(ByAge.class::cast)
        .flatMap(rule -> rule.bands().stream())
        .map(b -> new AgeBand(b.from(), b.to(), b.category(), statuses(programme, b)))
        .sorted(java.util.Comparator.comparingInt(AgeBand::from))
        .toList();
  }

  private static Set<String> statuses(Programme programme, Amounts.Band band) {
    var codes = new TreeSet<String>();
    for (Criterion criterion : programme.criteria()) {
      if (criterion instanceof FoundIn found) codes.addAll(codes(found));
      if (criterion instanceof ForAges ages
          && ages.criterion() instanceof FoundIn found
          && covers(ages, band)) codes.addAll(codes(found));
    }
    return codes;
  }

  private static Set<String> codes(FoundIn found) {
    var codes = new TreeSet<String>(found.or());
    codes.addAll(found.received());
    codes.add(found.status());
    return codes;
  }

  private static boolean covers(ForAges ages, Amounts.Band band) {
    boolean toTheEnd = ages.to() == null || (band.to() != null && band.to() <= ages.to());
    return ages.from() <= band.from() && toTheEnd;
  }
}
