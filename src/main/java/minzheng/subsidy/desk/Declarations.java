package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import minzheng.kernel.Money;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.EvidenceLog.Subject;
import org.springframework.stereotype.Component;

/** 申报: what an applicant says of the family becomes evidence from the day of application on. */
@Component
class Declarations {
  private static final String DECLARED = "本人申报";

  private final EvidenceLog evidence;

  Declarations(EvidenceLog evidence) {
    this.evidence = evidence;
  }

  /** What is declared of a member; income only where the programme asks for it. */
  void member(long person, MemberForm m, ProgrammeKind kind, LocalDate day) {
    var subject = Subject.person(person);
    if (kind.meansTested() && !m.getIncome().isBlank()) incomes(subject, incomes(m), day);
    if (!m.getDisability().isBlank()) {
      var degree = Map.of("category", m.getDisability(), "grade", m.getDisabilityGrade());
      declare(subject, EvidenceKind.DISABILITY, degree, day);
    }
    if (m.isSeriousIllness())
      declare(subject, EvidenceKind.SERIOUS_ILLNESS, Map.of("yes", "true"), day);
    if (!m.getStudy().equals("NONE"))
      declare(subject, EvidenceKind.STUDY, Map.of("stage", m.getStudy()), day);
    if (!m.getAway().equals("NONE"))
      declare(subject, EvidenceKind.AWAY, Map.of("reason", m.getAway()), day);
    if (!m.getHukou().isBlank())
      declare(subject, EvidenceKind.HUKOU, Map.of("region", m.getHukou().strip()), day);
  }

  /** What is declared of the whole family, where the programme asks for it. */
  void household(long household, IntakeForm form, ProgrammeKind kind, LocalDate day) {
    if (!kind.meansTested()) return;
    var subject = Subject.household(household);
    if (!form.getSavings().isBlank())
      declare(subject, EvidenceKind.SAVINGS, Map.of("amount", form.getSavings()), day);
    if (!form.getVehicles().isBlank())
      declare(subject, EvidenceKind.VEHICLES, Map.of("count", form.getVehicles()), day);
  }

  private void declare(
      Subject subject, EvidenceKind kind, Map<String, String> value, LocalDate day) {
    evidence.declare(subject, Entry.of(kind, null, value, day, DECLARED));
  }

  /** The amounts by kind of income; the form refuses two of one kind. */
  private static Map<String, String> incomes(MemberForm m) {
    var declared = new LinkedHashMap<String, String>();
    income(declared, m.getIncomeKind(), m.getIncome());
    if (!m.getOtherIncome().isBlank()) income(declared, m.getOtherIncomeKind(), m.getOtherIncome());
    if (declared.size() > 1) declared.remove("NONE");
    return declared;
  }

  /** Zero declares that there is none. An empty amount declares nothing: it stays unknown. */
  private static void income(Map<String, String> declared, String kind, String amount) {
    var money = Money.parse(amount);
    if (money.isZero()) declared.putIfAbsent("NONE", money.toString());
    else declared.put(kind, money.toString());
  }

  /** What a person declares now is the whole of the income: kinds not named any more have ended. */
  private void incomes(Subject subject, Map<String, String> declared, LocalDate day) {
    for (var old : evidence.asOf(subject, day))
      if (old.kind() == EvidenceKind.INCOME && !declared.containsKey(old.detail())) {
        if (old.validFrom().isBefore(day)) evidence.end(old.id(), day.minusDays(1), "重新申报收入，不再有此项");
        else evidence.annul(old.id(), "重新申报收入，不再有此项");
      }
    declared.forEach(
        (detail, amount) ->
            evidence.declare(
                subject,
                Entry.of(EvidenceKind.INCOME, detail, Map.of("amount", amount), day, DECLARED)));
  }
}
