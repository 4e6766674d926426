package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.IdNumber;
import minzheng.kernel.PersonName;
import minzheng.kernel.RuleViolation;
import minzheng.people.Designation;
import minzheng.people.Designations;
import minzheng.people.DocType;
import minzheng.people.Person;
import minzheng.people.Persons;
import org.springframework.stereotype.Component;

/**
 * What the register says against an intake that is well typed: nobody applies for the dead, under
 * another name, or for what was already recognised. Said at the counter, while the family stands
 * there, and not after the public notice.
 */
@Component
class RegisterCheck {
  private final Persons persons;
  private final Designations designations;

  RegisterCheck(Persons persons, Designations designations) {
    this.persons = persons;
    this.designations = designations;
  }

  /**
   * @param form has passed {@link IntakeCheck}
   * @param day of application
   */
  List<RuleViolation> problems(IntakeForm form, LocalDate day) {
    var kind = ProgrammeKind.of(form.getProgramme());
    var problems = new ArrayList<RuleViolation>();
    for (int i = 0; i < form.getMembers().size(); i++) {
      MemberForm typed = form.getMembers().get(i);
      String at = "members[" + i + "].";
      boolean recognised = !kind.personal() || i == form.head();
      persons
          .find(DocType.ID, IdNumber.of(typed.getIdNumber().strip()).value())
          .ifPresent(
              known -> {
                if (!sameName(known, typed)) problems.add(otherName(known, at));
                if (known.deathDate() != null) problems.add(dead(known, typed, at));
                else if (recognised)
                  designations.of(known.id()).stream()
                      .filter(d -> d.code().equals(kind.name()) && !ended(d, day))
                      .findFirst()
                      .ifPresent(d -> problems.add(has(d, typed, at)));
              });
    }
    return problems;
  }

  private static boolean sameName(Person known, MemberForm typed) {
    return known.name().equals(PersonName.normalize(typed.getName()));
  }

  private static boolean ended(Designation held, LocalDate day) {
    return held.validTo() != null && held.validTo().isBefore(day);
  }

  private static RuleViolation otherName(Person known, String at) {
    return new RuleViolation(at + "name", "该身份证号已登记为“" + known.maskedName() + "”，与填写的姓名不符，请核对证件");
  }

  /** By the name as typed: whoever guesses a number does not learn whose it is. */
  private static RuleViolation dead(Person known, MemberForm typed, String at) {
    return new RuleViolation(
        at + "idNumber",
        "%s已于 %s 登记死亡，不能申请；登记有误的，请先更正档案".formatted(typed.getName().strip(), known.deathDate()));
  }

  private static RuleViolation has(Designation held, MemberForm typed, String at) {
    return new RuleViolation(
        at + "idNumber",
        "%s自 %s 起已认定为“%s”，不能重复申请；家庭情况有变化的，请在原案件办理变更"
            .formatted(typed.getName().strip(), held.validFrom(), held.title()));
  }
}
