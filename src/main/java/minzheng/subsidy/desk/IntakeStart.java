package minzheng.subsidy.desk;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import minzheng.audit.Audit;
import minzheng.people.DocType;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.people.Relation;
import minzheng.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * An intake that begins from a person's file: what the register knows is taken over by the server,
 * so that nothing is typed twice and no address or history keeps a number, and the look at each
 * file is written down. What is declared (income, property, authorisation) is asked anew.
 */
@Service
class IntakeStart {
  private final Persons persons;
  private final Households households;
  private final Audit audit;
  private final Clock clock;

  IntakeStart(Persons persons, Households households, Audit audit, Clock clock) {
    this.persons = persons;
    this.households = households;
    this.audit = audit;
    this.clock = clock;
  }

  /** The applicant as registered; for a family programme the family of a registered head too. */
  @Transactional
  public void fill(IntakeForm form, long personId, CurrentUser user) {
    var kind = ProgrammeKind.of(form.getProgramme());
    Person applicant = persons.get(personId);
    if (applicant.region().startsWith(user.region())) {
      form.setRegion(applicant.region());
      form.setAddress(text(applicant.address()));
    }
    form.setPhone(text(applicant.phone()));
    form.getMembers().clear();
    take(form, applicant, Relation.HEAD);
    if (!kind.personal())
      for (Member other : family(personId))
        take(form, persons.get(other.personId()), other.relation());
  }

  private void take(IntakeForm form, Person known, Relation relation) {
    String title = ProgrammeKind.of(form.getProgramme()).title();
    audit.write("带入收件", "人员", known.id(), known.region(), "发起申请：" + title, null, null);
    var typed = new MemberForm();
    typed.setName(known.name());
    typed.setIdNumber(known.docType() == DocType.ID ? known.docNumber() : "");
    typed.setBirthDate(known.birthDate().toString());
    typed.setSex(known.sex().name());
    typed.setHukou(text(known.hukou()));
    typed.setRelation(relation.name());
    form.getMembers().add(typed);
  }

  /** Those who live with a head; relations are to the head, so another's are not taken over. */
  private List<Member> family(long head) {
    LocalDate today = LocalDate.now(clock);
    return households
        .of(head, today)
        .filter(own -> own.relation() == Relation.HEAD)
        .map(own -> households.members(own.householdId(), today))
        .orElse(List.of())
        .stream()
        .filter(other -> other.personId() != head)
        .toList();
  }

  private static String text(String known) {
    return known == null ? "" : known;
  }
}
