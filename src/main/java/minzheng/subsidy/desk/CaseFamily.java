package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.cases.CaseView;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.people.Evidence;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.Person;
import minzheng.people.Persons;
import org.springframework.stereotype.Component;

/** 家庭与证据: the family of a case as its pages show it, on the day whose law applies. */
@Component
class CaseFamily {
  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;

  CaseFamily(Households households, Persons persons, EvidenceLog evidence) {
    this.households = households;
    this.persons = persons;
    this.evidence = evidence;
  }

  /** A member as the tables show it; income null: not declared. */
  public record MemberRow(
      long id,
      String name,
      String url,
      String relation,
      int age,
      String situation,
      String consent,
      boolean adult,
      Money income) {}

  /** A row of evidence. */
  public record EvidenceRow(String who, String what, String words, String days, String source) {}

  /** The members on the day whose law applies, in the household's order. */
  List<MemberRow> members(CaseView file, SubsidyCase own) {
    LocalDate day = file.lawDay();
    var memberships = households.members(own.householdId(), day);
    List<Long> ids = memberships.stream().map(Member::personId).toList();
    Map<Long, Person> files = persons.all(ids);
    List<Evidence> known = evidence.ofPersons(ids, day, null);
    Set<Long> signed = own.signed();
    return memberships.stream()
        .map(
            m -> {
              Person p = files.get(m.personId());
              var facts = known.stream().filter(e -> e.personId() == p.id()).toList();
              boolean adult = Ages.reached(p.birthDate(), FamilyFacts.OF_AGE, day);
              return new MemberRow(
                  p.id(),
                  p.name(),
                  "/people/" + p.id(),
                  m.relation().label(),
                  p.age(day),
                  situation(facts),
                  signed.contains(p.id()) ? "已签" : adult ? "未签" : "无须",
                  adult,
                  income(facts));
            })
        .toList();
  }

  private static String situation(List<Evidence> own) {
    var words = new ArrayList<String>();
    for (Evidence e : own)
      if (e.kind() != EvidenceKind.INCOME && e.kind() != EvidenceKind.HUKOU)
        words.add(e.title() + " " + e.words());
    return words.isEmpty() ? "—" : String.join("；", words);
  }

  private static Money income(List<Evidence> own) {
    var rows = own.stream().filter(e -> e.kind() == EvidenceKind.INCOME).toList();
    if (rows.isEmpty()) return null;
    return rows.stream().map(Evidence::amount).reduce(Money.ZERO, Money::plus);
  }

  /** What is known of the household and of its members on that day. */
  List<EvidenceRow> evidence(CaseView file, SubsidyCase own, List<MemberRow> members) {
    LocalDate day = file.lawDay();
    var rows = new ArrayList<EvidenceRow>();
    for (Evidence e : evidence.asOf(EvidenceLog.Subject.household(own.householdId()), day))
      rows.add(row("家庭", e));
    for (Evidence e : evidence.ofPersons(members.stream().map(MemberRow::id).toList(), day, null))
      members.stream()
          .filter(m -> m.id() == e.personId())
          .findFirst()
          .ifPresent(m -> rows.add(row(m.name(), e)));
    return rows;
  }

  private static EvidenceRow row(String who, Evidence e) {
    String days = e.validTo() == null ? e.validFrom() + " 起" : e.validFrom() + " 至 " + e.validTo();
    return new EvidenceRow(who, e.title(), e.words(), days, e.source());
  }
}
