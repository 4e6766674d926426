package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;

/** Families by situation, all without savings and vehicles unless said otherwise. */
final class Households {
  static final String JINJIANG = "510104";

  private Households() {}

  /** A woman, her husband and their child of 12; she earns the wage. */
  static Facts three(String region, String wage) {
    return family(region, head(wage), spouse(), child(2006));
  }

  static Facts two(String region, String wage) {
    return family(region, head(wage), spouse());
  }

  static Facts one(String region, Member.Builder member) {
    return family(region, member);
  }

  static Facts family(String region, Member.Builder... members) {
    var built = new ArrayList<Member>();
    for (Member.Builder member : members) built.add(member.build());
    return Facts.of(region, Money.ZERO, 0, built);
  }

  static Member.Builder head(String wage) {
    return member("m1", Relation.HEAD, Sex.F, "1970-01-01").income(IncomeKind.WAGE, wage);
  }

  static Member.Builder spouse() {
    return member("m2", Relation.SPOUSE, Sex.M, "1969-05-05").noIncome();
  }

  static Member.Builder child(int birthYear) {
    return member("m3", Relation.CHILD, Sex.F, birthYear + "-03-01").noIncome();
  }

  static Member.Builder member(String ref, Relation relation, Sex sex, String birthDate) {
    return Member.of(ref, relation, sex, LocalDate.parse(birthDate));
  }

  static Member.Builder inPrison(Member.Builder member) {
    return member.away(Away.PRISON);
  }

  static Disability grade(Disability.Category category, int grade) {
    return new Disability(category, grade);
  }

  static Facts change(Facts f, UnaryOperator<List<Member>> members) {
    return Facts.of(f.region(), f.savings(), f.vehicles(), members.apply(f.members()));
  }

  static Facts property(Facts f, String savings, Integer vehicles) {
    return Facts.of(f.region(), savings == null ? null : Money.of(savings), vehicles, f.members());
  }
}
