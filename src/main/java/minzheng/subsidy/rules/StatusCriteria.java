package minzheng.subsidy.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What other programmes found. */
final class StatusCriteria {
  private StatusCriteria() {}

  /**
   * None of these, each of which is better, covers the subject already. A family's cover reaches
   * only those who live in it.
   *
   * @param alone whether nothing else is told when one does
   */
  record NotCoveredBy(List<String> programmes, boolean alone, String article) implements Criterion {
    NotCoveredBy {
      programmes = List.copyOf(programmes);
    }

    @Override
    public Finding test(Situation s) {
      var missing = new LinkedHashSet<String>();
      Boolean met = true;
      var texts = new ArrayList<String>();
      for (String code : programmes) {
        Optional<Evaluation> other = s.other(code);
        if (other.isEmpty()) continue;
        Result found = other.get().result();
        texts.add(found.name() + found.outcome().label());
        if (found.eligible()) met = false;
        if (found.outcome() == Outcome.UNKNOWN) {
          if (met != null && met) met = null;
          missing.addAll(found.missing());
        }
      }
      return Finding.of("NOT_COVERED_BY", "未被更高保障覆盖", met, Reason.ALREADY_BETTER_COVERED, article)
          .fact(met == null ? null : String.valueOf(!met), String.join("；", texts))
          .limit("false", "未符合更高的保障")
          .missing(met == null ? List.copyOf(missing) : List.of());
    }
  }

  /**
   * The subject belongs to a class that another programme determines.
   *
   * @param status the programme that defines the class; where it has no standard, neither has this
   * @param or further programmes whose finding serves as well
   * @param received codes of which receiving one serves as well
   */
  record FoundIn(String status, List<String> or, List<String> received, String article)
      implements Criterion {
    FoundIn {
      or = or == null ? List.of() : List.copyOf(or);
      received = received == null ? List.of() : List.copyOf(received);
    }

    @Override
    public void needs(Needs needs) {
      needs.programme(status);
    }

    @Override
    public Finding test(Situation s) {
      Set<String> missing = new LinkedHashSet<>();
      String found = null;
      for (String code : received) {
        if (s.member() != null && s.member().receives().contains(code)) found = "正在享受";
      }
      var codes = new ArrayList<String>();
      codes.add(status);
      codes.addAll(or);
      for (String code : codes) {
        Result other = s.other(code).map(Evaluation::result).orElse(null);
        if (other == null || found != null) continue;
        if (other.eligible()) found = other.name() + "符合";
        if (other.outcome() == Outcome.UNKNOWN) missing.addAll(other.missing());
      }
      String wanted = String.join(" / ", codes);
      Boolean met = found != null ? Boolean.TRUE : missing.isEmpty() ? Boolean.FALSE : null;
      return Finding.of("FOUND_IN", "困难类别", met, Reason.CLASS, article)
          .fact(met == null ? null : met.toString(), met == null ? "待确定" : met ? found : "不属于")
          .limit(wanted, s.names(codes))
          .missing(met == null ? List.copyOf(missing) : List.of());
    }
  }

  /** Shows who is supported apart from the family and therefore not counted; refuses nobody. */
  record NotApart(String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      var apart = s.apart();
      return Finding.of("NOT_APART", "互斥待遇", true, Reason.EXCLUSIVE_BENEFIT, article)
          .fact(
              String.valueOf(apart.size()),
              apart.isEmpty()
                  ? "计入的 " + s.persons() + " 人均未单独供养"
                  : "不计入已单独供养的 " + String.join("、", apart))
          .limit(String.join(" / ", s.programme().counting().outside()), "不得同时享受");
    }
  }
}
