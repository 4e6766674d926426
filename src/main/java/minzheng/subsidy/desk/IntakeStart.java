package minzheng.subsidy.desk;

import minzheng.audit.Audit;
import minzheng.people.DocType;
import minzheng.people.Person;
import minzheng.people.Persons;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * An intake that begins from a person's file: the number is taken over by the server, so that no
 * address and no history keeps it, and the look at it is written down.
 */
@Service
class IntakeStart {
  private final Persons persons;
  private final Audit audit;

  IntakeStart(Persons persons, Audit audit) {
    this.persons = persons;
    this.audit = audit;
  }

  /** The identity number of a person in scope; empty for other documents. */
  @Transactional
  public String idNumber(long personId, ProgrammeKind kind) {
    Person person = persons.get(personId);
    audit.write("带入收件", "人员", personId, person.region(), "发起申请：" + kind.title(), null, null);
    return person.docType() == DocType.ID ? person.docNumber() : "";
  }
}
